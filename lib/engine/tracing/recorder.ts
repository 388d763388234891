// Stands in for TensorFlow while a function is traced: ops that TensorFlow.js' kernels ask for become nodes of a
// graph, and tensors are places in that graph without values.
import type { DataId } from '@tensorflow/tfjs';
import type { CApi, Endpoint, Pointer } from '../c-api.js';
import { dataType } from '../data-types.js';
import { readInto } from '../memory.js';
import { attributeType, type OpAttribute } from '../op-attributes.js';
import type { TensorMetadata } from '../tensor-handles.js';
import type { TensorTransfer, TensorValues } from '../tensor-transfer.js';
import { cheaperOp } from './cheaper-ops.js';
import type { Graph } from './graph.js';
import { TraceError } from './trace-error.js';

/** An input of the graph, and the tensor that it stands for. */
export interface Capture {
  readonly id: number;
  readonly dataId: DataId;
  readonly endpoint: Endpoint;
}

type Values = ReturnType<TensorTransfer['fromTensor']>;

/** What the recorder must know of the tensors outside. */
export interface Outside {
  describe(id: number): TensorMetadata;
  read(id: number): Values;
}

// Every tensor in a graph has a number below any that TensorFlow.js gives a meaning (-1: no tensor yet), so that
// it is never taken for a tensor with a value. Never used twice, so that one which outlives its trace is noticed.
let nextNumber = -2;

export class Recorder {
  readonly captures: Capture[] = [];
  readonly #endpoints = new Map<number, Endpoint>();
  readonly #constants = new Map<number, TensorValues>();
  readonly #restores: (() => void)[] = [];
  readonly #dataIds = new Map<number, DataId>();
  readonly #changeable: ReadonlySet<number>;

  constructor(
    private readonly api: CApi,
    readonly graph: Graph,
    private readonly transfer: TensorTransfer,
    private readonly outside: Outside,
    /** Tensors whose values may differ at the next call: those of variables. */
    changeable: Iterable<number>,
  ) {
    this.#changeable = new Set(changeable);
  }

  /** A new input of the graph. */
  input(type: number, shape: readonly number[]): TensorMetadata {
    return this.#name(this.graph.placeholder(type, shape));
  }

  /** What is to be put right when the trace is over. */
  atEnd(restore: () => void): void {
    this.#restores.push(restore);
  }

  /** The trace is over. */
  end(): void {
    for (const restore of this.#restores) restore();
  }

  createTensor(shape: readonly number[], type: number, values: TensorValues): number {
    const tensor = this.transfer.toTensor(shape, type, values);
    try {
      const contents = readInto(
        new Uint8Array(this.api.TF_TensorByteSize(tensor)),
        this.api.TF_TensorData(tensor),
      );
      const { id } = this.#name(this.graph.constant(tensor, type, contents));
      this.#constants.set(id, values);
      return id;
    } finally {
      this.api.TF_DeleteTensor(tensor);
    }
  }

  executeOp(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly number[],
    outputs: number,
    after: readonly Pointer[] = [],
  ): TensorMetadata[] {
    const operation = this.record(name, attributes, inputs, after);
    return Array.from({ length: outputs }, (_, index) => this.#name({ operation, index }, name));
  }

  /** Adds an op; `after` names operations that must run before it. */
  record(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly number[],
    after: readonly Pointer[] = [],
  ): Pointer {
    const wanted = { op: name, inputs: inputs.map((id) => this.endpoint(id)), attributes };
    const { op, ...node } = cheaperOp(this.graph, wanted);
    return this.graph.add(op, node.inputs, { attributes: node.attributes, after });
  }

  tensorDataSync(id: number): Values {
    const constant = this.#constants.get(id);
    if (constant) return constant as Values;
    if (id >= 0 && !this.#changeable.has(id)) return this.outside.read(id);
    throw new TraceError(
      'it reads a tensor into JavaScript (dataSync, arraySync, print …) and goes on from its value',
    );
  }

  /** Says whose data a tensor's number means; TensorFlow.js' backend does before each op. */
  noteOwner(id: number, dataId: DataId): void {
    if (id >= 0) this.#dataIds.set(id, dataId);
  }

  /** Where a tensor is in the graph; one from outside becomes an input. */
  endpoint(id: number): Endpoint {
    const known = this.#endpoints.get(id);
    if (known) return known;
    if (id < 0) throw new TraceError('it uses a tensor of an earlier trace');
    const { dtype, shape } = this.outside.describe(id);
    const endpoint = this.graph.placeholder(dtype, shape);
    this.#endpoints.set(id, endpoint);
    this.captures.push({ id, dataId: this.#dataIds.get(id)!, endpoint });
    return endpoint;
  }

  /** Reads a resource variable, with a shape that later ops can rely on. */
  readVariable(
    handle: Endpoint,
    type: number,
    shape: readonly number[],
    after: readonly Pointer[],
  ): { operation: Pointer; metadata: TensorMetadata } {
    const attributes = [{ name: 'dtype', type: attributeType.type, value: type }];
    const operation = this.graph.add('ReadVariableOp', [handle], { attributes, after });
    // Inside a function TensorFlow forgets what shape a resource holds.
    const pinned = this.graph.add('EnsureShape', [{ operation, index: 0 }], {
      attributes: [{ name: 'shape', type: attributeType.shape, value: [...shape] }],
    });
    return { operation, metadata: this.#name({ operation: pinned, index: 0 }) };
  }

  #name(endpoint: Endpoint, op = 'an op'): TensorMetadata {
    const id = nextNumber--;
    const shape = this.graph.shape(endpoint);
    const dtype = this.graph.type(endpoint);
    if (shape === undefined || shape.includes(-1)) {
      throw new TraceError(`the shape of what ${op} gives depends on values`);
    }
    if (dtype === dataType.string) throw new TraceError('it computes with strings');
    this.#endpoints.set(id, endpoint);
    return { id, shape, dtype };
  }
}
