// What is done around a convolution: its input comes with the channels last, which are the only convolutions that
// TensorFlow has for processors, and its output gets bias and activation.
import type { Activation } from '../../activations/activations.js';
import type { DataFormat } from '../../core/options.js';
import type { Shape } from '../../core/shape.js';
import type { LayerVariable } from '../../core/variable.js';
import { tf } from '../../tf.js';
import { resized, spatialAxes, toChannelsFirst, toChannelsLast } from '../base/spatial-axes.js';

export const channelAxis = (format: DataFormat): number => (format === 'channelsFirst' ? 1 : -1);

/** The output's shape. @param length of an axis that the kernel moves along */
export function convolvedShape(
  inputShape: Shape,
  format: DataFormat,
  channels: number | null,
  length: (size: number, axis: number) => number,
): Shape {
  const moved = resized(inputShape, spatialAxes(inputShape.length - 2, format), length);
  return moved.with(channelAxis(format), channels);
}

interface Finish {
  readonly dataFormat: DataFormat;
  readonly bias: LayerVariable | tf.Tensor | null;
  readonly activation: Activation;
}

/** @param convolve on floats, with the channels last */
export function convolved(
  { dataFormat, bias, activation }: Finish,
  input: tf.Tensor,
  convolve: (x: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  return activation.apply(withChannelsLast(dataFormat, input, (x) => biased(convolve(x), bias)));
}

/** @param change on floats, with the channels last */
export function withChannelsLast(
  dataFormat: DataFormat,
  input: tf.Tensor,
  change: (x: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const { rank } = input;
  const x = input.dtype === 'float32' ? input : tf.cast(input, 'float32');
  if (dataFormat !== 'channelsFirst') return change(x);
  return tf.transpose(change(tf.transpose(x, toChannelsLast(rank))), toChannelsFirst(rank));
}

/** What a convolution of one's own gave, with bias and activation. */
export function finished({ dataFormat, bias, activation }: Finish, output: tf.Tensor): tf.Tensor {
  return activation.apply(withChannelsLast(dataFormat, output, (x) => biased(x, bias)));
}

// With the channels last: added behind the transposition, a graph of TensorFlow's gave numbers 1e-4 apart from Keras'.
function biased(x: tf.Tensor, bias: Finish['bias']): tf.Tensor {
  if (!bias) return x;
  return tf.add(x, bias instanceof tf.Tensor ? bias : bias.read());
}
