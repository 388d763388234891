// Plain data as people read it: lists of lists of numbers as a rectangle, lists of records as a table. Whatever is not
// quite of such a form is left to Node's inspection.
import { blockText, displaySymbol, plainTable } from '../../lib/kernel-door.js';
import type { DisplayData } from '../contract/content.js';

/** Enough to compare; `console.log` shows all. */
const digits = 5;
/** More are counted, not shown. */
const mostRows = 50;
/** A table of more columns is no easier to read than its records. */
const mostColumns = 20;
/** Longer lists are not looked through. */
const mostLooked = 100_000;

type Nested = readonly unknown[] | Float32Array | Float64Array | Int32Array | Uint8Array;

/** `[[1, 2], [3, 4]]` in rows and columns. */
export function matrixText(value: unknown): string | undefined {
  if (!Array.isArray(value)) return undefined;
  const shape = shapeOf(value);
  if (shape === undefined || shape.length < 2) return undefined;
  const numbers = value.flat(shape.length) as (number | Nested)[];
  const flat = numbers.flatMap((one) => (typeof one === 'number' ? [one] : [...(one as number[])]));
  return blockText(flat, shape, digits);
}

/** Nothing where the lists are not of one length, or hold anything but numbers. */
function shapeOf(value: unknown): number[] | undefined {
  if (typeof value === 'number') return [];
  if (!isList(value) || value.length === 0 || value.length > mostLooked) return undefined;
  const [first, ...others] = Array.from(value, shapeOf);
  if (first === undefined || others.some((other) => String(other) !== String(first))) return undefined;
  return [value.length, ...first];
}

function isList(value: unknown): value is Nested {
  return (
    (Array.isArray(value) && Object.keys(value).length === value.length) ||
    value instanceof Float32Array ||
    value instanceof Float64Array ||
    value instanceof Int32Array ||
    value instanceof Uint8Array
  );
}

/** `[{ a: 1 }, { a: 2 }]` as a table. */
export function recordsTable(value: unknown): DisplayData | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostLooked) return undefined;
  if (!value.every(isRecord)) return undefined;
  const columns = new Set(value.flatMap((record) => Object.keys(record)));
  const isShared = value.every((record) => 2 * Object.keys(record).length >= columns.size);
  if (columns.size === 0 || columns.size > mostColumns || !isShared) return undefined;
  return { data: plainTable(value, { limit: mostRows })[displaySymbol](), metadata: {} };
}

/** Of plain values only: one that holds objects would lose them in a table. */
function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  const fields = Object.entries(Object.getOwnPropertyDescriptors(value));
  return fields.every(([, field]) => field.enumerable === true && 'value' in field && isPlain(field.value));
}

function isPlain(value: unknown): boolean {
  return value === null || ['number', 'string', 'boolean', 'bigint', 'undefined'].includes(typeof value);
}
