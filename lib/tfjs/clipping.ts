// TensorFlow.js' `clipByValue` to one value is a constant, without a gradient; TensorFlow's passes gradients on where the
// value was there already.
import { createRequire } from 'node:module';
import { tf } from '../tf.js';

type Clips = typeof tf.clipByValue;

/** Puts it in TensorFlow.js' place, as a function and as a method of tensors. */
export function installClipping(): void {
  // The module by whose names `tf` finds it.
  const core = createRequire(import.meta.url)('@tensorflow/tfjs-core') as { clipByValue: Clips };
  const toRange = core.clipByValue;
  const clipByValue: Clips = <T extends tf.Tensor>(
    x: T | tf.TensorLike,
    clipValueMin: number,
    clipValueMax: number,
  ): T => {
    if (clipValueMin !== clipValueMax) return toRange<T>(x, clipValueMin, clipValueMax);
    const given = x instanceof tf.Tensor ? x : tf.tensor(x);
    return tf.engine().runKernel('ClipByValue', { x: given }, { clipValueMin, clipValueMax }) as T;
  };
  core.clipByValue = clipByValue;
  Object.assign(tf.Tensor.prototype, {
    clipByValue(this: tf.Tensor, low: number, high: number) {
      return clipByValue(this, low, high);
    },
  });
}
