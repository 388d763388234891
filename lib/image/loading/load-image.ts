// From an image file to pixels of a batch's size.

import type { BytePixels, Pixels } from '../transform/pixels.js';
import { type Box, type Interpolation, resize } from '../transform/resample.js';
import { type ResizeMethod, resizeFloat } from '../transform/resize-float.js';
import { type Decoding, decodeFile } from './decode.js';

/** How a file becomes pixels of a batch's size. */
export interface Loading extends Decoding {
  readonly height: number;
  readonly width: number;
  /** Another shape is distorted, cut about the middle, or set on black. */
  readonly fit: 'stretch' | 'crop' | 'pad';
  /** As Pillow resizes, to whole values, or as TensorFlow does. */
  readonly resize:
    | { readonly as: 'Pillow'; readonly interpolation: Interpolation }
    | { readonly as: 'TensorFlow'; readonly interpolation: ResizeMethod };
}

/** @throws ImageError naming the file */
export function loadImage(path: string, loading: Loading): Promise<Pixels> {
  return decodeFile(path, loading, (image) => fitted(image, loading));
}

/** An image of the batch's size. */
export function fitted(image: BytePixels, loading: Loading): Pixels {
  const { height, width, fit } = loading;
  const whole = { left: 0, top: 0, width: image.width, height: image.height };
  if (fit === 'pad') return padded(image, loading);
  return resized(image, height, width, fit === 'crop' ? centredBox(image, loading) : whole, loading);
}

function resized(
  image: BytePixels,
  height: number,
  width: number,
  box: Box,
  { resize: how }: Loading,
): Pixels {
  if (how.as === 'Pillow') return resize(image, height, width, how.interpolation, box);
  return resizeFloat(image, height, width, how.interpolation, box);
}

/** The largest part about the middle with the target's proportions. */
function centredBox(image: Pixels, { height, width }: Loading): Box {
  const boxHeight = Math.min(image.height, Math.floor((image.width * height) / width));
  const boxWidth = Math.min(image.width, Math.floor((image.height * width) / height));
  return {
    left: Math.floor((image.width - boxWidth) / 2),
    top: Math.floor((image.height - boxHeight) / 2),
    width: boxWidth,
    height: boxHeight,
  };
}

/** The whole image, as large as the target holds it, in its middle. */
function padded(image: BytePixels, loading: Loading): Pixels {
  const { height, width } = loading;
  const ratio = Math.max(image.width / width, image.height / height);
  const [innerHeight, innerWidth] = [Math.floor(image.height / ratio), Math.floor(image.width / ratio)];
  const whole = { left: 0, top: 0, width: image.width, height: image.height };
  const inner = resized(image, Math.max(innerHeight, 1), Math.max(innerWidth, 1), whole, loading);
  const { channels } = inner;
  const left = Math.max(0, Math.floor((width - image.width / ratio) / 2));
  const top = Math.max(0, Math.floor((height - image.height / ratio) / 2));
  const data = new Float32Array(height * width * channels);
  for (let row = 0; row < inner.height; row++) {
    const line = inner.data.subarray(row * inner.width * channels, (row + 1) * inner.width * channels);
    data.set(line, ((top + row) * width + left) * channels);
  }
  return { data, height, width, channels };
}
