// A function in the place of an initializer.
import type { tf } from '../tf.js';
import { Initializer } from './initializer.js';

/** Gives a weight's first numbers for a shape. */
export type InitializerFunction = (shape: number[], dtype?: tf.DataType) => tf.Tensor;

/** Calls the user's function. Files have its name only. */
export class FunctionInitializer extends Initializer {
  static override readonly className = 'Function';

  constructor(readonly made: InitializerFunction) {
    super();
  }

  apply(shape: number[], dtype?: tf.DataType): tf.Tensor {
    const values = this.made(shape, dtype);
    if (values.shape.join() === shape.join()) return values;
    throw new Error(
      `initializer ${this.made.name || 'of your own'}: expected a tensor of shape [${shape}]. Received: [${values.shape}].`,
    );
  }

  override getConfig(): Record<string, unknown> {
    return { name: this.made.name };
  }
}
