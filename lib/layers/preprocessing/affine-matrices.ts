// Geometric transforms as TensorFlow's image transform op takes them: eight numbers an image, [a0 a1 a2 b0 b1 b2 0 0];
// the output at (x, y) is read at (a0·x + a1·y + a2, b0·x + b1·y + b2).
import '../../engine/gradients/register.js'; // first: what follows has a gradient of its own
import '../../engine/kernels/transform-kernel.js';
import { linear } from '../../engine/kernels/linear-algebra.js';
import { tf } from '../../tf.js';

/** What lies beyond the edge, and how pixels between pixels are made up. */
export interface Filling {
  readonly fillMode: 'constant' | 'nearest' | 'reflect' | 'wrap';
  readonly fillValue: number;
  readonly interpolation: 'nearest' | 'bilinear';
}

/** Rotations about the centre, counter-clockwise. @param radians one angle an image, [images, 1] */
export function rotations(radians: tf.Tensor2D, height: number, width: number): tf.Tensor2D {
  const [cos, sin] = [tf.cos(radians), tf.sin(radians)];
  const [x, y] = [(width - 1) / 2, (height - 1) / 2];
  const x0 = tf.sub(x, tf.sub(tf.mul(x, cos), tf.mul(y, sin)));
  const y0 = tf.sub(y, tf.add(tf.mul(x, sin), tf.mul(y, cos)));
  return matrices(cos, tf.neg(sin), x0, sin, cos, y0);
}

/** Shifts in pixels, to the right and down. @param right and down one number an image, [images, 1] */
export function translations(right: tf.Tensor2D, down: tf.Tensor2D): tf.Tensor2D {
  const [zero, one] = [tf.zerosLike(right), tf.onesLike(right)];
  return matrices(one, zero, tf.neg(right), zero, one, tf.neg(down));
}

/** Zooms about the centre: above 1 more is seen, below 1 less. @param x and y one factor an image, [images, 1] */
export function zooms(x: tf.Tensor2D, y: tf.Tensor2D, height: number, width: number): tf.Tensor2D {
  const zero = tf.zerosLike(x);
  const x0 = tf.mul(tf.sub(1, x), (width - 1) / 2);
  const y0 = tf.mul(tf.sub(1, y), (height - 1) / 2);
  return matrices(x, zero, x0, zero, y, y0);
}

/** Shears from the first row and column on. @param x and y pixels a row and a column, one number an image, [images, 1] */
export function shears(x: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor2D {
  const [zero, one] = [tf.zerosLike(x), tf.onesLike(x)];
  return matrices(one, x, zero, y, one, zero);
}

/** The eight numbers that lead from four points to four others, for each image. @param to and from [images, 4, 2] */
export function perspectives(to: tf.Tensor, from: tf.Tensor): tf.Tensor2D {
  const count = to.shape[0]!;
  const [x, y] = tf.unstack(from, 2) as [tf.Tensor, tf.Tensor];
  const [zero, one] = [tf.zerosLike(x), tf.onesLike(x)];
  // Two equations a point: one for where it comes to across, one for down.
  const equations = tf.unstack(to, 2).map((goal, axis) => {
    const plain = [x, y, one];
    const none = [zero, zero, zero];
    const ends = [tf.neg(tf.mul(goal, x)), tf.neg(tf.mul(goal, y))];
    return tf.stack(axis === 0 ? [...plain, ...none, ...ends] : [...none, ...plain, ...ends], 2);
  });
  const system = tf.reshape(tf.stack(equations, 2), [count, 8, 8]);
  const found = linear('MatrixSolve', [system, tf.reshape(to, [count, 8, 1])], { adjoint: false })[0]!;
  return tf.reshape(found, [count, 8]) as tf.Tensor2D;
}

/** Applies one matrix to each image. */
export function transformImages(images: tf.Tensor4D, transforms: tf.Tensor2D, filling: Filling): tf.Tensor4D {
  const { interpolation, fillMode, fillValue } = filling;
  const floats = images.dtype === 'float32' ? images : (tf.cast(images, 'float32') as tf.Tensor4D);
  return tf.image.transform(floats, transforms, interpolation, fillMode, fillValue);
}

function matrices(...entries: tf.Tensor[]): tf.Tensor2D {
  const zero = tf.zerosLike(entries[0]!);
  return tf.concat([...entries, zero, zero], 1) as tf.Tensor2D;
}
