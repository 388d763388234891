// Models whose graphs are not plain, as real Keras saved them (golden/make_graphs.py), and what they give there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { networkOf } from '../../lib/core/network.js';
import { tf } from '../../lib/tf.js';
import type { Model } from '../../lib/training/model.js';

export interface ExpectedGraph {
  x: { values: tf.TensorLike; dtype: tf.DataType }[];
  y: tf.TensorLike[];
  /** Of outputs that have names. */
  names: string[] | null;
  /** Shapes of all weights, as Keras lists them. */
  weights: number[][];
  /** How many of them are trained. */
  trained: number;
}

export const golden = join(import.meta.dirname, 'golden');
export const graphs: Record<string, ExpectedGraph> = JSON.parse(
  readFileSync(join(golden, 'graphs.json'), 'utf8'),
);

/** Models that Keras also saved in the older format. */
export const inH5 = ['reuse', 'nested', 'named', 'frozen', 'frames'];

/** The largest difference between what the model gives and what Keras' gave. */
export function largestDifference(model: Model, { x, y }: ExpectedGraph): number {
  return tf.tidy(() => {
    const inputs = x.map(({ values, dtype }) => tf.tensor(values, undefined, dtype));
    const outputs = [networkOf(model).invoke(inputs, { training: false })].flat();
    if (outputs.length !== y.length) throw new Error(`${outputs.length} outputs, expected ${y.length}`);
    const differences = outputs.map((output, i) =>
      tf.max(tf.abs(tf.sub(tf.cast(output, 'float32'), tf.tensor(y[i]!, undefined, 'float32')))),
    );
    return Math.max(...differences.map((difference) => difference.dataSync()[0]!));
  });
}
