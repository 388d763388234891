// Gradients gathered over several steps, whose mean makes one update: as if the batch were larger.
import { tf } from '../tf.js';
import { hidden } from './variables.js';

export interface Descent {
  readonly weight: tf.Variable;
  readonly gradient: tf.Tensor;
}

export class GatheredGradients {
  /** By the weight's name. */
  readonly #sums = new Map<string, tf.Variable>();

  constructor(readonly steps: number) {}

  /** The sum of gradients since the last update; made at the first call. */
  of(weight: tf.Variable): tf.Variable {
    const known = this.#sums.get(weight.name);
    if (known) return known;
    const made = hidden(() => tf.zeros(weight.shape));
    this.#sums.set(weight.name, made);
    return made;
  }

  /**
   * Updates by the mean of gradients where this step is the last of its group. Each step of a graph computes the same:
   * in the others, what the update changed is put back.
   */
  update(
    given: readonly Descent[],
    stepsDone: tf.Scalar,
    changed: readonly tf.Variable[],
    update: (means: Descent[]) => void,
  ): void {
    const isUpdate = tf.equal(tf.mod(tf.add(stepsDone, 1), this.steps), 0);
    const before = changed.map((variable) => tf.clone(variable));
    const sums = given.map(({ weight, gradient }) => tf.add(this.of(weight), gradient));
    update(given.map(({ weight }, i) => ({ weight, gradient: tf.div(sums[i]!, this.steps) })));
    changed.forEach((variable, i) => {
      variable.assign(tf.where(isUpdate, variable, before[i]!));
    });
    given.forEach(({ weight }, i) => {
      this.of(weight).assign(tf.where(isUpdate, tf.zerosLike(sums[i]!), sums[i]!));
    });
  }

  dispose(): void {
    tf.dispose([...this.#sums.values()]);
    this.#sums.clear();
  }
}
