// Initializers without random numbers: every number the same.
import { tf } from '../tf.js';
import { Initializer } from './initializer.js';

export class Constant extends Initializer {
  static override readonly className: string = 'Constant';
  readonly value: number;

  constructor({ value = 0 }: { value?: number } = {}) {
    super();
    this.value = value;
  }

  apply(shape: number[], dtype: tf.DataType = 'float32'): tf.Tensor {
    return tf.fill(shape, this.value, dtype as 'float32');
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
