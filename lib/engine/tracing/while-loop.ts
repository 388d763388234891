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

export interface LoopOptions {
  /** Unroll the loop into the function's graph: better optimized, with more work for each op. */
  readonly lowered: boolean;
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
      const condition = this.#build(types, shapes, (graph, inputs) => [below(graph, inputs[0]!, inputs[1]!)]);
      this.whole = this.#build(types, shapes, (graph, inputs) => {
        const operation = loop(graph, inputs, condition, step, options.lowered);
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

function loop(
  graph: Graph,
  inputs: readonly Endpoint[],
  condition: GraphFunction,
  body: GraphFunction,
  lowered: boolean,
): number {
  graph.use(condition.pointer);
  graph.use(body.pointer);
  const types = inputs.map((input) => graph.type(input));
  const attributes: OpAttribute[] = [
    { name: 'T', type: attributeType.type, value: types },
    { name: 'cond', type: attributeType.function, value: condition.name },
    { name: 'body', type: attributeType.function, value: body.name },
    { name: '_lower_using_switch_merge', type: attributeType.bool, value: lowered },
  ];
  const hasEffects = types.includes(dataType.resource) || body.ops.has('CollectiveReduceV2');
  return graph.add(hasEffects ? 'While' : 'StatelessWhile', inputs, { attributes });
}
