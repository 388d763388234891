// The last step before a network: rescaling, centring, scaling to unit deviation, whitening. One image at a time.

/** What `fit` measures over many images. */
export interface FeatureStatistics {
  /** Mean of each channel. */
  readonly mean?: Float32Array;
  /** Standard deviation of each channel. */
  readonly std?: Float32Array;
  /** Whitening matrix, values × values of one image, row by row. */
  readonly whitening?: Float32Array;
}

export interface Standardization {
  readonly rescale: number | undefined;
  readonly samplewiseCenter: boolean;
  readonly samplewiseStdNormalization: boolean;
  readonly statistics: FeatureStatistics;
}

/** Leaves images as they are. */
export const noStandardization: Standardization = {
  rescale: undefined,
  samplewiseCenter: false,
  samplewiseStdNormalization: false,
  statistics: {},
};

const leastDeviation = 1e-6;

/** Standardizes an image in place. */
export function standardize(values: Float32Array, channels: number, how: Standardization): void {
  const { rescale, statistics } = how;
  if (rescale) for (let i = 0; i < values.length; i++) values[i]! *= rescale;
  if (how.samplewiseCenter) addToAll(values, -mean(values));
  if (how.samplewiseStdNormalization) divideAll(values, deviation(values) + leastDeviation);
  if (statistics.mean) perChannel(values, channels, (value, channel) => value - statistics.mean![channel]!);
  if (statistics.std)
    perChannel(values, channels, (value, channel) => value / (statistics.std![channel]! + leastDeviation));
  if (statistics.whitening) values.set(timesMatrix(values, statistics.whitening));
}

function perChannel(
  values: Float32Array,
  channels: number,
  change: (value: number, channel: number) => number,
): void {
  for (let i = 0; i < values.length; i++) values[i] = change(values[i]!, i % channels);
}

function addToAll(values: Float32Array, amount: number): void {
  for (let i = 0; i < values.length; i++) values[i]! += amount;
}

function divideAll(values: Float32Array, divisor: number): void {
  for (let i = 0; i < values.length; i++) values[i]! /= divisor;
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function deviation(values: Float32Array): number {
  const centre = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - centre) ** 2;
  return Math.sqrt(sum / values.length);
}

/** A row vector times a square matrix. */
function timesMatrix(row: Float32Array, matrix: Float32Array): Float32Array {
  const size = row.length;
  const product = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const factor = row[i]!;
    for (let j = 0; j < size; j++) product[j]! += factor * matrix[i * size + j]!;
  }
  return Float32Array.from(product);
}
