// From a picture file to pixels of a batch's size.
import { decodeFile } from './decode.js';
import type { BytePixels, ColorMode, Pixels } from './pixels.js';
import { type Box, type Interpolation, resize } from './resample.js';
import { type ResizeMethod, resizeFloat } from './resize-float.js';

/** How a file becomes pixels of a batch's size. */
export interface Loading {
  readonly colorMode: ColorMode;
  readonly height: number;
  readonly width: number;
  /** Another shape is distorted, cut about the middle, or set on black. */
  readonly fit: 'stretch' | 'crop' | 'pad';
  /** As Pillow resizes, to whole values, or as TensorFlow does. */
  readonly resize:
    | { readonly as: 'Pillow'; readonly interpolation: Interpolation }
    | { readonly as: 'TensorFlow'; readonly interpolation: ResizeMethod };
}

/** @throws PictureError naming the file */
export function loadPicture(path: string, loading: Loading): Promise<Pixels> {
  return decodeFile(path, loading.colorMode, (picture) => fitted(picture, loading));
}

function fitted(picture: BytePixels, loading: Loading): Pixels {
  const { height, width, fit } = loading;
  const whole = { left: 0, top: 0, width: picture.width, height: picture.height };
  if (fit === 'pad') return padded(picture, loading);
  return resized(picture, height, width, fit === 'crop' ? centredBox(picture, loading) : whole, loading);
}

function resized(
  picture: BytePixels,
  height: number,
  width: number,
  box: Box,
  { resize: how }: Loading,
): Pixels {
  if (how.as === 'Pillow') return resize(picture, height, width, how.interpolation, box);
  return resizeFloat(picture, height, width, how.interpolation, box);
}

/** The largest part about the middle with the target's proportions. */
function centredBox(picture: Pixels, { height, width }: Loading): Box {
  const boxHeight = Math.min(picture.height, Math.floor((picture.width * height) / width));
  const boxWidth = Math.min(picture.width, Math.floor((picture.height * width) / height));
  return {
    left: Math.floor((picture.width - boxWidth) / 2),
    top: Math.floor((picture.height - boxHeight) / 2),
    width: boxWidth,
    height: boxHeight,
  };
}

/** The whole picture, as large as the target holds it, in its middle. */
function padded(picture: BytePixels, loading: Loading): Pixels {
  const { height, width } = loading;
  const ratio = Math.max(picture.width / width, picture.height / height);
  const [innerHeight, innerWidth] = [Math.floor(picture.height / ratio), Math.floor(picture.width / ratio)];
  const whole = { left: 0, top: 0, width: picture.width, height: picture.height };
  const inner = resized(picture, Math.max(innerHeight, 1), Math.max(innerWidth, 1), whole, loading);
  const { channels } = inner;
  const left = Math.max(0, Math.floor((width - picture.width / ratio) / 2));
  const top = Math.max(0, Math.floor((height - picture.height / ratio) / 2));
  const data = new Float32Array(height * width * channels);
  for (let row = 0; row < inner.height; row++) {
    const line = inner.data.subarray(row * inner.width * channels, (row + 1) * inner.width * channels);
    data.set(line, ((top + row) * width + left) * channels);
  }
  return { data, height, width, channels };
}
