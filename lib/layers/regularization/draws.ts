// Random numbers in layers: from the library's one source, or, with a seed of the layer's own, from a stream that
// begins anew with each layer made: Keras' own numbers, where a layer draws in Keras' order.
import { normalBy, uniformBy } from '../../random/distributions.js';
import { pairOf, seedGenerator } from '../../random/seed-generator.js';
import { tf } from '../../tf.js';
import type { Draws } from './drop.js';

/** Draws, and the seeds by which others are made. */
export interface SeededDraws extends Draws {
  /** The next seed. */
  next(): tf.Tensor1D;
}

/** The draws of a layer. @param seed null: those of the library */
export function drawsFor(seed: number | null): SeededDraws {
  const seeds = seed === null ? null : seedGenerator(seed);
  const next = (): tf.Tensor1D => pairOf(seeds);
  return {
    next,
    uniform: (shape) => tf.tidy(() => uniformBy(next(), shape)),
    normal: (shape, mean, deviation) => tf.tidy(() => normalBy(next(), shape, mean, deviation)),
  };
}
