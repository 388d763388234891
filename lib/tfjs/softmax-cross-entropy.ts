// TensorFlow.js' `losses.softmaxCrossEntropy` put together from ops with gradients of their own: its own gradient goes
// by a value that is not a function of the logits any more, so that second derivatives came out wrong.
import { tf } from '../tf.js';

type Given = tf.Tensor | tf.TensorLike;

/** Puts it in TensorFlow.js' place. */
export function installSoftmaxCrossEntropy(): void {
  const losses = tf.losses as unknown as Record<'softmaxCrossEntropy', typeof softmaxCrossEntropy>;
  losses.softmaxCrossEntropy = softmaxCrossEntropy;
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

const smoothed = (labels: tf.Tensor, by: number): tf.Tensor =>
  tf.add(tf.mul(labels, 1 - by), by / labels.shape[1]!);

const toTensor = (values: Given): tf.Tensor => (values instanceof tf.Tensor ? values : tf.tensor(values));
