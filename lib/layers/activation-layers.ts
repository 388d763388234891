// Activations with settings of their own, as layers.
import { tf } from '../tf.js';
import { build, type Initializing, type LayerArgs, type Regularizing } from './args.js';
import type { Layer } from './layer.js';

/** Zero below 0. Keras: `ReLU`. */
export const reLU = (args: LayerArgs & { maxValue?: number } = {}): Layer => build(tf.layers.reLU, args);

/** A small slope `alpha` (0.3) below 0 keeps gradients alive. Keras: `LeakyReLU`. */
export const leakyReLU = (args: LayerArgs & { alpha?: number } = {}): Layer =>
  build(tf.layers.leakyReLU, args);

/** A learnt slope below 0. Keras: `PReLU`. */
export const prelu = (
  args: LayerArgs & {
    alphaInitializer?: Initializing;
    alphaRegularizer?: Regularizing;
    sharedAxes?: number | number[];
  } = {},
): Layer => build(tf.layers.prelu, args);

/** Exponential below 0. Keras: `ELU`. */
export const elu = (args: LayerArgs & { alpha?: number } = {}): Layer => build(tf.layers.elu, args);

/** Zero below `theta`. */
export const thresholdedReLU = (args: LayerArgs & { theta?: number } = {}): Layer =>
  build(tf.layers.thresholdedReLU, args);

/** Positive outputs whose sum is 1. Keras: `Softmax`. */
export const softmax = (args: LayerArgs & { axis?: number } = {}): Layer => build(tf.layers.softmax, args);
