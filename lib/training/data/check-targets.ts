// The commonest mistake of all: labels in one form, a loss that wants the other.
import { toCamelCase } from '../../core/names.js';
import type { Loss } from '../../losses/loss.js';
import type { tf } from '../../tf.js';

type Shape = (number | null)[];

export function checkTargets(y: tf.Tensor, output: Shape, loss: Loss | null, what: string): void {
  const classes = output.at(-1);
  const last = y.shape.at(-1);
  const numbers = y.rank === output.length - 1 || (y.rank === output.length && last === 1);
  if (loss?.name === 'categorical_crossentropy' && numbers && classes !== 1 && typeof classes === 'number') {
    throw new Error(
      `${what}: the loss 'categoricalCrossentropy' wants one-hot labels of shape [samples, ${classes}]. ` +
        `Received: class numbers of shape [${y.shape}]. Either use toCategorical(y, ${classes}), ` +
        `or the loss 'sparseCategoricalCrossentropy'.`,
    );
  }
  if (loss?.targets === 'class numbers' && y.rank === output.length && last === classes && classes !== 1) {
    throw new Error(
      `${what}: the loss '${toCamelCase(loss.name)}' wants class numbers of shape [samples]. ` +
        `Received: shape [${y.shape}], which looks one-hot. Use the loss 'categoricalCrossentropy' instead.`,
    );
  }
}

/** Reads the targets' values once: class numbers must be within the outputs. */
export function checkClassNumbers(y: tf.Tensor, output: Shape, loss: Loss | null, what: string): void {
  const classes = output.at(-1);
  if (loss?.targets !== 'class numbers' || typeof classes !== 'number') return;
  const ignored = loss.config.ignore_class;
  const fits = (value: number): boolean =>
    value === ignored || (Number.isInteger(value) && value >= 0 && value < classes);
  const wrong = y.dataSync().find((value) => !fits(value));
  if (wrong === undefined) return;
  throw new Error(
    `${what}: class numbers must be whole and from 0 to ${classes - 1}, as the last layer has ${classes} units. Received: ${wrong}.`,
  );
}
