// A validation set that is part of the training set says nothing of unseen data.
import { tf } from '../../tf.js';
import type { CompiledState } from '../steps/compile.js';
import type { Rows } from '../steps/trainer.js';
import { advise } from './advice.js';

type Part = readonly Float32Array[];

/** So many rows of each side are compared. */
const looked = 100;
/** Nearly all of validation is found again … */
const leakShare = 0.9;
/** … where training rows seldom repeat: few columns of few values repeat by themselves. */
const repeatShare = 0.5;
/** Places of the rows' sums, from 0 to the greatest. */
const buckets = 1e5;
const mostCandidates = 20;

export function adviseOnLeak(state: CompiledState, train: Rows, validation: Rows): void {
  if (validation.count < 2 || train.inputs.some(({ dtype }) => dtype === 'string')) return;
  const known = new KnownRows(train);
  const found = known.share(validation, 1);
  if (found < leakShare || known.share(train, 2) > repeatShare) return;
  advise(
    state,
    'validation in training',
    `the validation data are among the training data (${Math.round(100 * found)} % of the rows looked at): val_loss then ` +
      'tells how well the samples are remembered, not how well new ones are judged. Keep them apart: ' +
      'trainTestSplit(x, y), or { validationSplit: 0.2 } without validationData.',
  );
}

/** Rows by a number each, so that a row is compared in full only with those of its number. */
class KnownRows {
  readonly #rows: Rows;
  readonly #scale: number;
  readonly #places = new Map<number, number[]>();

  constructor(rows: Rows) {
    this.#rows = rows;
    const sums = sumsOf(rows);
    this.#scale =
      buckets /
      Math.max(
        1e-30,
        sums.reduce((most, sum) => Math.max(most, Math.abs(sum)), 0),
      );
    sums.forEach((sum, row) => {
      const bucket = this.#bucketOf(sum);
      const others = this.#places.get(bucket);
      if (others) others.push(row);
      else this.#places.set(bucket, [row]);
    });
  }

  /** The share of some of the rows that are here at least so many times. */
  share(rows: Rows, times: number): number {
    const step = Math.max(1, Math.floor(rows.count / looked));
    const places = Array.from({ length: Math.ceil(rows.count / step) }, (_, i) => i * step);
    const sums = sumsOf(rows);
    const candidates = places.map((place) => this.#near(sums[place]!));
    const possible = candidates.filter(({ length }) => length >= times).length / places.length;
    // Reading the rows costs more than this.
    if (possible < Math.min(leakShare, repeatShare)) return possible;
    const own = read(rows, places);
    const theirs = read(this.#rows, candidates.flat());
    let next = 0;
    const found = candidates.filter((list, i) => {
      const first = next;
      next += list.length;
      return list.filter((_, k) => areEqual(own[i]!, theirs[first + k]!)).length >= times;
    });
    return found.length / places.length;
  }

  #bucketOf(sum: number): number {
    return Math.round(sum * this.#scale);
  }

  /** Neighbours too: the same row's sum may come out a hair's breadth apart. */
  #near(sum: number): number[] {
    const bucket = this.#bucketOf(sum);
    return [bucket, bucket - 1, bucket + 1]
      .flatMap((one) => this.#places.get(one) ?? [])
      .slice(0, mostCandidates);
  }
}

/** Each row's inputs and targets, weighed and summed. */
function sumsOf({ inputs, targets, count }: Rows): Float32Array {
  return tf.tidy(() => {
    const sums = [...inputs, ...targets].map((tensor) => {
      const flat = tf.cast(tf.reshape(tensor, [count, -1]), 'float32') as tf.Tensor2D;
      const weights = tf.reshape(tf.sin(tf.range(1, flat.shape[1] + 1)), [-1, 1]);
      return tf.matMul(flat, weights as tf.Tensor2D);
    });
    return tf.addN(sums).dataSync<'float32'>().slice();
  });
}

/** Each of these rows as its inputs and targets. */
function read({ inputs, targets }: Rows, places: readonly number[]): Part[] {
  if (places.length === 0) return [];
  const parts = [...inputs, ...targets].map((tensor) => {
    const values = tf.tidy(() =>
      Float32Array.from(tf.gather(tensor, tf.tensor1d(places as number[], 'int32')).dataSync()),
    );
    return { values, size: values.length / places.length };
  });
  return places.map((_, i) => parts.map(({ values, size }) => values.subarray(i * size, (i + 1) * size)));
}

function areEqual(a: Part, b: Part): boolean {
  return a.every(
    (values, part) => values.length === b[part]!.length && values.every((value, i) => value === b[part]![i]),
  );
}
