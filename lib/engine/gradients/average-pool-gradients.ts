// Gradients of average pooling, and theirs. Forward, a window at the edge is averaged over the cells that it has;
// backwards, TensorFlow.js' engines share out as if it had all, where TensorFlow shares out what was averaged.
import { tf } from '../../tf.js';
import type { Rule, Rules } from '../gradient-rule.js';
import { poolWindows, type Windows } from '../windows.js';

type Padding = 'valid' | 'same' | number;
interface Pooling {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: Padding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}
interface VolumePooling {
  readonly filterSize: number | [number, number, number];
  readonly strides: number | [number, number, number];
  readonly pad: Padding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}
const pooledAgain: Rule = {
  inputsToSave: ['input'],
  gradFunc: (outer, [input], attributes) => ({
    dy: () => {
      const pooled = pool(outer as tf.Tensor, attributes);
      const lacking = lackingShare(poolWindows(input!.shape, attributes));
      return lacking ? tf.div(pooled, lacking) : pooled;
    },
    input: () => tf.zeros(input!.shape),
  }),
};

export const averagePoolGradients = {
  AvgPool: sharedOut('AvgPool'),
  AvgPool3D: sharedOut('AvgPool3D'),
  AvgPoolGrad: pooledAgain,
  AvgPool3DGrad: pooledAgain,
} satisfies Rules;

function sharedOut(kernelName: string): Rule {
  const original = tf.getGradient(kernelName);
  return {
    ...original,
    gradFunc: (dy, saved, attributes) => {
      const lacking = lackingShare(poolWindows(saved[0]!.shape, attributes));
      const whole = lacking ? tf.mul(dy as tf.Tensor, lacking) : dy;
      return original.gradFunc(whole, saved, attributes);
    },
  };
}

function pool(x: tf.Tensor, attributes: object): tf.Tensor {
  if (x.rank === 5) {
    const { filterSize, strides, pad, dimRoundingMode } = attributes as VolumePooling;
    return tf.avgPool3d(x as tf.Tensor5D, filterSize, strides, pad, dimRoundingMode);
  }
  const { filterSize, strides, pad, dimRoundingMode } = attributes as Pooling;
  return tf.avgPool(x as tf.Tensor4D, filterSize, strides, pad, dimRoundingMode);
}

/** By how much each window is shared out too little; undefined where none is. */
function lackingShare(windows: readonly Windows[]): tf.Tensor | undefined {
  const shares = windows.map(sharesAlong);
  if (tf.getBackend() === 'tensorflow' || shares.flat().every((share) => share === 1)) return undefined;
  const axes = shares.map((along, axis) => {
    const shape = [1, ...shares.map((_, other) => (other === axis ? along.length : 1)), 1];
    return tf.tensor(along, shape);
  });
  return axes.reduce((product, along) => tf.mul(product, along));
}

function sharesAlong({ count, size, stride, padding, length }: Windows): number[] {
  return Array.from({ length: count }, (_, i) => {
    const start = i * stride - padding;
    return size / (Math.min(start + size, length) - Math.max(start, 0));
  });
}
