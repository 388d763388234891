// The layout and type in which images come in and go out. Inside, they are [height, width, channels] in float32.
import type { DataFormat } from '../../core/options.js';
import type { tf } from '../../tf.js';

/** How a generator's images are laid out and typed. */
export interface Layout {
  readonly dataFormat: DataFormat;
  readonly dtype: 'float32' | 'int32';
}

const inwards = { 3: [1, 2, 0], 4: [0, 2, 3, 1] };
const outwards = { 3: [2, 0, 1], 4: [0, 3, 1, 2] };

/** One image or a batch of them, channels last. Ranks that are neither stay, for their own error. */
export function channelsLast<T extends tf.Tensor>(x: T, dataFormat: DataFormat): T {
  return moved(x, dataFormat, inwards);
}

/** From channels last to where the layout wants them. */
export function laidOut<T extends tf.Tensor>(x: T, dataFormat: DataFormat): T {
  return moved(x, dataFormat, outwards);
}

/** A batch made here, in the layout and type asked for. Takes the batch over. */
export function asAskedFor(x: tf.Tensor4D, { dataFormat, dtype }: Layout): tf.Tensor4D {
  const turned = laidOut(x, dataFormat);
  if (turned !== x) x.dispose();
  if (dtype === 'float32') return turned;
  const typed: tf.Tensor4D = turned.cast(dtype);
  turned.dispose();
  return typed;
}

/** [height, width, channels] of a shape in the given layout. */
export function sizeOf(shape: readonly number[], dataFormat: DataFormat): [number, number, number] {
  const [a, b, c] = shape as [number, number, number];
  return dataFormat === 'channelsLast' ? [a, b, c] : [b, c, a];
}

function moved<T extends tf.Tensor>(x: T, dataFormat: DataFormat, orders: Record<3 | 4, number[]>): T {
  if (dataFormat === 'channelsLast' || (x.rank !== 3 && x.rank !== 4)) return x;
  return x.transpose(orders[x.rank]) as T;
}
