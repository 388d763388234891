// Gradients of resizing by pixels' centres, which TensorFlow.js takes as if pixels were counted from their corners.
import { tf } from '../../tf.js';
import type { Rule, Rules } from '../gradient-rule.js';
import type { OwnKernel } from '../kernel-names.js';
import { resizeByWeights } from '../kernels/resize-by-weights.js';
import { resizeWeights } from '../kernels/resize-weights.js';

interface NativeBackend {
  readonly binding: Record<'TF_ATTR_TYPE' | 'TF_ATTR_BOOL' | 'TF_FLOAT', number>;
  executeSingleOutput(name: string, attributes: object[], inputs: tf.TensorInfo[]): tf.TensorInfo;
}

const methods = { ResizeBilinear: 'bilinear', ResizeNearestNeighbor: 'nearest' } as const;
const ops = {
  ResizeBilinear: tf.image.resizeBilinear,
  ResizeNearestNeighbor: tf.image.resizeNearestNeighbor,
};

type Kernel = keyof typeof methods;

/** Kernels of our own name: TensorFlow.js' of the same op do not pass on where pixels are. */
const gradientKernel = {
  ResizeBilinear: 'ResizeBilinearCentresGrad',
  ResizeNearestNeighbor: 'ResizeNearestNeighborCentresGrad',
} as const satisfies Record<Kernel, OwnKernel>;

export const resizeGradients = {
  ResizeBilinear: corrected('ResizeBilinear'),
  ResizeNearestNeighbor: corrected('ResizeNearestNeighbor'),
  ResizeBilinearCentresGrad: resizedAgain('ResizeBilinear'),
  ResizeNearestNeighborCentresGrad: resizedAgain('ResizeNearestNeighbor'),
} satisfies Rules;

for (const name of Object.keys(methods) as Kernel[]) registerNative(name);

function corrected(name: Kernel): Rule {
  const original = tf.getGradient(name);
  return {
    ...original,
    gradFunc(dy, saved, attributes) {
      const { halfPixelCenters } = attributes as { halfPixelCenters: boolean };
      if (!halfPixelCenters) return original.gradFunc(dy, saved, attributes);
      return { images: () => gradientOf(name, dy as tf.Tensor4D, saved[0] as tf.Tensor4D) };
    },
  };
}

function resizedAgain(name: Kernel): Rule {
  return {
    inputsToSave: ['dy', 'images'],
    gradFunc: (outer, [dy, images]) => {
      const [, height, width] = dy!.shape;
      return {
        dy: () => ops[name](outer as tf.Tensor4D, [height!, width!], false, true),
        images: () => tf.zeros(images!.shape),
      };
    },
  };
}

function gradientOf(name: Kernel, dy: tf.Tensor4D, images: tf.Tensor4D): tf.Tensor4D {
  const kernel = gradientKernel[name];
  if (tf.getKernel(kernel, tf.getBackend()))
    return tf.engine().runKernel(kernel, { dy, images }) as tf.Tensor4D;
  const [, height, width] = images.shape;
  const [, newHeight, newWidth] = dy.shape;
  return resizeByWeights(
    dy,
    resizeWeights(methods[name], height, newHeight, false),
    resizeWeights(methods[name], width, newWidth, false),
    true,
  );
}

function registerNative(name: Kernel): void {
  const [kernelName, backendName] = [gradientKernel[name], 'tensorflow'];
  if (tf.getKernel(kernelName, backendName)) return;
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, backend }) =>
      runNative(name, inputs.dy!, inputs.images!, backend as NativeBackend),
  });
}

function runNative(
  name: Kernel,
  dy: tf.TensorInfo,
  images: tf.TensorInfo,
  native: NativeBackend,
): tf.TensorInfo {
  const { TF_ATTR_TYPE, TF_ATTR_BOOL, TF_FLOAT } = native.binding;
  const attributes = [
    { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
    { name: 'align_corners', type: TF_ATTR_BOOL, value: false },
    { name: 'half_pixel_centers', type: TF_ATTR_BOOL, value: true },
  ];
  if (name === 'ResizeBilinear')
    return native.executeSingleOutput('ResizeBilinearGrad', attributes, [dy, images]);
  const size = tf.tensor1d(images.shape.slice(1, 3), 'int32');
  const result = native.executeSingleOutput('ResizeNearestNeighborGrad', attributes, [dy, size]);
  size.dispose();
  return result;
}
