// Class numbers to one-hot rows.
import { received } from '../core/messages.js';
import { oneHotRows } from '../data/one-hot.js';
import { tf } from '../tf.js';

/**
 * One row a label, with a one in the class's column. Keras: `to_categorical`.
 * @param labels of any shape: lists of lists and tensors give a row for each label in them; a last axis of 1 is left out
 * @param classes how many columns; default: the greatest label plus one.
 * @example toCategorical([0, 2], 3) // Tensor [[1, 0, 0], [0, 0, 1]]
 * @example toCategorical([[0, 1], [2, 0]], 3).shape // [2, 2, 3]
 */
export function toCategorical(labels: ArrayLike<number>, classes?: number): tf.Tensor2D;
export function toCategorical(labels: tf.Tensor | NestedLabels, classes?: number): tf.Tensor;
export function toCategorical(
  labels: ArrayLike<number> | tf.Tensor | NestedLabels,
  classes?: number,
): tf.Tensor {
  const isNested = Array.isArray(labels) && labels.length > 0 && labels.every(Array.isArray);
  const shape = labels instanceof tf.Tensor ? labels.shape : isNested ? shapeOf(labels) : [];
  const sizes = shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;
  const rows = rowsOf(isNested ? labels.flat(Infinity) : (labels as tf.Tensor | ArrayLike<number>), classes);
  return sizes.length > 1 ? tf.reshape(rows, [...sizes, rows.shape[1]]) : rows;
}

/** Labels in lists of lists. @inline */
type NestedLabels = readonly (readonly number[] | NestedLabels)[];

function shapeOf(labels: unknown): number[] {
  return Array.isArray(labels) ? [labels.length, ...shapeOf(labels[0])] : [];
}

function rowsOf(labels: ArrayLike<number> | tf.Tensor, classes: number | undefined): tf.Tensor2D {
  const numbers = labels instanceof tf.Tensor ? labels.dataSync<'float32'>() : labels;
  const list = Int32Array.from(numbers);
  const depth = classes ?? list.reduce((greatest, label) => Math.max(greatest, label), -1) + 1;
  const wrong = Array.from(numbers).find((label) => !Number.isInteger(label) || label < 0 || label >= depth);
  if (wrong !== undefined) {
    const range = depth > 0 && typeof wrong === 'number' ? `from 0 to ${depth - 1}` : 'from 0';
    throw new Error(
      `toCategorical: labels must be whole numbers ${range}. Received: ${received(wrong)}.${hint(wrong)}`,
    );
  }
  return oneHotRows(list, depth);
}

function hint(wrong: unknown): string {
  return typeof wrong === 'string' ? ' Turn names into class numbers first, e.g. names.indexOf(name).' : '';
}
