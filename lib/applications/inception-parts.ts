// What InceptionV3 and Inception-ResNet V2 have in common: ways of convolutions side by side, and how both begin.
import * as layers from '../layers/layers.js';
import { type Part, type Place, plainConv, through } from './blocks.js';

export type Kernel = number | [number, number];

/** One convolution of a way: channels, kernel; 2 where it takes every other pixel, without padding. */
export type Step = readonly [filters: number, kernel: Kernel, strides?: 2];

export const convolution = (filters: number, kernel: Kernel, args: object = {}, name?: string) => [
  plainConv(filters, kernel, { padding: 'same', name, ...args }),
  layers.batchNormalization({ scale: false, name: name && `${name}_bn` }),
  layers.activation({ activation: 'relu', name: name && `${name}_ac` }),
];

/** A way: one convolution after the other. */
export const way =
  (...steps: readonly Step[]): Part =>
  (x) =>
    through(
      x,
      ...steps.flatMap(([filters, kernel, strides]) =>
        convolution(filters, kernel, strides ? { strides, padding: 'valid' } : {}),
      ),
    );

/** A way by the mean of each pixel's surroundings. */
export const smoothed =
  (filters: number): Part =>
  (x) =>
    way([filters, 1])(through(x, layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' })));

export const largest: Part = (x) => through(x, layers.maxPooling2d({ poolSize: 3, strides: 2 }));

/** Ways side by side. */
export const joined =
  (name: string | undefined, ...ways: readonly Part[]): Part =>
  (x) =>
    layers.concatenate({ name }).apply(ways.map((one) => one(x))) as Place;

/** From the image to about an eighth of its height and width. */
export const stem: Part = (x) => {
  const valid = { padding: 'valid' };
  return through(
    x,
    ...convolution(32, 3, { ...valid, strides: 2 }),
    ...convolution(32, 3, valid),
    ...convolution(64, 3),
    layers.maxPooling2d({ poolSize: 3, strides: 2 }),
    ...convolution(80, 1, valid),
    ...convolution(192, 3, valid),
    layers.maxPooling2d({ poolSize: 3, strides: 2 }),
  );
};
