// A graph made into a function that TensorFlow's eager runtime can call.
import type { CApi, Endpoint, Pointer } from '../c-api.js';
import type { EagerContext } from '../eager-context.js';
import { attributeType, type OpAttribute } from '../op-attributes.js';
import { endpointArray, type Graph } from './graph.js';

export interface FunctionBody {
  readonly graph: Graph;
  readonly inputs: readonly Endpoint[];
  readonly outputs: readonly Endpoint[];
  /** Operations that must run although no output needs them. */
  readonly effects?: readonly Pointer[];
}

let functions = 0;

// TensorFlow optimizes a function's graph only for a call that says how; an empty configuration means: as usual.
const optimized: readonly OpAttribute[] = [{ name: 'config_proto', type: attributeType.string, value: '' }];

export class GraphFunction {
  readonly name: string;
  /** The TF_Function, for graphs that use it. */
  readonly pointer: Pointer;
  readonly outputCount: number;

  /** Takes what outputs and effects need out of the graph; the graph itself is no longer needed after. */
  constructor(
    private readonly context: EagerContext,
    body: FunctionBody,
  ) {
    this.name = `tensorcell_${functions++}`;
    this.outputCount = body.outputs.length;
    this.pointer = toFunction(context.api, this.name, body);
    context.api.TFE_ContextAddFunction(context.pointer, this.pointer, context.status.pointer);
    context.status.check(() => `add the function ${this.name}`);
  }

  /** Calls it now; the caller owns the handles it returns. */
  call(inputs: readonly Pointer[]): Pointer[] {
    return this.context.execute(this.name, optimized, inputs, this.outputCount);
  }

  /** The same on another thread. */
  callAsync(inputs: readonly Pointer[]): Promise<Pointer[]> {
    return this.context.executeAsync(this.name, optimized, inputs, this.outputCount);
  }

  delete(): void {
    const { api, pointer, status } = this.context;
    api.TFE_ContextRemoveFunction(pointer, this.name, status.pointer);
    api.TF_DeleteFunction(this.pointer);
    status.check(() => `remove the function ${this.name}`);
  }
}

function toFunction(
  api: CApi,
  name: string,
  { graph, inputs, outputs, effects = [] }: FunctionBody,
): Pointer {
  const roots = [...outputs.map(({ operation }) => operation), ...effects];
  const given = new Set(inputs.map(({ operation }) => operation));
  // Inputs are no part of the function's body.
  const operations = graph.needed(roots).filter((operation) => !given.has(operation));
  const pointer = api.TF_GraphToFunctionWithControlOutputs(
    graph.pointer,
    name,
    0,
    operations.length,
    BigUint64Array.from(operations, BigInt),
    inputs.length,
    endpointArray(inputs),
    outputs.length,
    endpointArray(outputs),
    0,
    effects.length,
    BigUint64Array.from(effects, BigInt),
    0,
    0,
    0,
    graph.status.pointer,
  );
  graph.status.check(() => `make a function of a graph of ${operations.length} operations`);
  return pointer;
}
