// Brings features to a common scale.
import type { Samples } from '../data/samples.js';
import { toTensor } from '../data/to-tensor.js';
import { tf } from '../tf.js';
import { likeGiven } from './samples.js';

/**
 * Rows of length 1 along an axis. Keras: `normalize`.
 * @param options.axis default -1; `options.order` is the norm: 1 or 2 (default).
 * @example normalize([[3, 4]]) // [[0.6, 0.8]]
 */
export function normalize<D extends Samples>(x: D, options: { axis?: number; order?: 1 | 2 } = {}): D {
  const { axis = -1, order = 2 } = options;
  const scaled = tf.tidy(() => {
    const values = toTensor(x, 'float32', 'normalize');
    const size = tf.norm(values, order === 1 ? 1 : 'euclidean', axis, true);
    return tf.div(values, tf.where(tf.equal(size, 0), tf.onesLike(size), size));
  });
  return likeGiven(x, scaled);
}

/** Learns each feature's mean and deviation, and takes them out. scikit-learn: `StandardScaler`. */
export class StandardScaler {
  /** Mean of each feature; there after `fit`. */
  mean: number[] = [];
  /** Standard deviation of each feature (1 where it is 0); there after `fit`. */
  scale: number[] = [];

  /** Learns from these samples; use the training samples only. */
  fit(x: Samples): this {
    tf.tidy(() => {
      const { mean, variance } = tf.moments(toTensor(x, 'float32', 'standardScaler'), 0);
      this.mean = Array.from(mean.dataSync());
      this.scale = Array.from(tf.sqrt(variance).dataSync(), (deviation) => deviation || 1);
    });
    return this;
  }

  /** `(x - mean) / scale`. */
  transform<D extends Samples>(x: D): D {
    return this.change(x, (values) => tf.div(tf.sub(values, this.mean), this.scale));
  }

  fitTransform<D extends Samples>(x: D): D {
    return this.fit(x).transform(x);
  }

  /** Back to the features' own units. */
  inverseTransform<D extends Samples>(x: D): D {
    return this.change(x, (values) => tf.add(tf.mul(values, this.scale), this.mean));
  }

  private change<D extends Samples>(x: D, how: (values: tf.Tensor) => tf.Tensor): D {
    if (this.mean.length === 0) throw new Error('standardScaler: call fit with the training samples first.');
    const result = tf.tidy(() => {
      const values = toTensor(x, 'float32', 'standardScaler');
      const features = values.shape.at(-1)!;
      if (features !== this.mean.length) {
        throw new Error(`standardScaler: fitted on ${this.mean.length} features. Received: ${features}.`);
      }
      return how(values);
    });
    return likeGiven(x, result);
  }
}

/**
 * A scaler to mean 0 and deviation 1.
 * @example
 * const scaler = standardScaler().fit(x);
 * const scaled = scaler.transform(x);
 */
export function standardScaler(): StandardScaler {
  return new StandardScaler();
}
