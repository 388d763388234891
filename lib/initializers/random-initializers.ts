// Initializers that draw each number from one distribution.
import type { Philox } from '../random/philox.js';
import { fillNormal, fillTruncated, fillUniform, RandomInitializer } from './initializer.js';

/** Mean, deviation and seed of a normal initializer. */
export interface NormalOptions {
  mean?: number;
  /** Standard deviation. Default 0.05. */
  stddev?: number;
  seed?: number;
}

export class RandomNormal extends RandomInitializer {
  static override readonly className: string = 'RandomNormal';
  readonly mean: number;
  readonly stddev: number;

  constructor({ mean = 0, stddev = 0.05, seed }: NormalOptions = {}) {
    super(seed);
    this.mean = mean;
    this.stddev = stddev;
  }

  protected fill(values: Float32Array, source: Philox): void {
    fillNormal(values, source, this.mean, this.stddev);
  }

  override getConfig(): Record<string, unknown> {
    return { mean: this.mean, stddev: this.stddev, seed: this.seed ?? null };
  }
}

export class TruncatedNormal extends RandomNormal {
  static override readonly className = 'TruncatedNormal';

  protected override fill(values: Float32Array, source: Philox): void {
    fillTruncated(values, source, this.mean, this.stddev);
  }
}

export class RandomUniform extends RandomInitializer {
  static override readonly className = 'RandomUniform';
  readonly minval: number;
  readonly maxval: number;

  constructor({
    minval = -0.05,
    maxval = 0.05,
    seed,
  }: { minval?: number; maxval?: number; seed?: number } = {}) {
    super(seed);
    this.minval = minval;
    this.maxval = maxval;
  }

  protected fill(values: Float32Array, source: Philox): void {
    fillUniform(values, source, this.minval, this.maxval);
  }

  override getConfig(): Record<string, unknown> {
    return { minval: this.minval, maxval: this.maxval, seed: this.seed ?? null };
  }
}
