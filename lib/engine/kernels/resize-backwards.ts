// The gradient of resizing to the nearest pixel for the cpu backend, whose own is not a number for some sizes.
import type { KernelConfig, NamedTensorInfoMap, Tensor4D } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';

export const nearestBackwards: KernelConfig = {
  kernelName: 'ResizeNearestNeighborGrad',
  backendName: 'cpu',
  kernelFunc: ({ inputs, attrs }) => {
    const { dy, images } = inputs as NamedTensorInfoMap as Record<'dy' | 'images', Tensor4D>;
    const { alignCorners } = attrs as { alignCorners: boolean };
    return tf.tidy(() => spread(dy, images.shape, alignCorners));
  },
};

/** Resizing is a product with a matrix on either side; back it is one with the matrices turned. */
function spread(
  dy: Tensor4D,
  [batch, height, width, channels]: Tensor4D['shape'],
  alignCorners: boolean,
): Tensor4D {
  const [, newHeight, newWidth] = dy.shape;
  const rows = tf.matMul(
    chosen(height, newHeight, alignCorners),
    tf.reshape(dy, [batch, newHeight, newWidth * channels]),
    true,
  );
  const columns = tf.reshape(rows, [batch * height, newWidth, channels]);
  return tf.reshape(tf.matMul(chosen(width, newWidth, alignCorners), columns, true), [
    batch,
    height,
    width,
    channels,
  ]);
}

/** [1, new, old]: 1 for the pixel that each new one is taken from. */
function chosen(old: number, size: number, alignCorners: boolean): tf.Tensor3D {
  const each = tf.reshape<tf.Rank.R4>(tf.eye(old), [1, old, old, 1]);
  return tf.reshape(tf.image.resizeNearestNeighbor(each, [size, old], alignCorners), [1, size, old]);
}
