// Gradients of average pooling, and theirs. Forward, a window at the edge is averaged over the cells that it has;
// backwards, TensorFlow.js' engines share out as if it had all, where TensorFlow shares out what was averaged.
import { tf } from '../../tf.js';
import type { Rule, Rules } from '../gradient-rule.js';
import { imageWindows, volumeWindows, type Windows } from './windows.js';

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
type WindowsOf = (shape: number[], pooling: object) => Windows[];

const ofImages: WindowsOf = (shape, pooling) => {
  const { filterSize, strides, pad, dimRoundingMode } = pooling as Pooling;
  const size = shape as [number, number, number, number];
  return imageWindows(tf.backend_util.computePool2DInfo(size, filterSize, strides, 1, pad, dimRoundingMode));
};

const ofVolumes: WindowsOf = (shape, pooling) => {
  const { filterSize, strides, pad, dimRoundingMode } = pooling as VolumePooling;
  const size = shape as [number, number, number, number, number];
  return volumeWindows(tf.backend_util.computePool3DInfo(size, filterSize, strides, 1, pad, dimRoundingMode));
};

export const averagePoolGradients = {
  AvgPool: sharedOut('AvgPool', ofImages),
  AvgPool3D: sharedOut('AvgPool3D', ofVolumes),
  AvgPoolGrad: pooledAgain(ofImages),
  AvgPool3DGrad: pooledAgain(ofVolumes),
} satisfies Rules;

function sharedOut(kernelName: string, windowsOf: WindowsOf): Rule {
  const original = tf.getGradient(kernelName);
  return {
    ...original,
    gradFunc: (dy, saved, attributes) => {
      const lacking = lackingShare(windowsOf(saved[0]!.shape, attributes));
      const whole = lacking ? tf.mul(dy as tf.Tensor, lacking) : dy;
      return original.gradFunc(whole, saved, attributes);
    },
  };
}

function pooledAgain(windowsOf: WindowsOf): Rule {
  return {
    inputsToSave: ['input'],
    gradFunc: (outer, [input], attributes) => ({
      dy: () => {
        const pooled = pool(outer as tf.Tensor, attributes);
        const lacking = lackingShare(windowsOf(input!.shape, attributes));
        return lacking ? tf.div(pooled, lacking) : pooled;
      },
      input: () => tf.zeros(input!.shape),
    }),
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
