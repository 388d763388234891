// A TensorFlow graph under construction.
import { createHash } from 'node:crypto';
import type { CApi, Endpoint, Pointer } from '../c-api.js';
import { graphAttributes, type OpAttribute, setAttribute } from '../op-attributes.js';
import { isHalf } from '../precisions.js';
import { Status } from '../status.js';
import { dimensions } from '../tensor-transfer.js';
import type { OpDefinitions } from './op-definitions.js';

export interface NodeOptions {
  readonly attributes?: readonly OpAttribute[];
  /** Operations that must have run before. */
  readonly after?: readonly Pointer[];
}

/** What the graph itself knows of an operation. */
export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly Endpoint[];
  readonly attributes: readonly OpAttribute[];
  /** Operations that must have run before. */
  readonly after: readonly Pointer[];
  /** A constant's value: its bytes. */
  readonly contents?: Uint8Array;
}

const unknownRank = -1;

export class Graph {
  readonly pointer: Pointer;
  readonly status: Status;
  readonly #attributes: ReturnType<typeof graphAttributes>;
  readonly #fingerprint = createHash('sha1');
  readonly #numbers = new Map<Pointer, number>();
  // What each operation needs: to leave out, at the end, what nothing needs.
  readonly #needs = new Map<Pointer, Pointer[]>();
  readonly #nodes = new Map<Pointer, GraphNode>();

  constructor(
    readonly api: CApi,
    private readonly definitions: OpDefinitions,
  ) {
    this.pointer = api.TF_NewGraph();
    this.status = new Status(api);
    this.#attributes = graphAttributes(api);
  }

  get size(): number {
    return this.#numbers.size;
  }

