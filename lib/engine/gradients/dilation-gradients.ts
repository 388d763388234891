// The gradients of the gradients of morphological dilation, which TensorFlow.js lacks. Each output is the greatest sum
// of a cell and its filter value, so that gradients are as linear as those of max pooling.
import { tf } from '../../tf.js';
import type { Rule, Rules } from '../gradient-rule.js';
import { greatestPlaces, imageWindows, patches, type Windows } from '../windows.js';

type Pair = number | [number, number];

interface Dilation {
  readonly strides: Pair;
  readonly pad: 'valid' | 'same';
  readonly dilations: Pair;
}

export const dilationGradients = {
  Dilation2DBackpropInput: gradientOfGradient((outer, windows) => patches(outer, windows, 0)),
  Dilation2DBackpropFilter: gradientOfGradient((outer) => placesLast(outer)),
} satisfies Rules;

/** @param seen what each window sees of the outer gradient, at each of its places */
function gradientOfGradient(seen: (outer: tf.Tensor, windows: Windows[]) => tf.Tensor): Rule {
  return {
    inputsToSave: ['x', 'filter'],
    gradFunc: (outer, [x, filter], attributes) => ({
      dy: () => {
        const windows = windowsOf(x!.shape, filter!.shape, attributes as object as Dilation);
        const sums = tf.add(patches(x!, windows, Number.NEGATIVE_INFINITY), placesLast(filter!));
        return tf.sum(tf.mul(greatestPlaces(sums), seen(outer as tf.Tensor, windows)), -1);
      },
      x: () => tf.zeros(x!.shape),
      filter: () => tf.zeros(filter!.shape),
    }),
  };
}

/** A filter [height, width, channels] as [channels, places]. */
const placesLast = (filter: tf.Tensor): tf.Tensor => {
  const [height, width, channels] = filter.shape as [number, number, number];
  return tf.transpose(tf.reshape(filter, [height * width, channels]));
};

function windowsOf(x: number[], filter: number[], { strides, pad, dilations }: Dilation): Windows[] {
  const shapes: [[number, number, number, number], [number, number, number]] = [
    x as [number, number, number, number],
    filter as [number, number, number],
  ];
  return imageWindows(tf.backend_util.computeDilation2DInfo(...shapes, strides, pad, 'NHWC', dilations));
}
