// How samples' weights and masks count: the axes of weights are the first axes of what they weigh, so that there may
// be one weight for each sample, or one for each of its steps.
import { tf } from '../tf.js';
import type { Reduction } from './loss.js';

export const toFloat = (tensor: tf.Tensor): tf.Tensor =>
  tensor.dtype === 'float32' ? tensor : tf.cast(tensor, 'float32');

/** True and predicted values with as many axes: a last axis of 1 that only one of them has comes or goes. */
export function alignRanks(yTrue: tf.Tensor, yPred: tf.Tensor): [yTrue: tf.Tensor, yPred: tf.Tensor] {
  if (yTrue.rank === yPred.rank + 1 && yTrue.shape.at(-1) === 1)
    return yPred.rank === 1 ? [yTrue, tf.expandDims(yPred, -1)] : [tf.squeeze(yTrue, [-1]), yPred];
  if (yPred.rank === yTrue.rank + 1 && yPred.shape.at(-1) === 1)
    return yTrue.rank === 1 ? [tf.expandDims(yTrue, -1), yPred] : [yTrue, tf.squeeze(yPred, [-1])];
  return [yTrue, yPred];
}

/** Weights in a shape that multiplies `values`. @param who what computed the values, for messages */
export function besideValues(weights: tf.Tensor, values: tf.Tensor, who: string): tf.Tensor {
  const shape = [...weights.shape];
  while (shape.length > Math.max(values.rank, 1) && shape.at(-1) === 1) shape.pop();
  // One value for the whole batch: it is charged once for each weight.
  if (values.rank === 0) return weights;
  const fits =
    shape.length <= values.rank && shape.every((size, axis) => size === 1 || size === values.shape[axis]);
  if (!fits) {
    throw new Error(
      `${who}: sampleWeight and the mask of the outputs must have one number for each sample, or for each step of it. ` +
        `Expected: the first axes of [${values.shape}], which is what ${who} gives. Received: [${weights.shape}].`,
    );
  }
  const wanted = [...shape, ...values.shape.slice(shape.length).map(() => 1)];
  return wanted.join() === weights.shape.join() ? weights : tf.reshape(weights, wanted);
}

/** Weights times those of a mask. Either may be missing. */
export function combineWeights(
  weights: tf.Tensor | undefined,
  mask: tf.Tensor | undefined,
  who: string,
): tf.Tensor | undefined {
  if (!weights || !mask) return weights ?? mask;
  return weights.rank > mask.rank
    ? tf.mul(weights, besideValues(mask, weights, who))
    : tf.mul(besideValues(weights, mask, who), mask);
}

export interface Weighing {
  readonly weights?: tf.Tensor | undefined;
  readonly mask?: tf.Tensor | null | undefined;
  readonly reduction: Reduction;
  readonly who: string;
}

/** One number from the values of a batch. */
export function reduceValues(values: tf.Tensor, { weights, mask, reduction, who }: Weighing): tf.Tensor {
  const ofMask = mask ? weightsOfMask(mask, reduction) : undefined;
  const combined = combineWeights(weights && toFloat(weights), ofMask, who);
  const weighed = combined ? tf.mul(values, besideValues(combined, values, who)) : values;
  if (reduction === 'none' || weighed.rank === 0) return weighed;
  if (reduction === 'sum') return tf.sum(weighed);
  if (reduction === 'meanWithSampleWeight' && combined)
    return tf.div(tf.sum(weighed), orOne(tf.sum(combined)));
  return tf.mean(weighed);
}

/** Where the mean is taken over all values, those that count weigh more by as many as do not. */
function weightsOfMask(mask: tf.Tensor, reduction: Reduction): tf.Tensor {
  const counts = toFloat(mask);
  if (reduction !== 'mean' && reduction !== 'sumOverBatchSize') return counts;
  return tf.mul(counts, tf.div(mask.size, orOne(tf.sum(counts))));
}

/** 1 in place of 0, by steps that have gradients: a mask may come from the values themselves. */
function orOne(sum: tf.Tensor): tf.Tensor {
  return tf.add(sum, tf.sub(1, tf.minimum(tf.mul(tf.abs(sum), 1e30), 1)));
}
