// What `ImageDataGenerator.fit` measures over many images: mean and deviation of each channel, whitening.
import { createRequire } from 'node:module';
import type { FeatureStatistics } from './standardize.js';

const require = createRequire(import.meta.url);

export interface FeatureOptions {
  readonly featurewiseCenter: boolean;
  readonly featurewiseStdNormalization: boolean;
  readonly zcaWhitening: boolean;
  readonly zcaEpsilon: number;
}

const leastDeviation = 1e-6;

/** @param sample images of `size` values each, changed by the measuring */
export function measureFeatures(
  sample: Float32Array,
  size: number,
  channels: number,
  options: FeatureOptions,
): FeatureStatistics {
  const mean = options.featurewiseCenter ? channelMeans(sample, channels) : undefined;
  if (mean) for (let i = 0; i < sample.length; i++) sample[i]! -= mean[i % channels]!;
  const std = options.featurewiseStdNormalization ? channelDeviations(sample, channels) : undefined;
  if (std) for (let i = 0; i < sample.length; i++) sample[i]! /= std[i % channels]! + leastDeviation;
  const whitening = options.zcaWhitening ? whiteningMatrix(sample, size, options.zcaEpsilon) : undefined;
  return { ...(mean && { mean }), ...(std && { std }), ...(whitening && { whitening }) };
}

function channelMeans(sample: Float32Array, channels: number): Float32Array {
  const sums = new Float64Array(channels);
  for (let i = 0; i < sample.length; i++) sums[i % channels]! += sample[i]!;
  return shared(sums.map((sum) => (sum * channels) / sample.length));
}

function channelDeviations(sample: Float32Array, channels: number): Float32Array {
  const centre = channelMeans(sample, channels);
  const sums = new Float64Array(channels);
  for (let i = 0; i < sample.length; i++) sums[i % channels]! += (sample[i]! - centre[i % channels]!) ** 2;
  return shared(sums.map((sum) => Math.sqrt((sum * channels) / sample.length)));
}

/** U · diag(√n / (s + ε)) · Uᵀ from the singular values s and vectors U of the images as columns. */
function whiteningMatrix(sample: Float32Array, size: number, epsilon: number): Float32Array {
  const rows = sample.length / size;
  // Loaded when first needed: it takes a tenth of a second.
  const { Matrix, SingularValueDecomposition } = require('ml-matrix') as typeof import('ml-matrix');
  const images = Array.from({ length: rows }, (_, row) => sample.subarray(row * size, (row + 1) * size));
  const { diagonal, rightSingularVectors } = new SingularValueDecomposition(new Matrix(images), {
    computeLeftSingularVectors: false,
    autoTranspose: true,
  });
  const matrix = new Float64Array(size * size);
  diagonal.forEach((value, k) => {
    const weight = Math.sqrt(rows) / (value + epsilon);
    const vector = rightSingularVectors.getColumn(k);
    for (let i = 0; i < size; i++) {
      const factor = weight * vector[i]!;
      for (let j = 0; j < size; j++) matrix[i * size + j]! += factor * vector[j]!;
    }
  });
  return shared(matrix);
}

/** In memory that worker threads read without a copy. */
function shared(values: Float64Array): Float32Array {
  const copy = new Float32Array(new SharedArrayBuffer(values.length * Float32Array.BYTES_PER_ELEMENT));
  copy.set(values);
  return copy;
}
