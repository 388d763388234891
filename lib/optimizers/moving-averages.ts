// A moving average of each weight, which can take the weight's place: at the end of training, and now and then.
import { tf } from '../tf.js';
import { hidden } from './variables.js';

export interface AverageOptions {
  /** How much of the average stays at each step. */
  readonly momentum: number;
  /** Steps after which weights become their averages; undefined: only where training ends. */
  readonly overwriteFrequency: number | undefined;
}

export class MovingAverages {
  readonly #options: AverageOptions;
  /** By the weight's name. */
  readonly #averages = new Map<string, tf.Variable>();

  constructor(options: AverageOptions) {
    this.#options = options;
  }

  /** The average of a weight; made at the first call. */
  of(weight: tf.Variable): tf.Variable {
    const known = this.#averages.get(weight.name);
    if (known) return known;
    const made = hidden(() => tf.zeros(weight.shape));
    this.#averages.set(weight.name, made);
    return made;
  }

  /** Moves all averages towards their weights; at the first step they become their weights. */
  move(updates: tf.Scalar): void {
    const { momentum, overwriteFrequency } = this.#options;
    const kept = tf.mul(tf.cast(tf.notEqual(updates, 0), 'float32'), momentum);
    for (const [weight, average] of this.#pairs())
      average.assign(tf.add(tf.mul(average, kept), tf.mul(weight, tf.sub(1, kept))));
    if (!overwriteFrequency) return;
    const isDue = tf.equal(tf.mod(tf.add(updates, 1), overwriteFrequency), 0);
    for (const [weight, average] of this.#pairs()) weight.assign(tf.where(isDue, average, weight));
  }

  /** Gives weights the values of their averages. */
  overwrite(): void {
    tf.tidy(() => {
      for (const [weight, average] of this.#pairs()) weight.assign(tf.clone(average));
    });
  }

  /** Weights and their averages change places. */
  swap(): void {
    tf.tidy(() => {
      for (const [weight, average] of this.#pairs()) {
        const before = tf.clone(weight);
        weight.assign(tf.clone(average));
        average.assign(before);
      }
    });
  }

  /** Averages take the values of their weights. */
  follow(): void {
    tf.tidy(() => {
      for (const [weight, average] of this.#pairs()) average.assign(tf.clone(weight));
    });
  }

  dispose(): void {
    tf.dispose([...this.#averages.values()]);
    this.#averages.clear();
  }

  #pairs(): [tf.Variable, tf.Variable][] {
    const known = tf.engine().registeredVariables;
    return [...this.#averages].flatMap(([name, average]) => (known[name] ? [[known[name], average]] : []));
  }
}
