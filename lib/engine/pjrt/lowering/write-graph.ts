// Writes what a traced graph computes in StableHLO, op by op in the order in which it was traced.
import type { Endpoint, Pointer } from '../../c-api.js';
import { numericLayout } from '../../data-types.js';
import type { OpAttribute } from '../../op-attributes.js';
import { type ElementType, elementType } from '../element-types.js';
import type { Emitter, Value } from '../stablehlo.js';
import { NotLowered, type Rule, type Site } from './site.js';
import { type Left, loweringTable } from './table.js';

interface TracedNode {
  readonly op: string;
  readonly inputs: readonly Endpoint[];
  readonly attributes: readonly OpAttribute[];
  /** A constant's value: its bytes. */
  readonly contents?: Uint8Array;
}

/** What a graph of the engine's tells of itself. */
export interface TracedGraph {
  node(operation: Pointer): TracedNode;
  shape(endpoint: Endpoint): number[] | undefined;
  /** TensorFlow's number of the type. */
  type(endpoint: Endpoint): number;
  /** These and all that they need, each behind what it needs itself. */
  inOrder(operations: readonly Pointer[]): Pointer[];
}

type TypeAndShape = Pick<Value, 'type' | 'shape'>;

/** What an endpoint is on a device. */
export function describe(graph: TracedGraph, endpoint: Endpoint): TypeAndShape {
  return { type: typeOf(graph, endpoint), shape: graph.shape(endpoint)! };
}

function typeOf(graph: TracedGraph, endpoint: Endpoint): ElementType {
  const number = graph.type(endpoint);
  const type = elementType(number);
  const { op } = graph.node(endpoint.operation);
  if (type === undefined) throw new NotLowered(op, `of ${numericLayout(number)?.name ?? `type ${number}`}`);
  return type;
}

export class GraphWriter {
  readonly #values = new Map<string, Value>();

  constructor(
    private readonly graph: TracedGraph,
    private readonly emit: Emitter,
  ) {}

  /** Says what an input of the graph is in the program. */
  give(endpoint: Endpoint, value: Value): void {
    this.#values.set(keyOf(endpoint), value);
  }

  /** Writes all that these need. Throws NotLowered where an op is not written for devices. */
  write(outputs: readonly Endpoint[]): Value[] {
    for (const operation of this.graph.inOrder(outputs.map((one) => one.operation)))
      this.#writeOperation(operation);
    return outputs.map((output) => this.#value(output));
  }

  #writeOperation(operation: Pointer): void {
    const node = this.graph.node(operation);
    // Constants are written where they are used: many only say axes and sizes.
    if (node.op === 'Const' || this.#values.has(keyOf({ operation, index: 0 }))) return;
    const made = ruleFor(node.op)(this.#site(operation, node));
    const values: readonly Value[] = 'name' in made ? [made] : made;
    values.forEach((value, index) => {
      this.#values.set(keyOf({ operation, index }), value);
    });
  }

  #value(endpoint: Endpoint): Value {
    const known = this.#values.get(keyOf(endpoint));
    if (known) return known;
    const { op, contents } = this.graph.node(endpoint.operation);
    if (!contents) throw new NotLowered(op, 'as an input');
    const { type, shape } = describe(this.graph, endpoint);
    const value = this.emit.constant(type, shape, this.#contents(endpoint));
    this.#values.set(keyOf(endpoint), value);
    return value;
  }

  #contents(endpoint: Endpoint): number[] {
    const { contents } = this.graph.node(endpoint.operation);
    const layout = numericLayout(this.graph.type(endpoint))!;
    const values = layout.allocate(contents!.byteLength / layout.bytes);
    new Uint8Array(values.buffer).set(contents!);
    return Array.from(values as ArrayLike<number | bigint>, Number);
  }

  #site(operation: Pointer, { op, inputs, attributes }: TracedNode): Site {
    return {
      op,
      emit: this.emit,
      inputCount: inputs.length,
      input: (index) => this.#value(inputs[index]!),
      numbers: (index) => {
        const given = inputs[index]!;
        if (!this.graph.node(given.operation).contents)
          throw new NotLowered(op, 'by numbers that are computed');
        return this.#contents(given);
      },
      inputShape: (index) => this.graph.shape(inputs[index]!)!,
      output: (index = 0) => describe(this.graph, { operation, index }),
      attribute: (name) => attributes.find((one) => one.name === name)?.value,
    };
  }
}

function ruleFor(op: string): Rule {
  const entry = (loweringTable as Readonly<Record<string, Rule | Left | undefined>>)[op];
  if (entry === undefined) throw new NotLowered(op);
  if (typeof entry !== 'function') throw new NotLowered(op, entry.left);
  return entry;
}

function keyOf({ operation, index }: Endpoint): string {
  return `${operation}:${index}`;
}
