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

/** An activation as a layer of its own, e.g. after batch normalization. Keras: `Activation`. */
export function activation(args: (LayerArgs & { activation: ActivationName }) | ActivationName): Layer {
  return build(tf.layers.activation, typeof args === 'string' ? { activation: args } : args);
}

/** Each sample as one long vector. Keras: `Flatten`. */
export function flatten(args: LayerArgs = {}): Layer {
  return build(tf.layers.flatten, args);
}

/** Each sample in another shape of as many values; one axis may be `null`. Keras: `Reshape`. */
export function reshape(args: LayerArgs & { targetShape: (number | null)[] }): Layer {
  return build(tf.layers.reshape, args);
}

/** Axes of a sample in another order, counted from 1. Keras: `Permute`. */
export function permute(args: LayerArgs & { dims: number[] }): Layer {
  return build(tf.layers.permute, args);
}

/** Repeats a vector `n` times: [samples, features] becomes [samples, n, features]. Keras: `RepeatVector`. */
export function repeatVector(args: LayerArgs & { n: number }): Layer {
  return build(tf.layers.repeatVector, args);
}

/** Whole numbers below `inputDim` become vectors of `outputDim`. Keras: `Embedding`. */
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

/** Passes over time steps where all features equal `maskValue`. Keras: `Masking`. */
export function masking(args: LayerArgs & { maskValue?: number } = {}): Layer {
  return build(tf.layers.masking, args);
}

/** Values times `scale` plus `offset`. Keras: `Rescaling`. */
export function rescaling(args: LayerArgs & { scale: number; offset?: number }): Layer {
  return build(tf.layers.rescaling, args);
}

/** A model's entry, as its first layer. Keras: `InputLayer`. */
export function inputLayer(args: {
  inputShape: (number | null)[];
  dtype?: 'float32' | 'int32';
  name?: string;
}): Layer {
  return build(tf.layers.inputLayer, args);
}

/** A place for data to come in: `shape` of one sample, without the first axis. Keras: `Input`. */
export function input(options: {
  shape: (number | null)[];
  dtype?: 'float32' | 'int32';
  name?: string;
}): tf.SymbolicTensor {
  return tf.input(options);
}