  /** Adds an operation; its outputs are `{ operation, index }`. */
  add(op: string, inputs: readonly Endpoint[], options: NodeOptions = {}): Pointer {
    const { attributes = [], after = [] } = options;
    const node = this.#begin(op);
    this.#connect(node, op, inputs);
    for (const operation of after) this.api.TF_AddControlInput(node, operation);
    for (const attribute of attributes) {
      setAttribute(this.#attributes, this.status, node, op, attribute);
    }
    this.#note(op, inputs, attributes);
    return this.#finish(node, { op, inputs, attributes, after });
  }

  /** A value that the graph carries in itself; `contents` is the same value's bytes, for the fingerprint. */
  constant(tensor: Pointer, type: number, contents: Uint8Array): Endpoint {
    const node = this.#begin('Const');
    this.api.TF_SetAttrType(node, 'dtype', type);
    this.api.TF_SetAttrTensor(node, 'value', tensor, this.status.pointer);
    this.status.check(() => 'set the value of a constant');
    this.#fingerprint.update(`Const ${type}`).update(contents);
    const made = { op: 'Const', inputs: [], attributes: [], after: [], contents };
    return { operation: this.#finish(node, made), index: 0 };
  }

  placeholder(type: number, shape: readonly number[]): Endpoint {
    const node = this.#begin('Placeholder');
    this.api.TF_SetAttrType(node, 'dtype', type);
    this.api.TF_SetAttrShape(node, 'shape', dimensions(shape), shape.length);
    this.#fingerprint.update(`Placeholder ${type} ${shape}`);
    const made = { op: 'Placeholder', inputs: [], attributes: [], after: [] };
    return { operation: this.#finish(node, made), index: 0 };
  }

  /** The shape that TensorFlow infers, with -1 for a size it cannot; undefined when not even the rank is known. */
  shape(endpoint: Endpoint): number[] | undefined {
    const rank = this.api.TF_GraphGetTensorNumDims(this.pointer, endpoint, this.status.pointer);
    this.status.check(() => 'infer a rank');
    if (rank === unknownRank) return undefined;
    const sizes = new BigInt64Array(rank);
    if (rank > 0) this.api.TF_GraphGetTensorShape(this.pointer, endpoint, sizes, rank, this.status.pointer);
    this.status.check(() => 'infer a shape');
    return Array.from(sizes, Number);
  }

  type(endpoint: Endpoint): number {
    return this.api.TF_OperationOutputType(endpoint);
  }

  /** Lets the graph call a function, or name it in a `While`. */
  use(graphFunction: Pointer): void {
    this.api.TF_GraphCopyFunction(this.pointer, graphFunction, 0, this.status.pointer);
    this.status.check(() => 'add a function to a graph');
  }

  /** Equal for graphs that were built of the same operations, attributes and constants in the same order. */
  fingerprint(): string {
    return this.#fingerprint.copy().digest('hex');
  }

  /** Operations that these need, themselves included, each behind what it needs itself. */
  inOrder(roots: readonly Pointer[]): Pointer[] {
    return this.needed(roots).sort((a, b) => this.#numbers.get(a)! - this.#numbers.get(b)!);
  }

  /** Operations that these need, themselves included. */
  needed(roots: readonly Pointer[]): Pointer[] {
    const found = new Set<Pointer>();
    const open = [...roots];
    for (let operation = open.pop(); operation !== undefined; operation = open.pop()) {
      if (found.has(operation)) continue;
      found.add(operation);
      open.push(...(this.#needs.get(operation) ?? []));
    }
    return [...found];
  }

  /** How often each op occurs among these operations. */
  count(operations: readonly Pointer[]): Map<string, number> {
    const counts = new Map<string, number>();
    for (const operation of operations) {
      const op = countedName(this.node(operation));
      counts.set(op, (counts.get(op) ?? 0) + 1);
    }
    return counts;
  }

  node(operation: Pointer): GraphNode {
    return this.#nodes.get(operation)!;
  }

  delete(): void {
    this.#nodes.clear();
    this.api.TF_DeleteGraph(this.pointer);
    this.status.delete();
  }

  #begin(op: string): Pointer {
    return this.api.TF_NewOperation(this.pointer, op, `${op}_${this.size}`);
  }

  #connect(node: Pointer, op: string, inputs: readonly Endpoint[]): void {
    const definitions = this.definitions.inputs(op);
    if (!definitions) throw new Error(`TensorFlow has no op ${op}.`);
    const lists = definitions.filter(({ isList }) => isList).length;
    // No op that TensorFlow.js uses has lists of different lengths.
    const length = lists > 0 ? (inputs.length - definitions.length + lists) / lists : 0;
    let next = 0;
    for (const { isList } of definitions) {
      const given = inputs.slice(next, next + (isList ? length : 1));
      next += given.length;
      if (isList) this.api.TF_AddInputList(node, endpointArray(given), given.length);
      else if (given[0]) this.api.TF_AddInput(node, given[0]);
    }
    if (next !== inputs.length)
      throw new Error(`${op} takes ${next} inputs, but ${inputs.length} were given.`);
  }

  #note(op: string, inputs: readonly Endpoint[], attributes: readonly OpAttribute[]): void {
    const from = inputs.map(({ operation, index }) => `${this.#numbers.get(operation)}:${index}`);
    this.#fingerprint.update(`${op} ${from} ${JSON.stringify(attributes)}`);
  }

  #finish(begun: Pointer, node: GraphNode): Pointer {
    const operation = this.api.TF_FinishOperation(begun, this.status.pointer);
    this.status.check(() => `add ${node.op} to a graph`);
    this.#numbers.set(operation, this.size);
    this.#needs.set(operation, [...node.inputs.map(({ operation }) => operation), ...node.after]);
    this.#nodes.set(operation, node);
    return operation;
  }
}

/** What a cast to 16 bits is counted as: XLA computes on in more. */
export const castToHalf = 'Cast to 16 bits';

function countedName({ op, attributes }: GraphNode): string {
  const isToHalf = ({ name, value }: OpAttribute) => name === 'DstT' && isHalf(value as number);
  return op === 'Cast' && attributes.some(isToHalf) ? castToHalf : op;
}

/** An array of TF_Output in memory. */
export function endpointArray(endpoints: readonly Endpoint[]): BigUint64Array {
  return BigUint64Array.from(endpoints.flatMap(({ operation, index }) => [BigInt(operation), BigInt(index)]));
}
