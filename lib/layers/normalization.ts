// Layers that bring values to a common scale.
import { tf } from '../tf.js';
import { build, type Initializing, type LayerArgs, named, type Regularizing } from './args.js';
import { GroupNormalization, RMSNormalization, UnitNormalization } from './group-normalization.js';
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

/**
 * Mean 0 and deviation 1 over each sample's groups of channels (Wu & He, 2018): works with small batches. `groups`:
 * default 32; 1 is all channels together, -1 each by itself. Keras: `GroupNormalization`.
 * @example layers.groupNormalization({ groups: 2, inputShape: [8, 8, 4] }) // [8, 8, 4] → [8, 8, 4]
 */
export function groupNormalization(args: NormalizationArgs & { groups?: number } = {}): Layer {
  return build(
    named('groupNormalization', (given) => new GroupNormalization(given)),
    args,
  );
}

/**
 * Divides by the root of the mean square over the last axis, then scales (Zhang & Sennrich, 2019). `epsilon`: default
 * 1e-6. Keras: `RMSNormalization`.
 * @example layers.rmsNormalization({ inputShape: [10, 16] }) // [10, 16] → [10, 16]
 */
export function rmsNormalization(args: LayerArgs & { epsilon?: number } = {}): Layer {
  return build(
    named('rmsNormalization', (given) => new RMSNormalization(given)),
    args,
  );
}

/**
 * Vectors of length 1 along `axis` (default: the last). Keras: `UnitNormalization`.
 * @example layers.unitNormalization({ inputShape: [16] }) // [16] → [16]
 */
export function unitNormalization(args: LayerArgs & { axis?: number | number[] } = {}): Layer {
  return build(
    named('unitNormalization', (given) => new UnitNormalization(given)),
    args,
  );
}
