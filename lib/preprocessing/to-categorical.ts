// Class numbers to one-hot rows.
import { received } from '../core/messages.js';
import { oneHotRows } from '../data/one-hot.js';
import { tf } from '../tf.js';

/**
 * One row a label, with a one in the class's column. Keras: `to_categorical`.
 * @param classes how many columns; default: the greatest label plus one.
 * @example toCategorical([0, 2], 3) // Tensor [[1, 0, 0], [0, 0, 1]]
 */
export function toCategorical(labels: ArrayLike<number> | tf.Tensor, classes?: number): tf.Tensor2D {
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
  if (typeof wrong === 'string') return ' Turn names into class numbers first, e.g. names.indexOf(name).';
  return Array.isArray(wrong) ? ' These look one-hot already.' : '';
}
