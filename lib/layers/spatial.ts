// Dropout of whole channels, and pooling over whole volumes.
import { build, type LayerArgs, named } from './args.js';
import { rated } from './chance.js';
import type { DataFormat } from './convolution.js';
import type { Layer } from './layer.js';
import {
  GlobalAveragePooling3D,
  GlobalMaxPooling3D,
  SpatialDropout2D,
  SpatialDropout3D,
} from './spatial-layers.js';

/** @inline */
type SpatialArgs = LayerArgs & { dataFormat?: DataFormat };
/** @inline */
type Rate = (SpatialArgs & { rate: number }) | number;

/**
 * Dropout of whole channels of pictures. Keras: `SpatialDropout2D`.
 * @example layers.spatialDropout2d({ rate: 0.2, inputShape: [28, 28, 8] }) // [28, 28, 8] → [28, 28, 8]
 */
export function spatialDropout2d(args: Rate): Layer {
  const make = named('spatialDropout2d', (given) => new SpatialDropout2D(given));
  return build(make, rated('spatialDropout2d', args));
}

/**
 * Dropout of whole channels of volumes. Keras: `SpatialDropout3D`.
 * @example layers.spatialDropout3d({ rate: 0.2, inputShape: [8, 8, 8, 4] }) // [8, 8, 8, 4] → [8, 8, 8, 4]
 */
export function spatialDropout3d(args: Rate): Layer {
  const make = named('spatialDropout3d', (given) => new SpatialDropout3D(given));
  return build(make, rated('spatialDropout3d', args));
}

/**
 * Mean of each channel of a volume. Keras: `GlobalAveragePooling3D`.
 * @example layers.globalAveragePooling3d({ inputShape: [8, 8, 8, 4] }) // [8, 8, 8, 4] → [4]
 */
export function globalAveragePooling3d(args: SpatialArgs = {}): Layer {
  return build(
    named('globalAveragePooling3d', (given) => new GlobalAveragePooling3D(given)),
    args,
  );
}

/**
 * Greatest value of each channel of a volume. Keras: `GlobalMaxPooling3D`.
 * @example layers.globalMaxPooling3d({ inputShape: [8, 8, 8, 4] }) // [8, 8, 8, 4] → [4]
 */
export function globalMaxPooling3d(args: SpatialArgs = {}): Layer {
  return build(
    named('globalMaxPooling3d', (given) => new GlobalMaxPooling3D(given)),
    args,
  );
}
