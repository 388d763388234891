// x[key] as Python writes it: places, ranges, new axes and the dots that stand for all axes between.
import { positiveAxis } from '../core/shape.js';
import { tf } from '../tf.js';
import { Constant } from './values.js';

/** A range along an axis; null leaves an end, or the step, open. */
export class Range {
  constructor(
    readonly start: number | null,
    readonly stop: number | null,
    readonly step: number | null,
  ) {}
}

/** Stands for all axes that the other parts of a key leave over. */
export class Ellipsis {
  readonly text = '…';
}

type Part = number | Range | Ellipsis | null | tf.Tensor | Constant | number[];

/** The items of a tensor at a key. */
export function itemsAt(x: tf.Tensor, key: unknown): tf.Tensor {
  if ([key].flat().filter((part) => part instanceof tf.Tensor || part instanceof Constant).length > 1)
    throw new Error('GetItem: places along several axes at once are not available here.');
  const parts = wholeKey(x.rank, Array.isArray(key) ? (key as Part[]) : [key as Part]);
  let [result, axis] = [tf.clone(x), 0];
  for (const part of parts) {
    if (part === null) result = tf.expandDims(result, axis);
    else if (part instanceof Range) result = rangeOf(result, axis, part);
    else result = placesOf(result, axis, part);
    // A single place leaves no axis behind.
    if (typeof part !== 'number') axis += part instanceof tf.Tensor ? part.rank : 1;
  }
  return result;
}

/** A copy of x with other items at a key, by NumPy's rules for `x[key] = value`. */
export function withItems(x: tf.Tensor, key: unknown, value: tf.Tensor): tf.Tensor {
  const typed = tf.cast(value, x.dtype);
  if (key instanceof tf.Tensor && key.dtype === 'bool') {
    const mask = tf.reshape(key, [...key.shape, ...x.shape.slice(key.rank).map(() => 1)]);
    return tf.where(tf.broadcastTo(mask, x.shape), tf.broadcastTo(typed, x.shape), x);
  }
  const places = itemsAt(tf.reshape(tf.range(0, x.size, 1, 'int32'), x.shape), key);
  const given = tf.broadcastTo(withoutFirstOnes(typed, places.rank), places.shape);
  const flat = tf.tensorScatterUpdate(
    tf.reshape(x, [-1]),
    tf.reshape(places, [-1, 1]),
    tf.reshape(given, [-1]),
  );
  return tf.reshape(flat, x.shape);
}

/** NumPy lets a value have more axes than its place, where those before are of one. */
export function withoutFirstOnes(value: tf.Tensor, rank: number): tf.Tensor {
  const more = value.rank - rank;
  if (more <= 0 || value.shape.slice(0, more).some((size) => size !== 1)) return value;
  return tf.reshape(value, value.shape.slice(more));
}

const all = new Range(null, null, null);

/** The key with a part for every axis. */
function wholeKey(rank: number, parts: Part[]): Exclude<Part, Ellipsis>[] {
  const used = parts.filter((part) => part !== null && !(part instanceof Ellipsis)).length;
  const rest = Array.from({ length: rank - used }, () => all);
  const dots = parts.findIndex((part) => part instanceof Ellipsis);
  const filled =
    dots < 0 ? [...parts, ...rest] : [...parts.slice(0, dots), ...rest, ...parts.slice(dots + 1)];
  return filled as Exclude<Part, Ellipsis>[];
}

function rangeOf(x: tf.Tensor, axis: number, range: Range): tf.Tensor {
  const size = x.shape[axis]!;
  const places = placesIn(range, size);
  if (places.length === size && (range.step ?? 1) === 1) return x;
  if ((range.step ?? 1) !== 1) return tf.gather(x, tf.tensor1d(places, 'int32'), axis);
  const begin = x.shape.map((_, i) => (i === axis ? (places[0] ?? 0) : 0));
  return tf.slice(
    x,
    begin,
    x.shape.map((whole, i) => (i === axis ? places.length : whole)),
  );
}

/** Which places a range stands for, by Python's rules. */
export function placesIn({ start, stop, step }: Range, size: number): number[] {
  const by = step ?? 1;
  const [least, most] = by > 0 ? [0, size] : [-1, size - 1];
  const edge = (given: number | null, open: number): number =>
    given === null ? open : Math.min(Math.max(given < 0 ? given + size : given, least), most);
  const [first, last] = by > 0 ? [edge(start, 0), edge(stop, size)] : [edge(start, size - 1), edge(stop, -1)];
  const places: number[] = [];
  for (let place = first; by > 0 ? place < last : place > last; place += by) places.push(place);
  return places;
}

function placesOf(x: tf.Tensor, axis: number, part: number | tf.Tensor | Constant | number[]): tf.Tensor {
  if (typeof part === 'number') {
    const place = positiveAxis(part, x.shape[axis]!);
    const begin = x.shape.map((_, i) => (i === axis ? place : 0));
    const size = x.shape.map((whole, i) => (i === axis ? 1 : whole));
    return tf.squeeze(tf.slice(x, begin, size), [axis]);
  }
  const places =
    part instanceof Constant ? part.toTensor() : part instanceof tf.Tensor ? part : tf.tensor(part);
  if (places.dtype === 'bool') throw new Error('GetItem: choosing by true and false is not available here.');
  return tf.gather(x, tf.cast(places, 'int32'), axis);
}
