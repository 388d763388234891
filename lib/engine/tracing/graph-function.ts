// A graph made into a function that TensorFlow's eager runtime can call.
import type { CApi, Endpoint, Pointer } from '../c-api.js';
import type { EagerContext } from '../eager-context.js';
import { readBuffer } from '../memory.js';
import { attributeType, type OpAttribute } from '../op-attributes.js';
import { endpointArray, type Graph } from './graph.js';

export interface FunctionBody {
  readonly graph: Graph;
  readonly inputs: readonly Endpoint[];
  readonly outputs: readonly Endpoint[];
  /** Operations that must run although no output needs them. */
  readonly effects?: readonly Pointer[];
}

/** What carries a function out: TensorFlow's executor, op by op, or XLA, which first compiles the whole of it. */
export type Engine = 'executor' | 'xla';

let functions = 0;

// TensorFlow optimizes a function's graph only for a call that says how; an empty configuration means: as usual.
const optimized: readonly OpAttribute[] = [{ name: 'config_proto', type: attributeType.string, value: '' }];
const attributesFor: Record<Engine, readonly OpAttribute[]> = {
  executor: optimized,
  xla: [...optimized, { name: '_XlaMustCompile', type: attributeType.bool, value: true }],
};

export class GraphFunction {
  readonly name: string;
  /** The TF_Function, for graphs that use it. */
  readonly pointer: Pointer;
  readonly outputCount: number;
  /** How often each op occurs in it. */
  readonly ops: ReadonlyMap<string, number>;

  /** Takes what outputs and effects need out of the graph; the graph itself is no longer needed after. */
  constructor(
    private readonly context: EagerContext,
    body: FunctionBody,
  ) {
    this.name = `tensorcell_${functions++}`;
    this.outputCount = body.outputs.length;
    const operations = operationsOf(body);
    this.ops = body.graph.count(operations);
    this.pointer = toFunction(context.api, this.name, body, operations);
    context.api.TFE_ContextAddFunction(context.pointer, this.pointer, context.status.pointer);
    context.status.check(() => `add the function ${this.name}`);
  }

  /** Calls it now; the caller owns the handles it returns. */
  call(inputs: readonly Pointer[], engine: Engine = 'executor'): Pointer[] {
    return this.context.execute(this.name, attributesFor[engine], inputs, this.outputCount);
  }

  /** The same on another thread. */
  callAsync(inputs: readonly Pointer[], engine: Engine = 'executor'): Promise<Pointer[]> {
    return this.context.executeAsync(this.name, attributesFor[engine], inputs, this.outputCount);
  }

  delete(): void {
    const { api, pointer, status } = this.context;
    api.TFE_ContextRemoveFunction(pointer, this.name, status.pointer);
    api.TF_DeleteFunction(this.pointer);
    status.check(() => `remove the function ${this.name}`);
  }
}

/** The function as a message that files hold, a `FunctionDef`. */
export function functionDefinition(api: CApi, name: string, body: FunctionBody): Uint8Array {
  const made = toFunction(api, name, body, operationsOf(body));
  const buffer = api.TF_NewBuffer();
  const { status } = body.graph;
  api.TF_FunctionToFunctionDef(made, buffer, status.pointer);
  const definition = readBuffer(buffer);
  api.TF_DeleteBuffer(buffer);
  api.TF_DeleteFunction(made);
  status.check(() => `write the function ${name} down`);
  return definition;
}

/** What outputs and effects need; inputs are no part of the function's body. */
function operationsOf({ graph, inputs, outputs, effects = [] }: FunctionBody): Pointer[] {
  const roots = [...outputs.map(({ operation }) => operation), ...effects];
  const given = new Set(inputs.map(({ operation }) => operation));
  return graph.needed(roots).filter((operation) => !given.has(operation));
}

function toFunction(
  api: CApi,
  name: string,
  { graph, inputs, outputs, effects = [] }: FunctionBody,
  operations: readonly Pointer[],
): Pointer {
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
