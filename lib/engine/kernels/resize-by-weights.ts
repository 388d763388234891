// Resizing as two products of matrices, one an axis: exact gradients of any order, on every backend.
import { tf } from '../../tf.js';
import type { AxisWeights } from './resize-weights.js';

/**
 * @param images [images, height, width, channels]
 * @param rows [new height, height]
 * @param columns [new width, width]
 * @param transposed whether the weights are given as [height, new height]: the way back, for gradients
 */
export function resizeByWeights(
  images: tf.Tensor4D,
  rows: AxisWeights,
  columns: AxisWeights,
  transposed = false,
): tf.Tensor4D {
  const [, height, width] = images.shape;
  const newHeight = rows.length / height;
  const [byRow, byColumn] = [
    (given: tf.Tensor4D) => resizeRows(given, rows, transposed),
    (given: tf.Tensor4D) => resizeColumns(given, columns, transposed),
  ];
  // First the axis that leaves less for the other.
  const rowsFirst = newHeight / height <= columns.length / width / width;
  return rowsFirst ? byColumn(byRow(images)) : byRow(byColumn(images));
}

function resizeRows(images: tf.Tensor4D, weights: AxisWeights, transposed: boolean): tf.Tensor4D {
  const [count, height, width, channels] = images.shape;
  const matrix = matrixOf(weights, height, transposed);
  const lines = tf.reshape(images, [count, height, width * channels]);
  const resized = tf.matMul(matrix, lines, transposed);
  return tf.reshape(resized, [count, weights.length / height, width, channels]);
}

function resizeColumns(images: tf.Tensor4D, weights: AxisWeights, transposed: boolean): tf.Tensor4D {
  const [count, height, width, channels] = images.shape;
  const matrix = matrixOf(weights, width, transposed);
  const lines = tf.reshape(images, [count * height, width, channels]);
  const resized = tf.matMul(matrix, lines, transposed);
  return tf.reshape(resized, [count, height, weights.length / width, channels]);
}

function matrixOf(weights: AxisWeights, size: number, transposed: boolean): tf.Tensor3D {
  const other = weights.length / size;
  return tf.tensor3d(weights, transposed ? [1, size, other] : [1, other, size]);
}
