// Floats as whole numbers of 8 bits, and the scale that they were multiplied by.
import { checkOptions, received } from '../core/messages.js';
import { tf } from '../tf.js';

/** Options of {@link absMaxQuantize}. */
export interface AbsMaxOptions {
  /** The least and the largest whole number. Default [-127, 127]. */
  valueRange?: readonly [number, number];
  /** Is added to the largest absolute value, which may be 0. Default 1e-7. */
  epsilon?: number;
}

/**
 * The numbers as whole ones of 8 bits: multiplied by a scale so that the largest absolute value along `axis` becomes the
 * end of the range, and rounded, halves to even. They come as int32: TensorFlow.js has no smaller type. Keras:
 * `quantizers.abs_max_quantize`.
 * @param axis along which one scale holds: one axis or a list, counted from the end where negative
 * @returns the whole numbers, and the scale, whose shape has 1 along `axis`
 * @throws where the range does not lie in [-128, 127] or the axis is none of the tensor's
 * @example
 * const [whole, scale] = quantizers.absMaxQuantize(tf.tensor2d([[0.5, -1], [2, 1]]), -1);
 * tf.div(tf.cast(whole, 'float32'), scale) // about the same numbers again
 */
export function absMaxQuantize(
  inputs: tf.Tensor,
  axis: number | number[],
  options: AbsMaxOptions = {},
): [outputs: tf.Tensor, scale: tf.Tensor] {
  checkOptions('absMaxQuantize', options, ['valueRange', 'epsilon']);
  const { valueRange = [-127, 127], epsilon = 1e-7 } = options;
  const [least, most] = valueRange;
  if (!(least >= -128 && most <= 127 && least < most))
    throw new Error(
      `absMaxQuantize: valueRange must be two numbers, in order, within [-128, 127]. Received: [${[valueRange].flat()}].`,
    );
  if (![axis].flat().every((one) => Number.isInteger(one) && one >= -inputs.rank && one < inputs.rank))
    throw new Error(
      `absMaxQuantize: axis must be whole numbers from ${-inputs.rank} to ${inputs.rank - 1}. Received: ${Array.isArray(axis) ? `[${axis}]` : received(axis)}.`,
    );
  return tf.tidy(() => {
    const x = inputs.dtype === 'float32' ? inputs : tf.cast(inputs, 'float32');
    const scale = tf.div(most, tf.add(tf.max(tf.abs(x), axis, true), epsilon));
    const outputs = tf.clipByValue(tf.round(tf.mul(x, scale)), least, most);
    return [tf.cast(outputs, 'int32'), scale];
  });
}

/** A quantizer, with the settings that it was made with. */
export interface AbsMaxQuantizer {
  /** @param axis default: that of the maker */
  apply(inputs: tf.Tensor, axis?: number | number[]): [outputs: tf.Tensor, scale: tf.Tensor];
  getConfig(): Record<string, unknown>;
}

/**
 * {@link absMaxQuantize} with settings. Keras: `AbsMaxQuantizer`.
 * @example quantizers.absMaxQuantizer({ axis: 0 }).apply(tf.tensor2d([[0.5, -1], [2, 1]]))[1].shape // [1, 2]
 */
export function absMaxQuantizer(
  args: AbsMaxOptions & {
    /** Along which one scale holds. Default -1. */
    axis?: number | number[];
  } = {},
): AbsMaxQuantizer {
  checkOptions('absMaxQuantizer', args, ['axis', 'valueRange', 'epsilon']);
  const { axis: own = -1, ...options } = args;
  return {
    apply: (inputs, axis = own) => absMaxQuantize(inputs, axis, options),
    getConfig: () => ({ valueRange: [-127, 127], epsilon: 1e-7, outputDtype: 'int8', ...args }),
  };
}
