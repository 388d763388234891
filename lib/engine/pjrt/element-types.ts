// The types of numbers that a device computes with: their names in StableHLO, at PJRT and in TensorFlow.
import { dataType, type NumericArray } from '../data-types.js';

export type ElementType = 'f32' | 'i32' | 'i64' | 'i1' | 'ui8' | 'ui32' | 'ui64';

/** PJRT_Buffer_Type. */
export const pjrtTypes: Record<ElementType, number> = {
  i1: 1,
  i32: 4,
  i64: 5,
  ui8: 6,
  ui32: 8,
  ui64: 9,
  f32: 11,
};

/** For the types of TensorFlow that a device takes. Not float64, which GPUs compute slowly and TPUs hardly at all. */
const elementTypes: Partial<Record<number, ElementType>> = {
  [dataType.float]: 'f32',
  [dataType.int32]: 'i32',
  [dataType.int64]: 'i64',
  [dataType.bool]: 'i1',
  [dataType.uint8]: 'ui8',
};

/** The type's name; undefined for one that devices are not given. */
export function elementType(tensorFlowType: number): ElementType | undefined {
  return elementTypes[tensorFlowType];
}

const tensorFlowTypes = new Map(Object.entries(elementTypes).map(([number, type]) => [type, Number(number)]));

/** TensorFlow's number of a type that tensors have. */
export const tensorFlowType = (type: ElementType): number => tensorFlowTypes.get(type)!;

/** How many numbers a shape holds. */
export const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

export const bytesOf: Record<ElementType, number> = {
  f32: 4,
  i32: 4,
  i64: 8,
  i1: 1,
  ui8: 1,
  ui32: 4,
  ui64: 8,
};

/** An array for values of a type that crosses. */
export function arrayFor(type: ElementType, length: number): NumericArray {
  if (type === 'f32') return new Float32Array(length);
  if (type === 'i32') return new Int32Array(length);
  if (type === 'i64') return new BigInt64Array(length);
  if (type === 'i1' || type === 'ui8') return new Uint8Array(length);
  throw new Error(`Values of ${type} stay on the device.`);
}
