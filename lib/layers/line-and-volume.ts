// What changes the size of lines and volumes: repeating, framing with zeros, cutting off.
import { build, type LayerArgs, named } from './args.js';
import type { DataFormat } from './convolution.js';
import type { Layer } from './layer.js';
import type { Pair } from './sized-layer.js';
import {
  Cropping1D,
  Cropping3D,
  UpSampling1D,
  UpSampling3D,
  ZeroPadding1D,
  ZeroPadding3D,
} from './sized-layers.js';

/** @inline */
type Triple = [number, number, number];
/** @inline */
type PerAxis = number | Triple | [Pair, Pair, Pair];

/**
 * Each step `size` times over (default 2). Keras: `UpSampling1D`.
 * @example layers.upSampling1d({ size: 3, inputShape: [10, 4] }) // [10, 4] → [30, 4]
 */
export function upSampling1d(args: LayerArgs & { size?: number } = {}): Layer {
  return build(
    named('upSampling1d', (given) => new UpSampling1D(given)),
    args,
  );
}

/**
 * Each cell of a volume `size` times over along each axis (default 2). Keras: `UpSampling3D`.
 * @example layers.upSampling3d({ inputShape: [4, 4, 4, 1] }) // [4, 4, 4, 1] → [8, 8, 8, 1]
 */
export function upSampling3d(
  args: LayerArgs & { size?: number | Triple; dataFormat?: DataFormat } = {},
): Layer {
  return build(
    named('upSampling3d', (given) => new UpSampling3D(given)),
    args,
  );
}

/**
 * Zeros before and after a line: so many (default 1), or a pair. Keras: `ZeroPadding1D`.
 * @example layers.zeroPadding1d({ padding: [2, 0], inputShape: [10, 4] }) // [10, 4] → [12, 4]
 */
export function zeroPadding1d(
  args: LayerArgs & { padding?: number | Pair; dataFormat?: DataFormat } = {},
): Layer {
  return build(
    named('zeroPadding1d', (given) => new ZeroPadding1D(given)),
    args,
  );
}

/**
 * Zeros around a volume: so many on each side (default 1), or for each axis a number or a pair. Keras: `ZeroPadding3D`.
 * @example layers.zeroPadding3d({ padding: 1, inputShape: [4, 4, 4, 1] }) // [4, 4, 4, 1] → [6, 6, 6, 1]
 */
export function zeroPadding3d(args: LayerArgs & { padding?: PerAxis; dataFormat?: DataFormat } = {}): Layer {
  return build(
    named('zeroPadding3d', (given) => new ZeroPadding3D(given)),
    args,
  );
}

/**
 * Cuts steps off a line's ends: so many (default 1), or a pair. Keras: `Cropping1D`.
 * @example layers.cropping1d({ cropping: [2, 1], inputShape: [10, 4] }) // [10, 4] → [7, 4]
 */
export function cropping1d(args: LayerArgs & { cropping?: number | Pair } = {}): Layer {
  return build(
    named('cropping1d', (given) => new Cropping1D(given)),
    args,
  );
}

/**
 * Cuts a volume's sides off: so much (default 1), or for each axis a number or a pair. Keras: `Cropping3D`.
 * @example layers.cropping3d({ cropping: 1, inputShape: [4, 4, 4, 1] }) // [4, 4, 4, 1] → [2, 2, 2, 1]
 */
export function cropping3d(args: LayerArgs & { cropping?: PerAxis; dataFormat?: DataFormat } = {}): Layer {
  return build(
    named('cropping3d', (given) => new Cropping3D(given)),
    args,
  );
}
