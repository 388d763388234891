// A tensor's numbers at places between its own: Keras' `ops.image.map_coordinates`.
import { tf } from '../tf.js';

/** How a tensor is read between and beyond its numbers. */
export interface Reading {
  /** 0: the nearest number; 1: between the two nearest along each axis. */
  readonly order: number;
  readonly fillMode: 'constant' | 'nearest' | 'wrap' | 'mirror' | 'reflect';
  readonly fillValue: number;
}

/** One of the places along an axis that a number is made of. */
interface Place {
  /** Whole numbers, as floats: where to read. */
  readonly index: tf.Tensor;
  /** How much of it is taken; left out: all. */
  readonly share?: tf.Tensor;
  /** Where the axis has such a place; left out: everywhere. */
  readonly isWithin?: tf.Tensor;
}

/** @param places [rank, ...]: for each number of the output where it is read */
export function atPlaces(x: tf.Tensor, places: tf.Tensor, reading: Reading): tf.Tensor {
  check(x, places, reading);
  const along = tf.unstack(places).map((one, axis) => placesAlong(one, x.shape[axis]!, reading));
  const flat = tf.reshape(tf.cast(x, 'float32'), [-1]);
  const parts = combined(along).map((place) => read(flat, place, x.shape, reading.fillValue));
  const sum = parts.reduce((a, b) => tf.add(a, b));
  return x.dtype === 'float32' ? sum : tf.cast(tf.round(sum), x.dtype);
}

const fillModes = ['constant', 'nearest', 'wrap', 'mirror', 'reflect'];

function check(x: tf.Tensor, places: tf.Tensor, { order, fillMode }: Reading): void {
  const wrong = (expected: string, received: unknown): Error =>
    new Error(`ops.image.mapCoordinates: expected ${expected}. Received: ${received}.`);
  if (order !== 0 && order !== 1)
    throw wrong('an order of 0 (nearest) or 1 (linear), which are all that Keras has', order);
  if (!fillModes.includes(fillMode))
    throw wrong(`fillMode to be one of '${fillModes.join("', '")}'`, `'${fillMode}'`);
  if (places.rank < 2 || places.shape[0] !== x.rank)
    throw wrong(`coordinates of shape [${x.rank}, ...], one row an axis of the inputs`, `[${places.shape}]`);
}

function placesAlong(coordinate: tf.Tensor, size: number, { order, fillMode }: Reading): Place[] {
  const within = (index: tf.Tensor): Place => ({
    index: brought(index, size, fillMode),
    ...(fillMode === 'constant'
      ? { isWithin: tf.logicalAnd(tf.greaterEqual(index, 0), tf.less(index, size)) }
      : {}),
  });
  if (order === 0) return [within(tf.round(coordinate))];
  const lower = tf.floor(coordinate);
  const share = tf.sub(coordinate, lower);
  return [
    { ...within(lower), share: tf.sub(1, share) },
    { ...within(tf.add(lower, 1)), share },
  ];
}

/** Places beyond an axis brought back onto it. */
function brought(index: tf.Tensor, size: number, fillMode: Reading['fillMode']): tf.Tensor {
  if (fillMode === 'wrap') return tf.mod(index, tf.scalar(size));
  if (fillMode === 'mirror') return mirrored(index, size);
  if (fillMode === 'reflect') {
    // The last number stands twice where it turns: a mirror of twice as many places, every second of them.
    const doubled = mirrored(tf.add(tf.mul(index, 2), 1), 2 * size + 1);
    return tf.floor(tf.div(tf.sub(doubled, 1), 2));
  }
  return tf.clipByValue(index, 0, size - 1);
}

function mirrored(index: tf.Tensor, size: number): tf.Tensor {
  const way = size - 1;
  if (way === 0) return tf.zerosLike(index);
  return tf.abs(tf.sub(tf.mod(tf.add(index, way), tf.scalar(2 * way)), way));
}

/** One place an axis, in every way. */
function combined(along: Place[][]): Place[][] {
  return along.reduce<Place[][]>(
    (all, ways) => all.flatMap((before) => ways.map((way) => [...before, way])),
    [[]],
  );
}

function read(flat: tf.Tensor, place: Place[], shape: number[], fillValue: number): tf.Tensor {
  const index = place.reduce<tf.Tensor>(
    // Whole from the start: floats count to 16 million only.
    (sum, { index: one }, axis) => tf.add(tf.mul(sum, shape[axis]!), tf.cast(one, 'int32')),
    tf.zeros(place[0]!.index.shape, 'int32'),
  );
  const found = tf.gather(flat, tf.cast(index, 'int32'));
  const inside = place.flatMap(({ isWithin }) => isWithin ?? []);
  const filled =
    inside.length === 0
      ? found
      : tf.where(
          inside.reduce((a, b) => tf.logicalAnd(a, b)),
          found,
          tf.fill(found.shape, fillValue),
        );
  return place.flatMap(({ share }) => share ?? []).reduce<tf.Tensor>((a, b) => tf.mul(a, b), filled);
}
