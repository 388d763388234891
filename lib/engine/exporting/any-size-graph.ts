// One graph for all sizes, made of traces of a function at a few: node by node the same, but for constants that say how
// large something is.
import type { Tensor, Variable } from '@tensorflow/tfjs';
import type { TensorFlowBackend } from '../backend-types.js';
import type { Endpoint, Pointer } from '../c-api.js';
import { dataType, numberOfType } from '../data-types.js';
import { attributeType, type OpAttribute } from '../op-attributes.js';
import type { Graph, GraphNode } from '../tracing/graph.js';
import type { Recorder } from '../tracing/recorder.js';
import { type Trace, tensorNumber } from '../tracing/trace.js';
import { TraceError } from '../tracing/trace-error.js';
import { anySizeConstant, type TracedConstant } from './any-size-constant.js';
import { OpenSizes } from './open-sizes.js';
import type { ProbeSizes, SizeRule } from './size-rule.js';

/** A function's trace, and where in it the function's arguments are. */
export interface TracedLook {
  readonly trace: Trace;
  readonly places: readonly Endpoint[];
  /** What the function gives: its outputs, then the new values of the variables that it assigns. */
  readonly results: readonly Endpoint[];
}

/** An argument: its type, and its sizes, -1 where one is open. */
export interface ArgumentSpec {
  readonly type: number;
  readonly shape: readonly number[];
}

/** A size that is left open, and the argument's axis that tells it. */
export interface OpenSize extends ProbeSizes {
  readonly argument: number;
  readonly axis: number;
  /** For messages: "the batch size". */
  readonly name: string;
}

export interface AnySizeGraph {
  readonly graph: Graph;
  readonly inputs: readonly Endpoint[];
  /** Resources of the variables, which the graph takes after its arguments. */
  readonly handles: readonly Endpoint[];
  readonly variables: readonly Variable[];
  readonly outputs: readonly Endpoint[];
  /** Operations that must run although no output needs them: they assign variables. */
  readonly effects: readonly Pointer[];
}

/** The graph of a function at sizes that are known when it runs; throws a TraceError that names what cannot be so. */
export function anySizeGraph(
  backend: TensorFlowBackend,
  looked: readonly TracedLook[],
  specs: readonly ArgumentSpec[],
  open: readonly OpenSize[],
): AnySizeGraph {
  const recorder = backend.binding.createRecorder([]);
  try {
    return new Merger(backend, recorder, looked, specs, open).merge();
  } catch (error) {
    recorder.graph.delete();
    throw error;
  }
}

class Merger {
  readonly #graph: Graph;
  readonly #sizes: OpenSizes;
  readonly #inputs: readonly Endpoint[];
  readonly #handles: Endpoint[] = [];
  readonly #variables: Variable[] = [];
  /** What reads each variable: it has to be done before the variable changes. */
  readonly #reads = new Map<Variable, Pointer>();
  /** The new graph's places, by those of the first trace. */
  readonly #made = new Map<string, Endpoint>();
  readonly #operations = new Map<Pointer, Pointer>();

