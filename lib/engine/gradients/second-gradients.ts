// Gradients of ops that are themselves gradients, for second derivatives: TensorFlow.js has none. (Those of
// convolutions and pooling are with them, those that only TensorFlow computes with their kernels.)
import { tf } from '../../tf.js';

tf.registerGradient({
  kernelName: 'EluGrad',
  inputsToSave: ['dy', 'y'],
  gradFunc: (change, [dy, y]) => {
    const outer = change as tf.Tensor;
    return {
      dy: () => tf.engine().runKernel('EluGrad', { dy: outer, y: y! }) as tf.Tensor,
      y: () => tf.where(tf.less(y!, 0), tf.mul(outer, dy!), tf.zerosLike(outer)),
    };
  },
});

// ── Resizing, which is linear ──

const resizing = {
  ResizeBilinearGrad: tf.image.resizeBilinear,
  ResizeNearestNeighborGrad: tf.image.resizeNearestNeighbor,
};

for (const [kernelName, resize] of Object.entries(resizing)) {
  tf.registerGradient({
    kernelName,
    inputsToSave: ['dy', 'images'],
    gradFunc: (outer, [dy, images], { alignCorners }) => {
      const [, height, width] = dy!.shape as [number, number, number, number];
      return {
        dy: () => resize(outer as tf.Tensor4D, [height, width], alignCorners as boolean),
        images: () => tf.zeros(images!.shape),
      };
    },
  });
}
