// A traced step as the body of one `While` inside one function: as many steps as wanted in a single call.

import type { TensorFlowBackend } from '../backend-types.js';
import type { Endpoint } from '../c-api.js';
import { dataType } from '../data-types.js';
import { attributeType, type OpAttribute } from '../op-attributes.js';
import type { Graph } from './graph.js';
import { GraphFunction } from './graph-function.js';

/** The loop's variables in order: the first counts up to the second. */
export interface LoopBody {
  readonly graph: Graph;
  readonly inputs: readonly Endpoint[];
  /** One for each input; the input itself where a step does not change it. */
  readonly outputs: readonly Endpoint[];
  readonly effects: readonly number[];
  /** What the step itself computed, before it was added up. */
  readonly vector: Endpoint;
}

/**
 * TensorFlow optimizes the graph of the function that is called, not those of functions that a `While` names. So a body is
 * optimized where the loop is `unrolled` into that graph, or where what the loop names does no more than call the body
 * (`called`); `plain`, it is computed as it was traced. Optimized, each op takes more work to start.
 */
export type BodyForm = 'plain' | 'unrolled' | 'called';

export interface LoopOptions {
  readonly body: BodyForm;
  /** Which loop variables are wanted after the last step, by their place. */
  readonly results: readonly number[];
}

/** The function of the loop's variables that runs it, with the functions it is made of. */
export class WhileLoop {
  readonly #functions: GraphFunction[] = [];
  readonly whole: GraphFunction;
  /** How often each op occurs in a step. */
  readonly opsOfStep: ReadonlyMap<string, number>;

  constructor(
    private readonly backend: TensorFlowBackend,
    body: LoopBody,
    options: LoopOptions,
  ) {
    try {
      const types = body.inputs.map((input) => body.graph.type(input));
      const shapes = body.inputs.map((input) => body.graph.shape(input) ?? []);
      const step = this.#add(body);
      this.opsOfStep = step.ops;
      const hasEffects = types.includes(dataType.resource) || step.ops.has('CollectiveReduceV2');
      const named = options.body === 'called' ? this.#calling(step, types, shapes, hasEffects) : step;
      const condition = this.#build(types, shapes, (graph, inputs) => [below(graph, inputs[0]!, inputs[1]!)]);
      this.whole = this.#build(types, shapes, (graph, inputs) => {
        const operation = loop(graph, inputs, { condition, body: named, hasEffects, form: options.body });
        return options.results.map((index) => ({ operation, index }));
      });
    } catch (error) {
      this.delete();
      throw error;
    }
  }

  delete(): void {
    for (const made of this.#functions.reverse()) made.delete();
    this.#functions.length = 0;
  }

  #add(body: ConstructorParameters<typeof GraphFunction>[1]): GraphFunction {
    const made = new GraphFunction(this.backend.binding.context, body);
    this.#functions.push(made);
    return made;
  }

  /** A function that calls another one, for which TensorFlow optimizes the other's graph. */
  #calling(
    called: GraphFunction,
    types: readonly number[],
    shapes: readonly (readonly number[])[],
    hasEffects: boolean,
  ): GraphFunction {
    const attributes: OpAttribute[] = [
      { name: 'Tin', type: attributeType.type, value: types },
      { name: 'Tout', type: attributeType.type, value: types },
      { name: 'f', type: attributeType.function, value: called.name },
      // An empty configuration means: as usual.
      { name: 'config_proto', type: attributeType.string, value: '' },
    ];
    return this.#build(types, shapes, (graph, inputs) => {
      graph.use(called.pointer);
      const call = hasEffects ? 'StatefulPartitionedCall' : 'PartitionedCall';
      const operation = graph.add(call, inputs, { attributes });
      return types.map((_, index) => ({ operation, index }));
    });
  }

  #build(
    types: readonly number[],
    shapes: readonly (readonly number[])[],
    outputsOf: (graph: Graph, inputs: readonly Endpoint[]) => Endpoint[],
  ): GraphFunction {
    const graph = this.backend.binding.createGraph();
    try {
      const inputs = types.map((type, index) => graph.placeholder(type, shapes[index]!));
      return this.#add({ graph, inputs, outputs: outputsOf(graph, inputs) });
    } finally {
      graph.delete();
    }
  }
}

function below(graph: Graph, count: Endpoint, limit: Endpoint): Endpoint {
  return { operation: graph.add('Less', [count, limit]), index: 0 };
}

interface LoopParts {
  readonly condition: GraphFunction;
  readonly body: GraphFunction;
  readonly hasEffects: boolean;
  readonly form: BodyForm;
}

function loop(
  graph: Graph,
  inputs: readonly Endpoint[],
  { condition, body, hasEffects, form }: LoopParts,
): number {
  graph.use(condition.pointer);
  graph.use(body.pointer);
  const attributes: OpAttribute[] = [
    { name: 'T', type: attributeType.type, value: inputs.map((input) => graph.type(input)) },
    { name: 'cond', type: attributeType.function, value: condition.name },
    { name: 'body', type: attributeType.function, value: body.name },
    { name: '_lower_using_switch_merge', type: attributeType.bool, value: form === 'unrolled' },
  ];
  return graph.add(hasEffects ? 'While' : 'StatelessWhile', inputs, { attributes });
}
