// Gradients of ops that are themselves gradients, for second derivatives: TensorFlow.js has none. (Those of
// convolutions and pooling are with them, those that only TensorFlow computes with their kernels.)
import { tf } from '../../tf.js';
import type { Rule, Rules } from '../gradient-rule.js';

type Resize = typeof tf.image.resizeBilinear;

export const secondGradients = {
  EluGrad: {
    inputsToSave: ['dy', 'y'],
    gradFunc: (change, [dy, y]) => {
      const outer = change as tf.Tensor;
      return {
        dy: () => tf.engine().runKernel('EluGrad', { dy: outer, y: y! }) as tf.Tensor,
        y: () => tf.where(tf.less(y!, 0), tf.mul(outer, dy!), tf.zerosLike(outer)),
      };
    },
  },

  ResizeBilinearGrad: resizedAgain((...call) => tf.image.resizeBilinear(...call)),
  ResizeNearestNeighborGrad: resizedAgain((...call) => tf.image.resizeNearestNeighbor(...call)),
} satisfies Rules;

/** Resizing is linear. */
function resizedAgain(resize: Resize): Rule {
  return {
    inputsToSave: ['dy', 'images'],
    gradFunc: (outer, [dy, images], { alignCorners }) => {
      const [, height, width] = dy!.shape as [number, number, number, number];
      return {
        dy: () => resize(outer as tf.Tensor4D, [height, width], alignCorners as boolean),
        images: () => tf.zeros(images!.shape),
      };
    },
  };
}