  constructor(
    private readonly backend: TensorFlowBackend,
    recorder: Recorder,
    private readonly looked: readonly TracedLook[],
    private readonly specs: readonly ArgumentSpec[],
    private readonly open: readonly OpenSize[],
  ) {
    this.#graph = recorder.graph;
    this.#inputs = specs.map(({ type, shape }) => this.#graph.placeholder(type, shape));
    this.#sizes = new OpenSizes(
      recorder,
      open.map(({ argument, axis }) => ({ input: this.#inputs[argument]!, axis })),
    );
  }

  merge(): AnySizeGraph {
    this.#checkAlike();
    const first = this.looked[0]!;
    first.places.forEach((place, i) => {
      this.#made.set(keyOf(place), this.#ofOneBatch(i));
    });
    for (const { endpoint, source } of this.#captured()) this.#made.set(keyOf(endpoint), this.#taken(source));
    const rows = this.looked.map(nodesOf);
    const given = new Set(
      [...first.places, ...first.trace.captured.map((one) => one.endpoint)].map(operationOf),
    );
    rows[0]!.forEach((operation, index) => {
      if (!given.has(operation)) this.#copy(rows.map((row) => row[index]!));
    });
    const results = first.results.map((endpoint, i) => this.#pinned(this.#madeOf(endpoint), i));
    const outputs = results.slice(0, first.trace.outputs.length);
    return {
      graph: this.#graph,
      inputs: this.#inputs,
      handles: this.#handles,
      variables: this.#variables,
      outputs,
      effects: [
        ...first.trace.effects.map((operation) => this.#operations.get(operation)!),
        ...this.#assignments(results.slice(outputs.length)),
      ],
    };
  }

  /**
   * An argument as the graph uses it. Where several have open first axes, those are one size, which only one of them tells: a
   * call with another for this one has to fail, rather than to compute with a number of samples that is not its own.
   */
  #ofOneBatch(argument: number): Endpoint {
    const input = this.#inputs[argument]!;
    const batch = this.open.findIndex(({ axis }) => axis === 0);
    const { shape } = this.specs[argument]!;
    if (shape[0] !== -1 || this.open[batch]!.argument === argument) return input;
    const sizes = shape.map((size, axis): SizeRule => {
      if (size !== -1) return new Map([[0, size]]);
      const own = this.open.findIndex((one) => one.axis === axis && one.argument === argument);
      return new Map([[1 << (axis === 0 ? batch : own), 1]]);
    });
    return this.#sizes.op('Reshape', [input, this.#sizes.row(sizes)]);
  }

  /** Puts the new values in, once all of the function has seen the old ones. */
  #assignments(values: readonly Endpoint[]): Pointer[] {
    const [assigned, ...others] = this.looked.map(({ trace }) => [...trace.assigned.keys()]);
    if (!others.every((one) => one.length === assigned!.length && one.every((it, i) => it === assigned![i])))
      throw new TraceError(`it changes other variables for another ${this.#openNames()}`);
    return assigned!.map((variable, i) =>
      this.#graph.add('AssignVariableOp', [this.#handles[this.#variables.indexOf(variable)]!, values[i]!], {
        attributes: [typeAttribute(numberOfType(variable.dtype))],
        after: [this.#reads.get(variable)!],
      }),
    );
  }

  /** What the first trace captured; the others must have captured the same. */
  #captured() {
    const [first, ...others] = this.looked.map(({ trace }) => trace.captured);
    const sources = first!.map(({ source }) => source.dataId);
    const areSame = others.every(
      (one) => one.length === sources.length && one.every(({ source }, i) => source.dataId === sources[i]),
    );
    if (!areSame) throw new TraceError(`it uses other tensors for another ${this.#openNames()}`);
    return first!;
  }

  /** A variable's value as it is when the function runs; any other tensor's as it is now. */
  #taken(source: Tensor): Endpoint {
    const { binding } = this.backend;
    const type = numberOfType(source.dtype);
    if (!('assign' in source)) {
      const values = binding.download(tensorNumber(this.backend, source));
      return this.#sizes.constant(type, source.shape, values);
    }
    const handle = this.#graph.placeholder(dataType.resource, []);
    this.#handles.push(handle);
    this.#variables.push(source as Variable);
    const read = this.#sizes.op('ReadVariableOp', [handle], [typeAttribute(type)]);
    this.#reads.set(source as Variable, read.operation);
    return this.#ensured(read, source.shape);
  }

