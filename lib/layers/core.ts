// Dense and the layers that only reshape or pass on.
import { tf } from '../tf.js';
import type { ActivationName } from './activations.js';
import { build, type Initializing, type KernelArgs, type LayerArgs, type Regularizing } from './args.js';
import type { Layer } from './layer.js';

/**
 * Fully connected layer: `activation(x · kernel + bias)`. Keras: `Dense`.
 * @example layers.dense({ units: 512, activation: 'relu', inputShape: [784] })
 */
export function dense(args: KernelArgs & { units: number }): Layer {
  return build(tf.layers.dense, args, { kernelInitializer: 'glorotUniform' });
}

/**
 * An activation as a layer of its own, e.g. after batch normalization. Keras: `Activation`.
 * @example layers.activation('relu')
 */
export function activation(args: (LayerArgs & { activation: ActivationName }) | ActivationName): Layer {
  return build(tf.layers.activation, typeof args === 'string' ? { activation: args } : args);
}

/**
 * Each sample as one long vector. Keras: `Flatten`.
 * @example layers.flatten({ inputShape: [28, 28, 1] }) // [28, 28, 1] → [784]
 */
export function flatten(args: LayerArgs = {}): Layer {
  return build(tf.layers.flatten, args);
}

/**
 * Each sample in another shape of as many values; one axis may be `null`. Keras: `Reshape`.
 * @example layers.reshape({ targetShape: [28, 28, 1], inputShape: [784] }) // [784] → [28, 28, 1]
 */
export function reshape(args: LayerArgs & { targetShape: (number | null)[] }): Layer {
  return build(tf.layers.reshape, args);
}

/**
 * Axes of a sample in another order, counted from 1. Keras: `Permute`.
 * @example layers.permute({ dims: [2, 1], inputShape: [10, 64] }) // [10, 64] → [64, 10]
 */
export function permute(args: LayerArgs & { dims: number[] }): Layer {
  return build(tf.layers.permute, args);
}

/**
 * Repeats a vector `n` times: [samples, features] becomes [samples, n, features]. Keras: `RepeatVector`.
 * @example layers.repeatVector({ n: 3, inputShape: [32] }) // [32] → [3, 32]
 */
export function repeatVector(args: LayerArgs & { n: number }): Layer {
  return build(tf.layers.repeatVector, args);
}

/**
 * Whole numbers below `inputDim` become vectors of `outputDim`. Keras: `Embedding`.
 * @example layers.embedding({ inputDim: 1000, outputDim: 16, inputLength: 20 }) // [20] → [20, 16]
 */
export function embedding(
  args: LayerArgs & {
    inputDim: number;
    outputDim: number;
    embeddingsInitializer?: Initializing;
    embeddingsRegularizer?: Regularizing;
    maskZero?: boolean;
    inputLength?: number | number[];
  },
): Layer {
  return build(tf.layers.embedding, args, { embeddingsInitializer: 'randomUniform' });
}

/**
 * Passes over time steps where all features equal `maskValue`. Keras: `Masking`.
 * @example layers.masking({ maskValue: 0, inputShape: [20, 8] })
 */
export function masking(args: LayerArgs & { maskValue?: number } = {}): Layer {
  return build(tf.layers.masking, args);
}

/**
 * Values times `scale` plus `offset`. Keras: `Rescaling`.
 * @example layers.rescaling({ scale: 1 / 255, inputShape: [28, 28, 1] })
 */
export function rescaling(args: LayerArgs & { scale: number; offset?: number }): Layer {
  return build(tf.layers.rescaling, args);
}

/**
 * A model's entry, as its first layer. Keras: `InputLayer`.
 * @example sequential([layers.inputLayer({ inputShape: [4] }), layers.dense({ units: 3 })])
 */
export function inputLayer(args: {
  inputShape: (number | null)[];
  dtype?: 'float32' | 'int32';
  name?: string;
}): Layer {
  return build(tf.layers.inputLayer, args);
}

/**
 * A place for data to come in: `shape` of one sample, without the first axis. Keras: `Input`.
 * @example
 * const picture = layers.input({ shape: [28, 28, 1] });
 * layers.flatten().apply(picture) // [null, 784]
 */
export function input(options: {
  shape: (number | null)[];
  dtype?: 'float32' | 'int32';
  name?: string;
}): tf.SymbolicTensor {
  return tf.input(options);
}
