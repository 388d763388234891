// Images of another size, as TensorFlow 2's `tf.image.resize` gives them.
import '../../engine/gradients/register.js';
import { resizeByWeights } from '../../engine/kernels/resize-by-weights.js';
import { nearestPixels, type ResizeMethod, resizeWeights } from '../../engine/kernels/resize-weights.js';
import { tf } from '../../tf.js';

export type { ResizeMethod } from '../../engine/kernels/resize-weights.js';

/** Methods that change an image that has the size already. */
const blurs: readonly ResizeMethod[] = ['gaussian', 'mitchellcubic'];

/**
 * Brings images to a size, [height, width]. `nearest` keeps the type; all others give float32.
 * @param images [images, height, width, channels]
 * @param options `antialias`: blurs first where an image gets smaller; `nearest` and `area` know no difference
 */
export function resizeImages(
  images: tf.Tensor4D,
  size: [number, number],
  method: ResizeMethod,
  { antialias = false }: { antialias?: boolean } = {},
): tf.Tensor4D {
  const [, height, width] = images.shape;
  if (height === size[0] && width === size[1] && !blurs.includes(method)) return images;
  if (method === 'nearest') return resizeNearest(images, size);
  const floats = images.dtype === 'float32' ? images : (tf.cast(images, 'float32') as tf.Tensor4D);
  if (method === 'bilinear' && !antialias) return tf.image.resizeBilinear(floats, size, false, true);
  return resizeByWeights(
    floats,
    resizeWeights(method, height, size[0], antialias),
    resizeWeights(method, width, size[1], antialias),
  );
}

/**
 * Where an output pixel lies on the border of two, single precision decides which is read: TensorFlow.js' plain kernels
 * compute in double precision and may read the other.
 */
function resizeNearest(images: tf.Tensor4D, [height, width]: [number, number]): tf.Tensor4D {
  const [, rows, columns] = images.shape;
  const plain = height % rows === 0 && width % columns === 0;
  if (plain || tf.getBackend() === 'tensorflow')
    return tf.image.resizeNearestNeighbor(images, [height, width], false, true);
  return gatherNearest(images, [height, width]);
}

function gatherNearest(images: tf.Tensor4D, [height, width]: [number, number]): tf.Tensor4D {
  const [, rows, columns] = images.shape;
  const back = (dy: tf.Tensor) =>
    resizeByWeights(
      dy as tf.Tensor4D,
      resizeWeights('nearest', rows, height, false),
      resizeWeights('nearest', columns, width, false),
      true,
    );
  const gathered = tf.customGrad((x) => ({
    value: tf.gather(
      tf.gather(x as tf.Tensor, nearestPixels(rows, height), 1),
      nearestPixels(columns, width),
      2,
    ),
    gradFunc: back,
  }));
  return gathered(images) as tf.Tensor4D;
}
