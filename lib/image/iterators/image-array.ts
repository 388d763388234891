// Images given in memory, one by one, in memory that worker threads can read without a copy.
import type { DataFormat } from '../../core/options.js';
import { tf } from '../../tf.js';
import { channelsLast } from '../transform/layout.js';
import type { Pixels } from '../transform/pixels.js';

/** Images as a tensor [rows, height, width, channels], or as nested arrays of that shape; channels first where the generator says so. */
export type ImageArray = tf.Tensor4D | tf.Tensor | readonly number[][][][];

export interface Images {
  readonly samples: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  image(row: number): Pixels;
}

/** @param name how errors call the argument */
export function imagesOf(x: ImageArray, name: string, dataFormat: DataFormat): Images {
  const tensor = x instanceof tf.Tensor ? x : tf.tensor(x as number[][][][]);
  requireImages(tensor.shape, name, dataFormat);
  const turned = channelsLast(tensor, dataFormat);
  const { shape } = turned;
  const values = shared(turned.dataSync());
  for (const made of new Set([tensor, turned])) if (made !== x) made.dispose();
  const [samples, height, width, channels] = shape as [number, number, number, number];
  const size = height * width * channels;
  return {
    samples,
    height,
    width,
    channels,
    image: (row) => ({ data: values.subarray(row * size, (row + 1) * size), height, width, channels }),
  };
}

function requireImages(shape: readonly number[], name: string, dataFormat: DataFormat): void {
  if (shape.length === 4 && !shape.includes(0)) return;
  const last = dataFormat === 'channelsLast';
  throw new Error(
    `${name} must be images. Expected shape [rows, ${last ? 'height, width, channels' : 'channels, height, width'}], ` +
      `received [${shape}].` +
      (shape.length === 3 ? ` Grey images get their channel by x.expandDims(${last ? -1 : 1}).` : ''),
  );
}

function shared(values: Float32Array | Int32Array | Uint8Array): Float32Array {
  const copy = new Float32Array(new SharedArrayBuffer(values.length * Float32Array.BYTES_PER_ELEMENT));
  copy.set(values);
  return copy;
}
