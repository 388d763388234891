// Activations with settings of their own, as layers.
import { tf } from '../tf.js';
import { build, type Initializing, type LayerArgs, type Regularizing } from './args.js';
import type { Layer } from './layer.js';

/**
 * Zero below 0. Keras: `ReLU`.
 * @example layers.reLU({ maxValue: 6 }).apply(tf.tensor([[-1, 3, 9]])) // [[0, 3, 6]]
 */
export const reLU = (args: LayerArgs & { maxValue?: number } = {}): Layer => build(tf.layers.reLU, args);

/**
 * A small slope `alpha` (0.3) below 0 keeps gradients alive. Keras: `LeakyReLU`.
 * @example layers.leakyReLU({ alpha: 0.1 }).apply(tf.tensor([[-1, 3]])) // [[-0.1, 3]]
 */
export const leakyReLU = (args: LayerArgs & { alpha?: number } = {}): Layer =>
  build(tf.layers.leakyReLU, args);

/**
 * A learnt slope below 0. Keras: `PReLU`.
 * @example layers.prelu({ inputShape: [16] })
 */
export const prelu = (
  args: LayerArgs & {
    alphaInitializer?: Initializing;
    alphaRegularizer?: Regularizing;
    sharedAxes?: number | number[];
  } = {},
): Layer => build(tf.layers.prelu, args);

/**
 * Exponential below 0. Keras: `ELU`.
 * @example layers.elu().apply(tf.tensor([[-1, 3]])) // [[-0.632, 3]]
 */
export const elu = (args: LayerArgs & { alpha?: number } = {}): Layer => build(tf.layers.elu, args);

/**
 * Zero below `theta`.
 * @example layers.thresholdedReLU({ theta: 2 }).apply(tf.tensor([[1, 3]])) // [[0, 3]]
 */
export const thresholdedReLU = (args: LayerArgs & { theta?: number } = {}): Layer =>
  build(tf.layers.thresholdedReLU, args);

/**
 * Positive outputs whose sum is 1. Keras: `Softmax`.
 * @example layers.softmax().apply(tf.tensor([[1, 1]])) // [[0.5, 0.5]]
 */
export const softmax = (args: LayerArgs & { axis?: number } = {}): Layer => build(tf.layers.softmax, args);
