// What the processes that share a batch bring together at a step: gradients, averages that layers keep, and statistics.
import type { Network } from '../../core/network.js';
import type { Sharing } from '../../core/shared-step.js';
import { tf } from '../../tf.js';
import type { Layout } from './statistics.js';
import { summed } from './summed.js';

/** A weight's gradient, by the weight's name. */
export interface Gradient {
  readonly name: string;
  readonly tensor: tf.Tensor;
}

export class Joined {
  /** Variables that no gradient moves, with the tensors that they held before the step. */
  readonly #before: ReadonlyMap<tf.Variable, object>;

  /** To be made before the step computes. @param trained what the optimizer moves */
  constructor(
    private readonly sharing: Sharing,
    private readonly layout: Layout,
    model: Network,
    trained: readonly tf.Variable[],
  ) {
    const others = model.weights.map((weight) => weight.read()).filter((one) => !trained.includes(one));
    this.#before = new Map(others.filter(isFloat).map((variable) => [variable, variable.dataId]));
  }

  /**
   * The means over the batch of gradients, and the batch's statistics. Averages that the step has changed, as batch
   * normalization does, become the mean of all processes'.
   */
  over(
    gradients: readonly Gradient[],
    statistics: tf.Tensor1D,
  ): { gradients: Gradient[]; statistics: tf.Tensor1D } {
    const changed = [...this.#before].flatMap(([one, held]) => (one.dataId === held ? [] : [one]));
    const parts = [...gradients.map(({ tensor }) => tensor), ...changed];
    const shares = parts.map((part) => tf.mul(part, this.sharing.share));
    // The gradients of the last layers are there first.
    const own = [...shares, tf.mul(statistics, this.#counts())].reverse();
    const sums = summed(own, this.sharing.sum).reverse();
    changed.forEach((variable, i) => {
      variable.assign(sums[gradients.length + i]!);
    });
    return {
      gradients: gradients.map(({ name }, i) => ({ name, tensor: sums[i]! })),
      statistics: sums.at(-1) as tf.Tensor1D,
    };
  }

  /** How this process's statistics count: sums over samples whole, those over steps by its share. */
  #counts(): tf.Tensor1D {
    const { share } = this.sharing;
    const [from, to] = this.layout.overSteps;
    const whole = share === 0 ? 0 : 1;
    return tf.tensor1d(
      Float32Array.from({ length: this.layout.width }, (_, i) => (i >= from && i < to ? share : whole)),
    );
  }
}

const isFloat = ({ dtype }: tf.Variable): boolean => dtype === 'float32';
