// A model's weights as TensorBoard shows them: how they are spread, and as images.
import type { tf } from '../tf.js';

const buckets = 30;

/** Buckets of one width from the least value to the greatest: left end, right end, count. */
export function bucketsOf(values: ArrayLike<number>): [number, number, number][] {
  const list = Array.from(values);
  const least = list.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = list.reduce((a, b) => Math.max(a, b), -Infinity);
  if (list.length === 0) return [];
  if (!(greatest > least)) return [[least - 0.5, greatest + 0.5, list.length]];
  const width = (greatest - least) / buckets;
  const counts = new Array<number>(buckets).fill(0);
  for (const value of list) counts[Math.min(buckets - 1, Math.floor((value - least) / width))]! += 1;
  return counts.map((count, i) => [least + i * width, least + (i + 1) * width, count]);
}

export interface Images {
  readonly width: number;
  readonly height: number;
  /** Grey values, row by row. */
  readonly pixels: Uint8Array[];
}

/**
 * A vector as a row, a matrix as an image on its side, filters as an image each; black is the least value and white
 * the greatest. Undefined for what has more axes.
 */
export function imagesOf(weight: tf.Tensor): Images | undefined {
  const shape = weight.shape.filter((size) => size !== 1);
  const values = weight.dataSync<'float32'>();
  if (shape.length > 3 || values.length === 0) return undefined;
  const [height, width, count] =
    shape.length < 2 ? [1, shape[0] ?? 1, 1] : [shape[0]!, shape[1]!, shape[2] ?? 1];
  const grey = greyScale(values);
  const pixels = Array.from({ length: count }, (_, image) =>
    Uint8Array.from({ length: width * height }, (_, place) => grey(values[place * count + image]!)),
  );
  return count === 1 && height > width
    ? { width: height, height: width, pixels: pixels.map((rows) => onItsSide(rows, width, height)) }
    : { width, height, pixels };
}

function greyScale(values: Float32Array): (value: number) => number {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const range = values.reduce((a, b) => Math.max(a, b), -Infinity) - least || 1;
  return (value) => Math.round(((value - least) / range) * 255);
}

const onItsSide = (rows: Uint8Array, width: number, height: number): Uint8Array =>
  rows.map((_, place) => rows[(place % height) * width + Math.floor(place / height)]!);

/** Each image as a PNG file. */
export async function toPng({ width, height, pixels }: Images): Promise<Buffer[]> {
  const { default: sharp } = await import('sharp');
  const raw = { width, height, channels: 1 } as const;
  return Promise.all(pixels.map((grey) => sharp(grey, { raw }).toColourspace('b-w').png().toBuffer()));
}
