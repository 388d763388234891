// Class numbers as one-hot rows, written directly: loading data starts no engine.
import { tf } from '../tf.js';

/** A float32 tensor [labels, classes] with a 1 in each row at the label's place. */
export function oneHotRows(labels: ArrayLike<number>, classes: number): tf.Tensor2D {
  const rows = new Float32Array(labels.length * classes);
  for (let row = 0; row < labels.length; row++) rows[row * classes + labels[row]!] = 1;
  return tf.tensor2d(rows, [labels.length, classes]);
}
