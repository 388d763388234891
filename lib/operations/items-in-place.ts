// x[key] = value on the numbers of a buffer themselves, by NumPy's rules.
import { tf } from '../tf.js';
import { placesIn, Range, withoutFirstOnes } from './items.js';

type Part = number | Range | tf.Tensor;

/** Numbers that can be changed in place. */
export type NumberBuffer = tf.TensorBuffer<tf.Rank, 'float32' | 'int32' | 'bool'>;

/** Where the numbers of a key stand in the buffer, and the shape that a value is broadcast to. */
interface Target {
  readonly offsets: readonly number[];
  readonly shape: readonly number[];
}

/** Changes the numbers at a key: its parts, or true and false for the first axes. */
export function setItems(buffer: NumberBuffer, key: readonly Part[] | tf.Tensor, value: tf.Tensor): void {
  const { values } = buffer;
  const { offsets, shape } =
    key instanceof tf.Tensor && key.dtype === 'bool' ? chosen(buffer, key) : placed(buffer, [key].flat());
  const typed = tf.cast(value, buffer.dtype);
  if (typed.size === 1) {
    const [number] = typed.dataSync();
    for (const offset of offsets) values[offset] = number!;
    return;
  }
  const given = tf.broadcastTo(withoutFirstOnes(typed, shape.length), [...shape]).dataSync();
  offsets.forEach((offset, i) => {
    values[offset] = given[i]!;
  });
}

function placed({ shape, strides }: NumberBuffer, parts: readonly Part[]): Target {
  if (parts.length > shape.length)
    throw new Error(
      `setItem: expected at most ${shape.length} parts of a key for the shape [${shape.join(', ')}]. Received: ${parts.length}.`,
    );
  if (parts.filter((part) => part instanceof tf.Tensor).length > 1)
    throw new Error('setItem: places along several axes at once are not available here.');
  const result: number[] = [];
  let offsets = [0];
  for (const [axis, size] of shape.entries()) {
    const part = parts[axis] ?? new Range(null, null, null);
    const places = placesAlong(axis, size, part);
    // Strides leave the last axis out, whose numbers stand side by side.
    const stride = strides[axis] ?? 1;
    offsets = offsets.flatMap((offset) => places.map((place) => offset + place * stride));
    if (part instanceof tf.Tensor) result.push(...part.shape);
    else if (part instanceof Range) result.push(places.length);
  }
  return { offsets, shape: result };
}

function placesAlong(axis: number, size: number, part: Part): number[] {
  if (part instanceof Range) return placesIn(part, size);
  const given = part instanceof tf.Tensor ? [...part.dataSync()] : [part];
  return given.map((place) => {
    if (Number.isInteger(place) && place >= -size && place < size) return place < 0 ? place + size : place;
    throw new Error(
      `setItem: expected a place from ${-size} to ${size - 1} along axis ${axis}. Received: ${place}.`,
    );
  });
}

/** The numbers, or the rows, where it is true. */
function chosen({ shape, size }: NumberBuffer, mask: tf.Tensor): Target {
  if (mask.rank > shape.length || mask.shape.some((one, axis) => one !== shape[axis]))
    throw new Error(
      `setItem: expected true and false for the first axes of [${shape.join(', ')}]. Received a mask of [${mask.shape.join(', ')}].`,
    );
  const rows = [...mask.dataSync().entries()].filter(([, isChosen]) => isChosen).map(([row]) => row);
  const width = size / Math.max(1, mask.size);
  const offsets = rows.flatMap((row) => Array.from({ length: width }, (_, i) => row * width + i));
  return { offsets, shape: [rows.length, ...shape.slice(mask.rank)] };
}
