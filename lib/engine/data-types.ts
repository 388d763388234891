// TensorFlow's data types that can cross between JavaScript and TensorFlow, and how each lies in memory.

import type { DataType } from '@tensorflow/tfjs';

export const dataType = {
  float: 1,
  double: 2,
  int32: 3,
  uint8: 4,
  string: 7,
  complex64: 8,
  int64: 9,
  bool: 10,
  bfloat16: 14,
  half: 19,
  resource: 20,
} as const;

export type NumericArray = Float32Array | Float64Array | Int32Array | Uint8Array | BigInt64Array;

/** A type of fixed size: an element's bytes, and typed arrays over memory or from plain numbers. */
export interface NumericLayout {
  readonly name: string;
  readonly bytes: number;
  allocate(elements: number): NumericArray;
  from(values: ArrayLike<number | boolean | bigint>): NumericArray;
  /** Whether an array's memory is already what TensorFlow expects. */
  fits(values: object): values is NumericArray;
}

const layouts: Partial<Record<number, NumericLayout>> = {
  [dataType.float]: {
    name: 'float32',
    bytes: 4,
    allocate: (elements) => new Float32Array(elements),
    from: (values) => Float32Array.from(values as ArrayLike<number>, Number),
    fits: (values): values is NumericArray => values instanceof Float32Array,
  },
  [dataType.double]: {
    name: 'float64',
    bytes: 8,
    allocate: (elements) => new Float64Array(elements),
    from: (values) => Float64Array.from(values as ArrayLike<number>, Number),
    fits: (values): values is NumericArray => values instanceof Float64Array,
  },
  [dataType.int32]: {
    name: 'int32',
    bytes: 4,
    allocate: (elements) => new Int32Array(elements),
    from: (values) => Int32Array.from(values as ArrayLike<number>, Number),
    fits: (values): values is NumericArray => values instanceof Int32Array,
  },
  [dataType.uint8]: {
    name: 'uint8',
    bytes: 1,
    allocate: (elements) => new Uint8Array(elements),
    from: (values) => Uint8Array.from(values as ArrayLike<number>, Number),
    fits: (values): values is NumericArray => values instanceof Uint8Array,
  },
  [dataType.bool]: {
    name: 'bool',
    bytes: 1,
    allocate: (elements) => new Uint8Array(elements),
    from: (values) => Uint8Array.from(values as ArrayLike<number>, (value) => (value ? 1 : 0)),
    fits: (values): values is NumericArray => values instanceof Uint8Array,
  },
  // Real and imaginary part side by side.
  [dataType.complex64]: {
    name: 'complex64',
    bytes: 8,
    allocate: (elements) => new Float32Array(2 * elements),
    from: (values) => Float32Array.from(values as ArrayLike<number>, Number),
    fits: (values): values is NumericArray => values instanceof Float32Array,
  },
  // TensorFlow.js writes an int64 as two int32, low half first.
  [dataType.int64]: {
    name: 'int64',
    bytes: 8,
    allocate: (elements) => new BigInt64Array(elements),
    from: (values) => BigInt64Array.from(Array.from(values as ArrayLike<number>, BigInt)),
    fits: (values): values is NumericArray => values instanceof BigInt64Array || values instanceof Int32Array,
  },
};

/** The layout of a type of fixed size; undefined for strings, resources and types that cannot cross. */
export function numericLayout(type: number): NumericLayout | undefined {
  return layouts[type];
}

/** A type's name for an error message. */
export function dataTypeName(type: number): string {
  const named = Object.entries(dataType).find(([, value]) => value === type);
  return named ? named[0] : `type ${type}`;
}

/** TensorFlow's number for a data type of TensorFlow.js. */
export function numberOfType(dtype: DataType): number {
  return {
    float32: dataType.float,
    int32: dataType.int32,
    bool: dataType.bool,
    complex64: dataType.complex64,
    string: dataType.string,
  }[dtype];
}
