// Connectionist temporal classification: how likely a row of labels is, whatever the steps that it takes (Graves et al.,
// 2006), and the likeliest row.

import '../engine/gradients/register.js';
import { tf } from '../tf.js';
import { logSumOf } from './log-sums.js';
import { recipe } from './make.js';
import type { Recipes } from './recipe.js';
import { floatsOf, tensorOf } from './values.js';

/** In the place of the logarithm of 0. */
const never = -1e30;

/**
 * @param target labels [samples, places]
 * @param output logits [samples, steps, classes]
 */
export function ctcLoss(
  target: tf.Tensor,
  output: tf.Tensor,
  targetLength: tf.Tensor,
  outputLength: tf.Tensor,
  maskIndex: number,
): tf.Tensor {
  const [count, steps, classes] = output.shape as [number, number, number];
  const places = target.shape[1]!;
  const width = 2 * places + 1;
  const labels = tf.cast(target, 'int32');
  const blanks = tf.fill([count, places], maskIndex, 'int32');
  // A blank before each label, and one at the end.
  const row = tf.concat(
    [tf.reshape(tf.stack([blanks, labels], 2), [count, 2 * places]), tf.fill([count, 1], maskIndex, 'int32')],
    1,
  ) as tf.Tensor2D;
  const logs = tf.logSoftmax(output);
  const chosen = tf.oneHot(tf.reshape(row, [-1]) as tf.Tensor1D, classes);
  const picks = tf.cast(tf.reshape(chosen, [count, width, classes]), 'float32');
  // [samples, steps, width]
  const emitted = tf.matMul(logs, picks, false, true);
  const skips = mayBeSkipped(row, maskIndex);
  const shifted = (x: tf.Tensor, by: number): tf.Tensor =>
    tf.concat([tf.fill([count, by], never), tf.slice(x, [0, 0], [count, width - by])], 1);
  const start = tf.tensor1d(Array.from({ length: width }, (_, i) => (i < 2 ? 0 : never)));
  const each = tf.unstack(emitted, 1);
  let now = tf.add(each[0]!, start);
  for (let step = 1; step < steps; step++) {
    const skipped = tf.where(skips, shifted(now, 2), tf.fill([count, width], never));
    const moved = tf.add(logSumOf([now, shifted(now, 1), skipped]), each[step]!);
    const goesOn = tf.greater(tf.reshape(outputLength, [count, 1]), step);
    now = tf.where(tf.broadcastTo(goesOn, [count, width]), moved, now);
  }
  return likelihood(now, targetLength);
}

/** A label that differs from the one before the blank before it may follow that one at once. */
function mayBeSkipped(row: tf.Tensor2D, maskIndex: number): tf.Tensor {
  const [count, width] = row.shape;
  const before = tf.concat(
    [tf.fill([count, 2], maskIndex, 'int32'), tf.slice(row, [0, 0], [count, width - 2])],
    1,
  );
  return tf.logicalAnd(tf.notEqual(row, maskIndex), tf.notEqual(row, before));
}

/** Of ending with the last label or with the blank behind it. */
function likelihood(now: tf.Tensor, targetLength: tf.Tensor): tf.Tensor {
  const width = now.shape[1]!;
  const last = tf.mul(tf.cast(targetLength, 'int32'), tf.scalar(2, 'int32'));
  const at = (place: tf.Tensor): tf.Tensor => {
    const isThere = tf.cast(tf.oneHot(place as tf.Tensor1D, width), 'bool');
    return tf.sum(tf.where(isThere, now, tf.zerosLike(now)), 1);
  };
  const label = tf.where(
    tf.greater(last, 0),
    at(tf.maximum(tf.sub(last, tf.scalar(1, 'int32')), tf.scalar(0, 'int32'))),
    tf.fill(last.shape, never),
  );
  const loss = tf.neg(logSumOf([at(last), label]));
  return tf.where(tf.less(loss, -never / 10), loss, tf.fill(loss.shape, Number.POSITIVE_INFINITY));
}

/** @returns labels [1, samples, steps], −1 behind them, and minus the sum of the greatest logits [samples, 1] */
function greedy(
  given: tf.Tensor,
  lengths: tf.Tensor,
  mergeRepeated: boolean,
  maskIndex: number,
): tf.Tensor[] {
  const [count, steps, classes] = given.shape as [number, number, number];
  const values = Float32Array.from(given.dataSync());
  const ends = lengths.dataSync();
  const blank = maskIndex < 0 ? maskIndex + classes : maskIndex;
  const labels = new Int32Array(count * steps).fill(-1);
  const scores = new Float32Array(count);
  for (let sample = 0; sample < count; sample++) {
    let [place, before, sum] = [0, -1, 0];
    for (let step = 0; step < ends[sample]!; step++) {
      const start = (sample * steps + step) * classes;
      const row = values.subarray(start, start + classes);
      const greatest = row.reduce((best, value, i) => (value > row[best]! ? i : best), 0);
      sum += row[greatest]!;
      if (greatest !== blank && !(mergeRepeated && greatest === before))
        labels[sample * steps + place++] = greatest;
      before = greatest;
    }
    scores[sample] = -sum;
  }
  return [tf.tensor3d(labels, [1, count, steps], 'int32'), tf.tensor2d(scores, [count, 1])];
}

