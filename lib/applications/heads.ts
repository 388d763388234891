// Tops: what tells the classes apart, and what stands in its place without it.
import type { ActivationName } from '../activations/activations.js';
import * as layers from '../layers/layers.js';
import type { ApplicationSettings } from './application.js';
import { mean, type Place, through } from './blocks.js';

/** Names of a top's layers; without one the layer is numbered. */
export interface HeadNames {
  readonly average?: string;
  /** Of the pooling that stands in the top's place. */
  readonly pooled?: { readonly avg: string; readonly max: string };
}

/** Keras' usual names. */
export const usualNames: HeadNames = { average: 'avg_pool', pooled: { avg: 'avg_pool', max: 'max_pool' } };

/** What is asked for in the top's place. */
export function pooled(x: Place, { pooling }: ApplicationSettings, names: HeadNames['pooled']): Place {
  if (pooling === 'avg') return through(x, mean(names?.avg));
  return pooling === 'max' ? through(x, layers.globalMaxPooling2d({ name: names?.max })) : x;
}

/** One dense layer for the classes. */
export const classifier = (
  { classes, classifierActivation }: ApplicationSettings,
  args: Partial<Parameters<typeof layers.dense>[0]> = {},
) =>
  layers.dense({
    units: classes,
    activation: activationOf(classifierActivation),
    name: 'predictions',
    ...args,
  });

/** Logits have no activation. */
export const activationOf = (name: ActivationName | null): ActivationName => name ?? 'linear';

/** The mean of all pixels and a dense layer. @param dropout a share that is left out between the two */
export function meanAndDense(
  names: HeadNames,
  { dropout = 0, dense = {} }: { dropout?: number; dense?: Parameters<typeof classifier>[1] } = {},
) {
  return (x: Place, given: ApplicationSettings): Place => {
    if (!given.includeTop) return pooled(x, given, names.pooled);
    const dropped = dropout > 0 ? [layers.dropout({ rate: dropout, name: 'top_dropout' })] : [];
    return through(x, mean(names.average), ...dropped, classifier(given, dense));
  };
}
