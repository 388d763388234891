// What processes compute together: sums, and what one tells all others. Every process must ask for the same, in the
// same order; the processes' calls find each other by a key made of what is asked for.
import type { Tensor } from '@tensorflow/tfjs';
import type { TensorFlowBackend } from '../backend-types.js';
import { callAsync, type Pointer } from '../c-api.js';
import { dataType, numberOfType } from '../data-types.js';
import { attributeType, type OpAttribute } from '../op-attributes.js';
import { Status } from '../status.js';
import type { Cluster } from './cluster.js';
import { taskName } from './server-definition.js';
import { textNumber } from './text-number.js';

/** Numbers that processes exchange at once. */
export type Numbers = Float32Array | Float64Array | Int32Array;

const groupKey = 1;
const unavailable = 14;

export class Collectives {
  constructor(
    private readonly backend: TensorFlowBackend,
    readonly cluster: Cluster,
    /** Seconds that a call waits for the other processes. */
    private readonly patience: number,
  ) {}

  /** The sum of all processes' tensors of one shape, as an op: of the graph while one is traced. @param label the same everywhere */
  sumOf(label: string, tensor: Tensor): Tensor {
    const { binding } = this.backend;
    const own = this.backend.getInputTensorIds([tensor])[0]!;
    const keys = this.#keys(label, tensor.dtype, tensor.size);
    const attributes = this.#reduction(numberOfType(tensor.dtype));
    const [sum] = binding.executeOp('CollectiveReduceV2', attributes, [own, ...keys], 1);
    if (!binding.recorder) for (const key of keys) binding.deleteTensor(key);
    return this.backend.createOutputTensor(sum!);
  }

  /** The sum of all processes' numbers; JavaScript goes on meanwhile. */
  sum<T extends Numbers>(label: string, numbers: T): Promise<T> {
    const type = typeOf(numbers);
    return this.#exchange(`${label} sum`, numbers, numbers, 'CollectiveReduceV2', this.#reduction(type));
  }

  /** The same, waited for: JavaScript stands still, but for `whileWaiting`, whose error ends it. */
  sumNow<T extends Numbers>(label: string, numbers: T, whileWaiting: () => void): T {
    const { binding } = this.backend;
    const type = typeOf(numbers);
    const own = [
      binding.upload([numbers.length], type, numbers),
      ...this.#keys(`${label} sum`, type, numbers.length),
    ];
    try {
      const inputs = own.map((id) => binding.handles.get(id));
      const attributes = this.#reduction(type);
      return this.#taken(
        binding.context.executeWaiting('CollectiveReduceV2', attributes, inputs, 1, whileWaiting),
      );
    } finally {
      for (const id of own) binding.deleteTensor(id);
    }
  }

  /** The first process's numbers, in all of them; the others give as many, which do not count. */
  async fromFirst<T extends Numbers>(label: string, numbers: T): Promise<T> {
    const type = typeOf(numbers);
    const attributes = [
      { name: 'T', type: attributeType.type, value: type },
      { name: 'timeout_seconds', type: attributeType.float, value: this.patience },
    ];
    if (this.cluster.index === 0)
      return this.#exchange(label, numbers, numbers, 'CollectiveBcastSendV2', attributes);
    return this.#exchange(label, numbers, undefined, 'CollectiveBcastRecvV2', [
      ...attributes,
      { name: 'Tshape', type: attributeType.type, value: dataType.int32 },
    ]);
  }

  /** Resolves when another process answers within so many milliseconds; rejects with TensorFlow's reason otherwise. */
  async reach(index: number, milliseconds: number): Promise<void> {
    const { api, context } = this.backend.binding;
    const status = new Status(api);
    try {
      const call = api.TFE_CollectiveOpsCheckPeerHealth;
      await callAsync(call, context.pointer, taskName(index), milliseconds, status.pointer);
      status.check(() => `reach process ${index}`);
    } finally {
      status.delete();
    }
  }

  /** The same, waited for. */
  reachNow(index: number, milliseconds: number): boolean {
    const { api, context } = this.backend.binding;
    const status = new Status(api);
    api.TFE_CollectiveOpsCheckPeerHealth(context.pointer, taskName(index), milliseconds, status.pointer);
    const isReached = api.TF_GetCode(status.pointer) === 0;
    status.delete();
    return isReached;
  }

  /** Ends every call that waits for others, and all later ones, with this message. */
  abort(message: string): void {
    const { api, context } = this.backend.binding;
    const status = api.TF_NewStatus();
    api.TF_SetStatus(status, unavailable, message);
    api.TFE_AbortCollectiveOps(context.pointer, status);
    api.TF_DeleteStatus(status);
  }

  #reduction(type: number): OpAttribute[] {
    return [
      { name: 'T', type: attributeType.type, value: type },
      { name: 'merge_op', type: attributeType.string, value: 'Add' },
      { name: 'final_op', type: attributeType.string, value: 'Id' },
      { name: 'timeout_seconds', type: attributeType.float, value: this.patience },
    ];
  }

  /** Group size, group key, and the key of this call. */
  #keys(label: string, type: string | number, length: number): number[] {
    const { binding } = this.backend;
    const numbers = [this.cluster.addresses.length, groupKey, textNumber(`${label} ${type} ${length}`) >>> 1];
    return numbers.map((number) => binding.createTensor([], dataType.int32, Int32Array.of(number)));
  }

  async #exchange<T extends Numbers>(
    label: string,
    like: T,
    given: T | undefined,
    op: string,
    attributes: readonly OpAttribute[],
  ): Promise<T> {
    const { binding } = this.backend;
    const type = typeOf(like);
    const keys = this.#keys(label, type, like.length);
    const own = given
      ? [binding.upload([like.length], type, given), ...keys]
      : [...keys, binding.upload([1], dataType.int32, Int32Array.of(like.length))];
    try {
      const handles = own.map((id) => binding.handles.get(id));
      return this.#taken(await binding.context.executeAsync(op, attributes, handles, 1));
    } finally {
      for (const id of own) binding.deleteTensor(id);
    }
  }

  /** The numbers of an op's one output. */
  #taken<T extends Numbers>(results: Pointer[]): T {
    const { binding } = this.backend;
    const [result] = binding.handles.addOutputs(results);
    const numbers = binding.download(result!.id) as T;
    binding.deleteTensor(result!.id);
    return numbers;
  }
}

const typeOf = (numbers: Numbers): number =>
  numbers instanceof Int32Array
    ? dataType.int32
    : numbers instanceof Float64Array
      ? dataType.double
      : dataType.float;
