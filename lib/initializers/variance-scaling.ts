// Initializers that fit the spread to the number of a layer's inputs and outputs, so that signals neither die out
// nor blow up on their way through the layers.
import type { Philox } from '../random/philox.js';
import { fillNormal, fillTruncated, fillUniform, RandomInitializer } from './initializer.js';

/** @inline */
export type FanMode = 'fanIn' | 'fanOut' | 'fanAvg';
/** @inline */
export type Distribution = 'uniform' | 'truncatedNormal' | 'untruncatedNormal' | 'normal';

/** Options of `initializers.varianceScaling`. */
export interface VarianceScalingOptions {
  /** Default 1. */
  scale?: number;
  /** Divides by the inputs, the outputs, or their mean. Default `fanIn`. */
  mode?: FanMode;
  /** Default `truncatedNormal`. */
  distribution?: Distribution;
  seed?: number;
}

/** Standard deviation of a normal distribution cut at two deviations. */
const truncatedDeviation = 0.87962566103423978;

export class VarianceScaling extends RandomInitializer {
  static override readonly className: string = 'VarianceScaling';
  readonly scale: number;
  readonly mode: FanMode;
  readonly distribution: Distribution;

  constructor({
    scale = 1,
    mode = 'fanIn',
    distribution = 'truncatedNormal',
    seed,
  }: VarianceScalingOptions = {}) {
    super(seed);
    if (!(scale > 0)) throw new Error(`varianceScaling: scale must be above 0. Received: ${scale}.`);
    this.scale = scale;
    this.mode = mode;
    this.distribution = distribution;
  }

  protected fill(values: Float32Array, source: Philox, shape: number[]): void {
    const variance = this.scale / Math.max(1, this.fan(shape));
    if (this.distribution === 'uniform') {
      const limit = Math.sqrt(3 * variance);
      fillUniform(values, source, -limit, limit);
    } else if (this.distribution === 'untruncatedNormal') {
      fillNormal(values, source, 0, Math.sqrt(variance));
    } else {
      fillTruncated(values, source, 0, Math.sqrt(variance) / truncatedDeviation);
    }
  }

  private fan(shape: number[]): number {
    const [fanIn, fanOut] = fans(shape);
    return { fanIn, fanOut, fanAvg: (fanIn + fanOut) / 2 }[this.mode];
  }

  override getConfig(): Record<string, unknown> {
    const { scale, mode, distribution, seed } = this;
    return { scale, mode, distribution, seed: seed ?? null };
  }
}

/** Inputs and outputs of a weight: its last two axes, times the positions of a convolution's window. */
export function fans(shape: number[]): [number, number] {
  if (shape.length < 2) return [shape[0] ?? 1, shape[0] ?? 1];
  const window = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  return [shape.at(-2)! * window, shape.at(-1)! * window];
}
