// From class numbers to what a network is trained towards.

import { oneHotRows } from '../../data/one-hot.js';
import { tf } from '../../tf.js';
import { oneOf, wrongOption } from '../loading/errors.js';

/**
 * What y is: `categorical` one-hot rows, `binary` and `sparse` class numbers (float32), `input` the images
 * themselves, null nothing.
 */
export type ClassMode = 'categorical' | 'binary' | 'sparse' | 'input' | null;

export const classModes: readonly ClassMode[] = ['categorical', 'binary', 'sparse', 'input', null];

/** The targets of a batch's images, none for null. */
export function classTargets(
  mode: ClassMode,
  labels: Int32Array,
  classes: number,
  x: tf.Tensor4D,
): tf.Tensor | undefined {
  switch (mode) {
    case 'categorical':
      return oneHotRows(labels, classes);
    case 'binary':
    case 'sparse':
      return tf.tensor1d(Float32Array.from(labels));
    case 'input':
      return x.clone();
    case null:
      return undefined;
  }
}

/** A row of 0 and 1 for each image, 1 at each of its classes. */
export function multiHotRows(labels: readonly (readonly number[])[], classes: number): tf.Tensor2D {
  const values = new Float32Array(labels.length * classes);
  labels.forEach((present, row) => {
    for (const label of present) values[row * classes + label] = 1;
  });
  return tf.tensor2d(values, [labels.length, classes]);
}

/** Checks a class mode, and that two classes are what `binary` needs. */
export function requireClassMode(mode: string | null, allowed: readonly string[], classes: number): void {
  if (mode !== null && !allowed.includes(mode)) {
    throw wrongOption('ImageDataGenerator', 'classMode', oneOf([...allowed, null]), mode);
  }
  if (mode !== 'binary' || classes === 2) return;
  throw new Error(
    `classMode 'binary' needs 2 classes, received ${classes}. ` +
      "Use 'categorical' (one-hot) or 'sparse' (class numbers), or name two with classes: [...].",
  );
}
