// Initializers without random numbers: every number the same.
import { tf } from '../tf.js';
import { Initializer } from './initializer.js';

export class Constant extends Initializer {
  static override readonly className: string = 'Constant';
  /** As lists, where it is not one number: files hold it so. */
  readonly value: tf.TensorLike;

  constructor({ value = 0 }: { value?: tf.TensorLike | tf.Tensor } = {}) {
    super();
    this.value = value instanceof tf.Tensor ? (value.arraySync() as tf.TensorLike) : value;
  }

  /** @throws Error where the values do not broadcast to the shape */
  apply(shape: number[], dtype: tf.DataType = 'float32'): tf.Tensor {
    const { value } = this;
    if (typeof value === 'number') return tf.fill(shape, value, dtype as 'float32');
    return tf.tidy(() => tf.broadcastTo(tf.tensor(value, undefined, dtype), shape));
  }

  override getConfig(): Record<string, unknown> {
    return { value: this.value };
  }
}

export class Zeros extends Initializer {
  static override readonly className = 'Zeros';

  apply(shape: number[], dtype: tf.DataType = 'float32'): tf.Tensor {
    return tf.zeros(shape, dtype as 'float32');
  }
}

export class Ones extends Initializer {
  static override readonly className = 'Ones';

  apply(shape: number[], dtype: tf.DataType = 'float32'): tf.Tensor {
    return tf.ones(shape, dtype as 'float32');
  }
}
