// TensorFlow.js' cross-entropies put together from ops whose gradients are TensorFlow's: its own softmax one goes by a
// value that is not a function of the logits any more, so that second derivatives came out wrong, and its sigmoid one is
// flat where a logit is 0.
import { tf } from '../tf.js';

type Given = tf.Tensor | tf.TensorLike;

/** Puts them in TensorFlow.js' place. */
export function installCrossEntropies(): void {
  Object.assign(tf.losses, { sigmoidCrossEntropy, softmaxCrossEntropy });
}

function softmaxCrossEntropy(
  onehotLabels: Given,
  logits: Given,
  weights?: Given,
  labelSmoothing = 0,
  reduction?: tf.Reduction,
): tf.Tensor {
  return tf.tidy('softmaxCrossEntropy', () => {
    const [labels, scores] = [toTensor(onehotLabels), toTensor(logits)];
    tf.util.assertShapesMatch(labels.shape, scores.shape, 'Error in softmaxCrossEntropy: ');
    const smooth = labelSmoothing > 0 ? smoothed(labels, labelSmoothing) : labels;
    const losses = tf.neg(tf.sum(tf.mul(tf.cast(smooth, 'float32'), tf.logSoftmax(scores)), -1));
    return tf.losses.computeWeightedLoss(losses, weights ?? undefined, reduction);
  });
}

function sigmoidCrossEntropy(
  multiClassLabels: Given,
  logits: Given,
  weights?: Given,
  labelSmoothing = 0,
  reduction?: tf.Reduction,
): tf.Tensor {
  return tf.tidy('sigmoidCrossEntropy', () => {
    const [labels, scores] = [toTensor(multiClassLabels), toTensor(logits)];
    tf.util.assertShapesMatch(labels.shape, scores.shape, 'Error in sigmoidCrossEntropy: ');
    const smooth =
      labelSmoothing > 0 ? tf.add(tf.mul(labels, 1 - labelSmoothing), labelSmoothing / 2) : labels;
    const losses = tf.sub(tf.softplus(scores), tf.mul(scores, smooth));
    return tf.losses.computeWeightedLoss(losses, weights ?? undefined, reduction);
  });
}

const smoothed = (labels: tf.Tensor, by: number): tf.Tensor =>
  tf.add(tf.mul(labels, 1 - by), by / labels.shape[1]!);

const toTensor = (values: Given): tf.Tensor => (values instanceof tf.Tensor ? values : tf.tensor(values));
