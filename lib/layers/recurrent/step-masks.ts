// The mask of a sequence, step by step and as wide as what it is laid over.
import { tf } from '../../tf.js';

export class StepMasks {
  readonly #wide = new Map<string, tf.Tensor[]>();

  /** @param mask true where a step counts: [samples, steps], or with further axes */
  constructor(
    private readonly mask: tf.Tensor,
    private readonly goBackwards: boolean,
    private readonly layer: string,
  ) {}

  /** The mask of one step for values of a shape, in the order of reading. */
  at(step: number, shape: readonly number[]): tf.Tensor {
    return this.#steps(shape)[step]!;
  }

  /** The mask of all steps, in that order. */
  over(shape: readonly number[]): tf.Tensor {
    return this.goBackwards ? tf.stack(this.#steps(shape), 1) : this.#widened(shape);
  }

  #steps(shape: readonly number[]): tf.Tensor[] {
    const key = shape.join();
    const known = this.#wide.get(key);
    if (known) return known;
    const steps = stepsOf(this.#widened(shape), 1);
    const masks = this.goBackwards ? steps.toReversed() : steps;
    this.#wide.set(key, masks);
    return masks;
  }

  #widened([samples, ...sizes]: readonly number[]): tf.Tensor {
    const { mask } = this;
    const [, steps, ...given] = mask.shape as [number, number, ...number[]];
    const open = sizes.slice(given.length).map(() => 1);
    const fits =
      given.length <= sizes.length && given.every((size, axis) => size === 1 || size === sizes[axis]);
    if (!fits) {
      throw new Error(
        `${this.layer}: the mask must have a boolean for each step, expected the shape [samples, steps]. Received: [${mask.shape}].`,
      );
    }
    const expanded = tf.reshape(mask, [samples!, steps, ...given, ...open]);
    return tf.broadcastTo(expanded, [samples!, steps, ...sizes] as [number, number, number]);
  }
}

/** The last of steps that are the first axis. */
export const lastStep = (steps: tf.Tensor): tf.Tensor =>
  tf.squeeze(tf.slice(steps, [steps.shape[0]! - 1], [1]), [0]);

/** Values of each step. */
export function stepsOf(x: tf.Tensor, axis: number): tf.Tensor[] {
  // TensorFlow.js has no gradient for a list of one.
  return x.shape[axis] === 1 ? [tf.squeeze(x, [axis])] : tf.unstack(x, axis);
}

/** The mask for reading, or null where all steps count. */
export function stepMasks(
  given: tf.Tensor | null,
  sequences: tf.Tensor,
  goBackwards: boolean,
  layer: string,
): StepMasks | null {
  if (!given) return null;
  const [samples, steps] = sequences.shape;
  if (given.rank < 2 || given.shape[0] !== samples || given.shape[1] !== steps) {
    throw new Error(
      `${layer}: the mask must be of the inputs' samples and steps, expected [${samples}, ${steps}]. Received: [${given.shape}].`,
    );
  }
  // Not by tf.cast: on WebAssembly that gives no booleans.
  const mask = given.dtype === 'bool' ? given : tf.notEqual(given, 0);
  return new StepMasks(mask, goBackwards, layer);
}
