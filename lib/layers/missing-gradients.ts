// Gradients that tfjs lacks: of ops that compare, through which none flows, and of the transposed 3-D convolution.
import { tf } from '../tf.js';

/** Comparisons step from one value to another; in between nothing changes. */
const flat: Record<string, string[]> = {
  All: ['x'],
  Any: ['x'],
  Equal: ['a', 'b'],
  Greater: ['a', 'b'],
  Less: ['a', 'b'],
  LessEqual: ['a', 'b'],
  LogicalAnd: ['a', 'b'],
  LogicalNot: ['x'],
  LogicalOr: ['a', 'b'],
  NotEqual: ['a', 'b'],
};

for (const [kernelName, inputs] of Object.entries(flat)) {
  tf.registerGradient({
    kernelName,
    inputsToSave: inputs,
    gradFunc: (_dy, saved) =>
      Object.fromEntries(inputs.map((name, i) => [name, () => tf.zeros(saved[i]!.shape)])),
  });
}

interface Convolution3D {
  strides: number | [number, number, number];
  pad: 'valid' | 'same';
}

tf.registerGradient({
  kernelName: 'Conv3DBackpropInputV2',
  inputsToSave: ['dy', 'filter'],
  gradFunc: (gradient, [input, filter], attributes) => {
    const { strides, pad } = attributes as unknown as Convolution3D;
    const outer = gradient as tf.Tensor5D;
    return {
      dy: () => tf.conv3d(outer, filter as tf.Tensor5D, strides, pad),
      filter: () =>
        tf
          .engine()
          .runKernel(
            'Conv3DBackpropFilterV2',
            { x: outer, dy: input! },
            { strides, pad, filterShape: filter!.shape },
          ) as tf.Tensor,
    };
  },
});
