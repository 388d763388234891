// The identity matrix.
import { tf } from '../tf.js';
import { Initializer } from './initializer.js';

/** `gain` where row and column agree, zero elsewhere. */
export class Identity extends Initializer {
  static override readonly className = 'Identity';

  readonly gain: number;

  constructor({ gain = 1 }: { gain?: number } = {}) {
    super();
    this.gain = gain;
  }

  apply(shape: number[]): tf.Tensor {
    const [rows, columns] = shape;
    if (shape.length !== 2)
      throw new Error(`identity: the weight must have 2 axes. Received: shape [${shape}].`);
    return tf.tidy(() => tf.mul(tf.eye(rows!, columns!), this.gain));
  }

  override getConfig(): Record<string, unknown> {
    return { gain: this.gain };
  }
}
