// `layers.randomFlip(…)` and its siblings: Keras' layers that prepare pictures inside the network. Those with chance in
// them change pictures in training only, each picture in its own way; `random.setSeed` fixes what they draw.
import { build } from '../args.js';
import type { Layer } from '../layer.js';
import {
  RandomBrightness,
  type RandomBrightnessArgs,
  RandomContrast,
  type RandomContrastArgs,
} from './random-colors.js';
import {
  RandomFlip,
  type RandomFlipArgs,
  RandomRotation,
  type RandomRotationArgs,
  RandomTranslation,
  type RandomTranslationArgs,
  RandomZoom,
  type RandomZoomArgs,
} from './random-geometry.js';
import { CenterCrop, Resizing, type ResizingArgs, type SizeArgs } from './sizes.js';

/**
 * Mirrors pictures in training, each with probability ½ a direction. Keras: `RandomFlip`; where Keras 3 mirrors both
 * ways or not at all, the two directions are drawn one by one here, as Keras 2 did.
 * @example layers.randomFlip({ mode: 'horizontal', inputShape: [150, 150, 3] })
 */
export function randomFlip(args: RandomFlipArgs | NonNullable<RandomFlipArgs['mode']> = {}): Layer {
  const options = typeof args === 'string' ? { mode: args } : args;
  return build((given: RandomFlipArgs) => new RandomFlip(given), options);
}

/**
 * Rotates pictures in training by up to `factor` of a full turn either way. Keras: `RandomRotation`.
 * @example layers.randomRotation(0.1) // up to 36 degrees
 */
export function randomRotation(args: RandomRotationArgs | number): Layer {
  const options = typeof args === 'number' ? { factor: args } : args;
  return build((given: RandomRotationArgs) => new RandomRotation(given), options);
}

/**
 * Shifts pictures in training by shares of their height and width. Keras: `RandomTranslation`.
 * @example layers.randomTranslation({ heightFactor: 0.2, widthFactor: 0.2 })
 */
export function randomTranslation(args: RandomTranslationArgs): Layer {
  return build((given: RandomTranslationArgs) => new RandomTranslation(given), args);
}

/**
 * Zooms pictures in training: positive factors out, negative in. Keras: `RandomZoom`.
 * @example layers.randomZoom(0.2)
 */
export function randomZoom(args: RandomZoomArgs | number): Layer {
  const options = typeof args === 'number' ? { heightFactor: args } : args;
  return build((given: RandomZoomArgs) => new RandomZoom(given), options);
}

/**
 * Changes pictures' contrast in training by up to `factor` either way. Keras: `RandomContrast`.
 * @example layers.randomContrast({ factor: 0.3, valueRange: [0, 1] })
 */
export function randomContrast(args: RandomContrastArgs | number): Layer {
  const options = typeof args === 'number' ? { factor: args } : args;
  return build((given: RandomContrastArgs) => new RandomContrast(given), options);
}

/**
 * Changes pictures' brightness in training by up to `factor` of the value range. Keras: `RandomBrightness`.
 * @example layers.randomBrightness({ factor: 0.2, valueRange: [0, 1] })
 */
export function randomBrightness(args: RandomBrightnessArgs | number): Layer {
  const options = typeof args === 'number' ? { factor: args } : args;
  return build((given: RandomBrightnessArgs) => new RandomBrightness(given), options);
}

/**
 * Brings pictures to one size. Keras: `Resizing`.
 * @example layers.resizing({ height: 150, width: 150 })
 */
export function resizing(args: ResizingArgs): Layer {
  return build((given: ResizingArgs) => new Resizing(given), args);
}

/**
 * Cuts out the middle of pictures; smaller ones are cut to its proportions and resized. Keras: `CenterCrop`.
 * @example layers.centerCrop({ height: 100, width: 100 })
 */
export function centerCrop(args: SizeArgs): Layer {
  return build((given: SizeArgs) => new CenterCrop(given), args);
}
