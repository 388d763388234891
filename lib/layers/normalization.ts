// Layers that bring values to a common scale.
import { tf } from '../tf.js';
import { build, type Initializing, type LayerArgs, type Regularizing } from './args.js';
import type { Layer } from './layer.js';

export interface NormalizationArgs extends LayerArgs {
  /** Keeps the divisor from zero. Default 0.001. */
  epsilon?: number;
  /** Learns a shift. Default true. */
  center?: boolean;
  /** Learns a scale. Default true. */
  scale?: boolean;
  betaInitializer?: Initializing;
  gammaInitializer?: Initializing;
  betaRegularizer?: Regularizing;
  gammaRegularizer?: Regularizing;
}

/**
 * Mean 0 and deviation 1 over the batch; in use, by moving averages (Ioffe & Szegedy, 2015). Leave the activation
 * out of the layer before it and put it after: dense, batchNormalization, activation. Keras: `BatchNormalization`.
 * @example
 * sequential([
 *   layers.dense({ units: 64, inputShape: [4] }),
 *   layers.batchNormalization(),
 *   layers.activation('relu'),
 * ])
 */
export function batchNormalization(
  args: NormalizationArgs & {
    /** How slowly the averages move. Default 0.99. */
    momentum?: number;
    axis?: number;
    movingMeanInitializer?: Initializing;
    movingVarianceInitializer?: Initializing;
  } = {},
): Layer {
  return build(tf.layers.batchNormalization, args);
}

/**
 * Mean 0 and deviation 1 over each sample's features (Ba et al., 2016). Keras: `LayerNormalization`.
 * @example layers.layerNormalization().apply(tf.tensor([[1, 2, 3]])) // [[-1.22, 0, 1.22]]
 */
export function layerNormalization(args: NormalizationArgs & { axis?: number | number[] } = {}): Layer {
  return build(tf.layers.layerNormalization, args);
}