interface Beam {
  readonly labels: readonly number[];
  /** Logarithms of the probabilities to end with a blank, and with the last label. */
  blank: number;
  label: number;
}

const joined = (a: number, b: number): number => {
  const [most, least] = a > b ? [a, b] : [b, a];
  return least === Number.NEGATIVE_INFINITY ? most : most + Math.log1p(Math.exp(least - most));
};
const totalOf = ({ blank, label }: Beam): number => joined(blank, label);

/** The likeliest rows of labels of one sample. @param logs logarithms of probabilities, a row a step */
function searched(logs: readonly number[][], blank: number, width: number): Beam[] {
  const nothing = Number.NEGATIVE_INFINITY;
  let beams: Beam[] = [{ labels: [], blank: 0, label: nothing }];
  for (const row of logs) {
    const next = new Map<string, Beam>();
    const at = (labels: readonly number[]): Beam => {
      const key = labels.join();
      const known = next.get(key);
      if (known) return known;
      const fresh = { labels, blank: nothing, label: nothing };
      next.set(key, fresh);
      return fresh;
    };
    for (const beam of beams) {
      const total = totalOf(beam);
      const stays = at(beam.labels);
      stays.blank = joined(stays.blank, total + row[blank]!);
      const last = beam.labels.at(-1);
      if (last !== undefined) stays.label = joined(stays.label, beam.label + row[last]!);
      for (const [label, log] of row.entries()) {
        if (label === blank) continue;
        const grown = at([...beam.labels, label]);
        grown.label = joined(grown.label, log + (label === last ? beam.blank : total));
      }
    }
    beams = [...next.values()].sort((a, b) => totalOf(b) - totalOf(a)).slice(0, width);
  }
  return beams;
}

function byBeams(
  given: tf.Tensor,
  lengths: tf.Tensor,
  { beamWidth, topPaths, maskIndex }: { beamWidth: number; topPaths: number; maskIndex: number | null },
): tf.Tensor[] {
  const [count, steps, classes] = given.shape as [number, number, number];
  const logs = tf.logSoftmax(given).arraySync() as number[][][];
  const ends = lengths.dataSync();
  const blank = maskIndex === null ? classes - 1 : maskIndex < 0 ? maskIndex + classes : maskIndex;
  const labels = new Int32Array(topPaths * count * steps).fill(-1);
  const scores = new Float32Array(count * topPaths);
  for (let sample = 0; sample < count; sample++) {
    const beams = searched(logs[sample]!.slice(0, ends[sample]), blank, beamWidth);
    for (let path = 0; path < topPaths; path++) {
      const beam = beams[path];
      if (!beam)
        throw new Error(
          `ops.ctcDecode: there are fewer rows of labels than topPaths. Received: ${topPaths}.`,
        );
      labels.set(beam.labels, (path * count + sample) * steps);
      scores[sample * topPaths + path] = totalOf(beam);
    }
  }
  return [tf.tensor3d(labels, [topPaths, count, steps], 'int32'), tf.tensor2d(scores, [count, topPaths])];
}

/** Losses and labels of steps without an alignment. */
export const ctc: Recipes = {
  CTCLoss: recipe(
    ['target', 'output', 'targetLength', 'outputLength'],
    { maskIndex: 0 },
    ([target, output, targetLength, outputLength], { maskIndex }) =>
      ctcLoss(
        tensorOf(target),
        floatsOf(output),
        tensorOf(targetLength),
        tensorOf(outputLength),
        maskIndex as number,
      ),
    'nn',
  ),
  CTCDecode: recipe(
    ['inputs', 'sequenceLengths'],
    { strategy: 'greedy', beamWidth: 100, topPaths: 1, mergeRepeated: true, maskIndex: 0 },
    ([inputs, lengths], settings) => {
      const { strategy, beamWidth, topPaths, mergeRepeated, maskIndex } = settings as Record<string, never>;
      const [x, ends] = [floatsOf(inputs), tensorOf(lengths)];
      if (strategy === 'greedy') return greedy(x, ends, mergeRepeated, maskIndex ?? -1);
      return byBeams(x, ends, { beamWidth, topPaths, maskIndex });
    },
    'nn',
  ),
};
