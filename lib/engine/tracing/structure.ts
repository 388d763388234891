// Arguments and results of a traced function: tensors nested in arrays and plain objects.
import type { Tensor } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';

/** What a compiled function may take and give. */
export type Structure =
  | Tensor
  | number
  | string
  | boolean
  | null
  | undefined
  | readonly Structure[]
  | { readonly [name: string]: Structure };

/** Stands where a tensor was. */
class Place {
  constructor(
    readonly index: number,
    readonly dtype: string,
    readonly shape: readonly number[],
  ) {}

  toJSON(): string {
    return `tensor ${this.dtype} [${this.shape}]`;
  }
}

/** A structure with its tensors taken out. */
export interface Flat {
  readonly tensors: readonly Tensor[];
  readonly template: unknown;
}

export function flatten(structure: Structure): Flat {
  const tensors: Tensor[] = [];
  const visit = (value: unknown): unknown => {
    if (value instanceof tf.Tensor) {
      tensors.push(value);
      return new Place(tensors.length - 1, value.dtype, value.shape);
    }
    return mapChildren(value, visit);
  };
  return { template: visit(structure), tensors };
}

/** Puts other tensors where the structure's own were. */
export function fill(template: unknown, tensors: readonly Tensor[]): Structure {
  const visit = (value: unknown): unknown =>
    value instanceof Place ? tensors[value.index] : mapChildren(value, visit);
  return visit(template) as Structure;
}

/** Equal for structures between which a graph makes no difference: same shapes, types and other values. */
export function signature(template: unknown): string {
  return JSON.stringify(template, (_, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value)) return `number ${value}`;
    return value === undefined ? 'undefined' : value;
  });
}

function mapChildren(value: unknown, change: (child: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (value === null || typeof value !== 'object') return plain(value);
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    throw new TypeError(
      `A compiled function takes and gives tensors, plain values, and arrays and objects of these; ` +
        `received ${value.constructor?.name ?? 'an object'}.`,
    );
  }
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, change(child)]));
}

function plain(value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    throw new TypeError(
      `A compiled function takes and gives tensors and plain values; received a ${typeof value}.`,
    );
  }
  return value;
}
