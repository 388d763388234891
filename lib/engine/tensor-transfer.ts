// Values of JavaScript into TensorFlow's tensors, and back.
import type { CApi, Pointer } from './c-api.js';
import {
  dataType,
  dataTypeName,
  type NumericArray,
  type NumericLayout,
  numericLayout,
} from './data-types.js';
import { readInto, write } from './memory.js';
import type { Status } from './status.js';

/** What TensorFlow.js hands over: a typed array, plain values, or the bytes of each string. */
export type TensorValues = ArrayLike<number | boolean | bigint> | readonly Uint8Array[];

/** `sizeof(TF_TString)`, the same on every platform. */
const stringBytes = 24;

/** Moves values in and out of the tensors of one TensorFlow context. */
export class TensorTransfer {
  constructor(
    private readonly api: CApi,
    private readonly status: Status,
    private readonly context: Pointer,
  ) {}

  /** A new TF_Tensor, to be deleted by the caller. */
  toTensor(shape: readonly number[], type: number, values: TensorValues): Pointer {
    if (type === dataType.string) return this.#stringTensor(shape, values as readonly Uint8Array[]);
    const layout = numericLayout(type);
    if (!layout) throw new Error(`A tensor of ${dataTypeName(type)} cannot be made from values.`);
    return this.#numericTensor(shape, type, layout, toMemory(values, layout));
  }

  /** A tensor's values, copied: typed arrays for numbers, bytes for each string; one list of bytes for a resource. */
  fromTensor(tensor: Pointer): NumericArray | Uint8Array[] {
    const type = this.api.TF_TensorType(tensor);
    if (type === dataType.string) return this.#strings(tensor);
    if (type === dataType.resource)
      return [readInto(new Uint8Array(this.api.TF_TensorByteSize(tensor)), this.api.TF_TensorData(tensor))];
    const layout = numericLayout(type);
    if (!layout) throw new Error(`A tensor of ${dataTypeName(type)} cannot be read into JavaScript.`);
    const values = layout.allocate(Number(this.api.TF_TensorElementCount(tensor)));
    return readInto(values, this.api.TF_TensorData(tensor));
  }

  #numericTensor(
    shape: readonly number[],
    type: number,
    layout: NumericLayout,
    memory: NumericArray,
  ): Pointer {
    const bytes = elementsOf(shape) * layout.bytes;
    if (bytes !== memory.byteLength) {
      throw new Error(
        `A ${layout.name} tensor of shape [${shape}] holds ${elementsOf(shape)} values, ` +
          `but ${memory.byteLength / layout.bytes} were given.`,
      );
    }
    const tensor = this.api.TF_AllocateTensor(type, dimensions(shape), shape.length, bytes);
    if (tensor === 0) throw new Error(`There is no memory for a tensor of ${bytes} bytes.`);
    write(memory, this.api.TF_TensorData(tensor));
    return tensor;
  }

  // Made by the context, not by TF_AllocateTensor: only then are long strings freed with the tensor.
  #stringTensor(shape: readonly number[], values: readonly Uint8Array[]): Pointer {
    if (values.length !== elementsOf(shape)) {
      throw new Error(
        `A string tensor of shape [${shape}] holds ${elementsOf(shape)} values, but ${values.length} were given.`,
      );
    }
    const { api, status } = this;
    const tensor = api.TFE_AllocateHostTensor(
      this.context,
      dataType.string,
      dimensions(shape),
      shape.length,
      status.pointer,
    );
    status.check(() => `allocate a string tensor of shape [${shape}]`);
    const first = api.TF_TensorData(tensor);
    values.forEach((value, index) => {
      api.TF_StringCopy(first + index * stringBytes, value.length > 0 ? value : null, value.length);
    });
    return tensor;
  }

  #strings(tensor: Pointer): Uint8Array[] {
    const { api } = this;
    const first = api.TF_TensorData(tensor);
    return Array.from({ length: Number(api.TF_TensorElementCount(tensor)) }, (_, index) => {
      const string = first + index * stringBytes;
      return readInto(new Uint8Array(api.TF_StringGetSize(string)), api.TF_StringGetDataPointer(string));
    });
  }
}

/** A shape as the C API takes it. */
export function dimensions(shape: readonly number[]): BigInt64Array {
  return BigInt64Array.from(shape, BigInt);
}

function elementsOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function toMemory(values: TensorValues, layout: NumericLayout): NumericArray {
  return layout.fits(values) ? values : layout.from(values as ArrayLike<number | boolean | bigint>);
}
