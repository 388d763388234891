// Gradients of average pooling, and theirs. Forward, a window at the edge is averaged over the cells that it has;
// backwards, TensorFlow.js' engines share out as if it had all, where TensorFlow shares out what was averaged.
import { tf } from '../../tf.js';

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
/** How windows lie along one axis. */
interface Windows {
  readonly count: number;
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
  readonly length: number;
}

correct('AvgPool', (shape, pooling) => planeWindows(shape, pooling as object as Pooling));
correct('AvgPool3D', (shape, pooling) => volumeWindows(shape, pooling as object as VolumePooling));

function correct(kernelName: string, windowsOf: (shape: number[], pooling: object) => Windows[]): void {
  const original = tf.getGradient(kernelName);
  tf.registerGradient({
    ...original,
    gradFunc: (dy, saved, attributes) => {
      const lacking = lackingShare(windowsOf(saved[0]!.shape, attributes));
      const whole = lacking ? tf.mul(dy as tf.Tensor, lacking) : dy;
      return original.gradFunc(whole, saved, attributes);
    },
  });
  tf.registerGradient({
    kernelName: `${kernelName}Grad`,
    inputsToSave: ['input'],
    gradFunc: (outer, [input], attributes) => ({
      dy: () => {
        const pooled = pool(outer as tf.Tensor, attributes);
        const lacking = lackingShare(windowsOf(input!.shape, attributes));
        return lacking ? tf.div(pooled, lacking) : pooled;
      },
      input: () => tf.zeros(input!.shape),
    }),
  });
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

function planeWindows(shape: number[], { filterSize, strides, pad, dimRoundingMode }: Pooling): Windows[] {
  const info = tf.backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  return [
    {
      count: info.outHeight,
      size: info.filterHeight,
      stride: info.strideHeight,
      padding: info.padInfo.top,
      length: info.inHeight,
    },
    {
      count: info.outWidth,
      size: info.filterWidth,
      stride: info.strideWidth,
      padding: info.padInfo.left,
      length: info.inWidth,
    },
  ];
}

function volumeWindows(
  shape: number[],
  { filterSize, strides, pad, dimRoundingMode }: VolumePooling,
): Windows[] {
  const info = tf.backend_util.computePool3DInfo(
    shape as [number, number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const depth = {
    count: info.outDepth,
    size: info.filterDepth,
    stride: info.strideDepth,
    padding: info.padInfo.front,
    length: info.inDepth,
  };
  const height = {
    count: info.outHeight,
    size: info.filterHeight,
    stride: info.strideHeight,
    padding: info.padInfo.top,
    length: info.inHeight,
  };
  const width = {
    count: info.outWidth,
    size: info.filterWidth,
    stride: info.strideWidth,
    padding: info.padInfo.left,
    length: info.inWidth,
  };
  return [depth, height, width];
}
