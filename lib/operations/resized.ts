// Images of another size: distorted, or cut or filled up to the new proportions first, as Keras' `ops.image.resize`.
import { received } from '../core/messages.js';
import { unknownName } from '../core/names.js';
import { checkFitting, type Fitting, fitted } from '../layers/preprocessing/cuts.js';
import { type ResizeMethod, resizeImages } from '../layers/preprocessing/resize.js';
import { tf } from '../tf.js';
import type { Settings } from './recipe.js';

const where = 'ops.image.resize';
const methods: readonly ResizeMethod[] = ['nearest', 'bilinear', 'bicubic', 'lanczos3', 'lanczos5'];

export const resizeSettings: Settings = {
  size: undefined,
  interpolation: 'bilinear',
  antialias: false,
  cropToAspectRatio: false,
  padToAspectRatio: false,
  fillMode: 'constant',
  fillValue: 0,
};

export function resized(images: tf.Tensor4D, settings: Settings): tf.Tensor {
  const size = sizeOf(settings.size);
  const method = settings.interpolation as ResizeMethod;
  if (!methods.includes(method)) throw unknownName(`interpolation of ${where}`, method, methods);
  // Where Keras rounds depends on how its engine sums.
  if (images.dtype !== 'float32' && method !== 'nearest')
    throw new Error(
      `${where}: expected images of float32 for '${method}'. Received: ${images.dtype}. Cast them first, or take 'nearest'.`,
    );
  return resizeImages(inProportion(images, size, settings), size, method, {
    antialias: Boolean(settings.antialias),
  });
}

function sizeOf(given: unknown): [number, number] {
  const isSize = Array.isArray(given) && given.length === 2;
  if (isSize && given.every((one) => Number.isInteger(one) && one > 0)) return given as [number, number];
  const told = isSize ? `[${given.map(received).join(', ')}]` : received(given);
  throw new Error(`${where}: size must be [height, width], whole numbers of at least 1. Received: ${told}.`);
}

/** Brought to the new proportions, where that was asked for, and still of their type. */
function inProportion(
  images: tf.Tensor4D,
  [height, width]: [number, number],
  settings: Settings,
): tf.Tensor4D {
  const { fillMode } = settings;
  if (fillMode !== 'constant') throw unknownName(`fillMode of ${where}`, fillMode, ['constant']);
  const fitting: Fitting = {
    cropToAspectRatio: Boolean(settings.cropToAspectRatio),
    padToAspectRatio: Boolean(settings.padToAspectRatio),
    fillValue: settings.fillValue as number,
  };
  checkFitting(where, fitting);
  if (fitting.padToAspectRatio && images.dtype !== 'float32' && !Number.isInteger(fitting.fillValue))
    throw new Error(
      `${where}: fillValue must be a whole number for images of ${images.dtype}. Received: ${fitting.fillValue}.`,
    );
  return tf.cast(fitted(images, height, width, fitting), images.dtype) as tf.Tensor4D;
}
