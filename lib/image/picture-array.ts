// Pictures given in memory, one by one, in memory that worker threads can read without a copy.
import { tf } from '../tf.js';
import type { Pixels } from './pixels.js';

/** Pictures as a tensor [rows, height, width, channels], or as nested arrays of that shape. */
export type PictureArray = tf.Tensor4D | tf.Tensor | readonly number[][][][];

export interface Pictures {
  readonly samples: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  picture(row: number): Pixels;
}

/** @param name how errors call the argument */
export function picturesOf(x: PictureArray, name: string): Pictures {
  const tensor = x instanceof tf.Tensor ? x : tf.tensor(x as number[][][][]);
  const shape = [...tensor.shape];
  const values = shared(tensor.dataSync());
  if (tensor !== x) tensor.dispose();
  if (shape.length !== 4 || shape.includes(0)) {
    throw new RangeError(
      `${name} must be pictures. Expected shape [rows, height, width, channels], received [${shape}].` +
        (shape.length === 3 ? ' Grey pictures get their channel by x.expandDims(-1).' : ''),
    );
  }
  const [samples, height, width, channels] = shape as [number, number, number, number];
  const size = height * width * channels;
  return {
    samples,
    height,
    width,
    channels,
    picture: (row) => ({ data: values.subarray(row * size, (row + 1) * size), height, width, channels }),
  };
}

function shared(values: Float32Array | Int32Array | Uint8Array): Float32Array {
  const copy = new Float32Array(new SharedArrayBuffer(values.length * Float32Array.BYTES_PER_ELEMENT));
  copy.set(values);
  return copy;
}
