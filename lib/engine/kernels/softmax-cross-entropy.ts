// Softmax followed by cross-entropy, by TensorFlow's single ops for both in one. Each gives the loss and, as a second
// output, its gradient; here they are kernels of their own, and a graph computes the op that both ask for once.
import type { KernelConfig, Tensor } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { numberOfType } from '../data-types.js';
import type { Rule, Rules } from '../gradient-rule.js';
import { attributeType } from '../op-attributes.js';
import { type KernelCall, kernel } from './kernel.js';

const dense = 'SoftmaxCrossEntropyWithLogits';
const sparse = 'SparseSoftmaxCrossEntropyWithLogits';

/** Cross-entropy of each row; `labels` are probabilities of the same shape that add up to one. */
export function softmaxCrossEntropy(labels: Tensor, logits: Tensor): Tensor {
  if (!isOnTensorFlow(logits)) return tf.neg(tf.sum(tf.mul(labels, tf.logSoftmax(logits)), -1));
  return byRows(dense, tf.reshape(labels, [-1, logits.shape.at(-1)!]), logits);
}

/** The same for class numbers: `labels` lack the last axis. */
export function sparseSoftmaxCrossEntropy(labels: Tensor, logits: Tensor): Tensor {
  if (!isOnTensorFlow(logits)) return softmaxCrossEntropy(oneHot(labels, logits), logits);
  return byRows(sparse, tf.reshape(labels, [-1]), logits);
}

export const softmaxCrossEntropyKernels: readonly KernelConfig[] = ([dense, sparse] as const).flatMap(
  (op) => [
    kernel(op, (call) => compute(op, call, 0)),
    kernel(gradientOf(op), (call) => compute(op, call, 1)),
  ],
);

export const softmaxCrossEntropyGradients = {
  [dense]: lossGradient(dense),
  [sparse]: lossGradient(sparse),
  SoftmaxCrossEntropyWithLogitsGrad: gradientGradient(),
  SparseSoftmaxCrossEntropyWithLogitsGrad: gradientGradient(),
} satisfies Rules;

type Loss = typeof dense | typeof sparse;

function byRows(op: Loss, labels: Tensor, logits: Tensor): Tensor {
  const rows = tf.reshape(logits, [-1, logits.shape.at(-1)!]);
  const losses = tf.engine().runKernel(op, { labels, logits: rows }) as Tensor;
  return tf.reshape(losses, logits.shape.slice(0, -1));
}

function compute(op: Loss, { backend, input }: KernelCall, output: 0 | 1): Tensor {
  const [logits, labels] = [input('logits'), input('labels')];
  const type = (name: string, dtype: typeof logits.dtype) => ({
    name,
    type: attributeType.type,
    value: numberOfType(dtype),
  });
  const attributes = [type('T', logits.dtype), ...(op === sparse ? [type('Tlabels', labels.dtype)] : [])];
  return tf.tidy(() => backend.executeMultipleOutputs(op, attributes, [logits, labels], 2)[output]!);
}

function lossGradient(op: Loss): Rule {
  return {
    inputsToSave: ['labels', 'logits'],
    gradFunc(change, [labels, logits]) {
      const dy = tf.expandDims(change as Tensor, -1);
      const rows = { labels: labels!, logits: logits! };
      return {
        logits: () => tf.mul(dy, tf.engine().runKernel(gradientOf(op), rows) as Tensor),
        labels: () => tf.neg(tf.mul(dy, tf.logSoftmax(logits!))),
      };
    },
  };
}

/** For gradients of gradients: of softmax(logits) - labels. */
function gradientGradient(): Rule {
  return {
    inputsToSave: ['logits'],
    gradFunc(change, [logits]) {
      const dy = change as Tensor;
      const ofLogits = () => {
        const y = tf.softmax(logits!);
        return tf.mul(y, tf.sub(dy, tf.sum(tf.mul(dy, y), -1, true)));
      };
      return { logits: ofLogits, labels: () => tf.neg(dy) };
    },
  };
}

function gradientOf(op: Loss): `${Loss}Grad` {
  return `${op}Grad`;
}

function oneHot(labels: Tensor, logits: Tensor): Tensor {
  return tf.cast(tf.oneHot(labels, logits.shape.at(-1)!), 'float32');
}

function isOnTensorFlow(logits: Tensor): boolean {
  return tf.getBackend() === 'tensorflow' && logits.dtype === 'float32';
}