  /** Throws unless every look has the same nodes, put together in the same way. */
  #checkAlike(): void {
    const [first, ...others] = this.looked.map(formsOf);
    for (const forms of others) {
      const differs = forms.find((form, i) => form !== first![i]);
      if (differs === undefined && forms.length === first!.length) continue;
      throw new TraceError(
        `it takes other steps for another ${this.#openNames()}, such as one for each sample or step`,
      );
    }
  }

  #copy(operations: readonly Pointer[]): void {
    const nodes = operations.map((operation, look) => this.looked[look]!.trace.graph.node(operation));
    if (nodes[0]!.op === 'Const') this.#copyConstant(operations, nodes);
    else this.#copyOperation(operations[0]!, nodes);
  }

  #copyOperation(operation: Pointer, nodes: readonly GraphNode[]): void {
    const node = nodes[0]!;
    const attributes = node.attributes.map((attribute, i) =>
      this.#attribute(
        node.op,
        attribute,
        nodes.map((one) => one.attributes[i]),
      ),
    );
    const made = this.#graph.add(
      node.op,
      node.inputs.map((endpoint) => this.#madeOf(endpoint)),
      { attributes, after: node.after.map((one) => this.#operations.get(one)!) },
    );
    this.#operations.set(operation, made);
  }

  #copyConstant(operations: readonly Pointer[], nodes: readonly GraphNode[]): void {
    const traced = operations.map((operation, look): TracedConstant => {
      const { graph } = this.looked[look]!.trace;
      const endpoint = { operation, index: 0 };
      return { type: graph.type(endpoint), shape: graph.shape(endpoint)!, contents: nodes[look]!.contents! };
    });
    const made = anySizeConstant(this.#sizes, this.open, traced);
    if (!made) {
      const user = this.#userOf(operations[0]!);
      throw new TraceError(
        `${user} there needs a table that is another one for another ${this.#openNames()}`,
      );
    }
    this.#made.set(`${operations[0]} 0`, made);
  }

  /** A shape may be open; nothing else of an op may depend on sizes. */
  #attribute(op: string, first: OpAttribute, all: readonly (OpAttribute | undefined)[]): OpAttribute {
    const texts = all.map((one) => JSON.stringify(one));
    if (texts.every((one) => one === texts[0])) return first;
    const shapes = all.map((one) => one?.value as number[]);
    if (first.type === attributeType.shape && shapes.every((one) => one?.length === shapes[0]!.length)) {
      const value = shapes[0]!.map((size, axis) => (shapes.every((one) => one[axis] === size) ? size : -1));
      return { ...first, value };
    }
    throw new TraceError(`its ${op} has another ${first.name} for another ${this.#openNames()}`);
  }

  #madeOf(endpoint: Endpoint): Endpoint {
    const known = this.#made.get(keyOf(endpoint));
    if (known) return known;
    const operation = this.#operations.get(endpoint.operation);
    if (operation !== undefined) return { operation, index: endpoint.index };
    throw new Error('A node of a trace comes before what it needs.');
  }

  /** Results with all that is known of their shape. */
  #pinned(endpoint: Endpoint, output: number): Endpoint {
    const shapes = this.looked.map(({ trace, results }) => trace.graph.shape(results[output]!)!);
    const [first] = shapes;
    if (!shapes.every((shape) => shape.length === first!.length))
      throw new TraceError(`its output has another number of axes for another ${this.#openNames()}`);
    return this.#ensured(
      endpoint,
      first!.map((size, axis) => (shapes.every((shape) => shape[axis] === size) ? size : -1)),
    );
  }

  #ensured(endpoint: Endpoint, shape: readonly number[]): Endpoint {
    return this.#sizes.op(
      'EnsureShape',
      [endpoint],
      [{ name: 'shape', type: attributeType.shape, value: [...shape] }],
    );
  }

  /** The op of the first trace that takes a constant. */
  #userOf(constant: Pointer): string {
    const { trace } = this.looked[0]!;
    const user = nodesOf(this.looked[0]!).find((one) =>
      trace.graph.node(one).inputs.some((input) => input.operation === constant),
    );
    return user === undefined ? 'an output' : `the op ${trace.graph.node(user).op}`;
  }

  #openNames(): string {
    return this.open.map(({ name }) => name).join(' or ');
  }
}

function nodesOf({ trace, results }: TracedLook): Pointer[] {
  return trace.graph.inOrder([...results.map(operationOf), ...trace.effects]);
}

/** What each node is and where its inputs come from, as texts that are equal for nodes alike. */
function formsOf(look: TracedLook): string[] {
  const { trace, places, results } = look;
  const row = nodesOf(look);
  const numbers = new Map(row.map((operation, i) => [operation, i]));
  const place = ({ operation, index }: Endpoint): string => `${numbers.get(operation)}:${index}`;
  const nodes = row.map((operation) => {
    const { op, inputs, after } = trace.graph.node(operation);
    return `${op} ${inputs.map(place)} ${after.map((one) => numbers.get(one))}`;
  });
  const given = [...places, ...trace.captured.map(({ endpoint }) => endpoint)];
  return [...nodes, ...given.map(place), ...results.map(place)];
}

const typeAttribute = (value: number): OpAttribute => ({ name: 'dtype', type: attributeType.type, value });
const operationOf = ({ operation }: Endpoint): Pointer => operation;
const keyOf = ({ operation, index }: Endpoint): string => `${operation} ${index}`;
