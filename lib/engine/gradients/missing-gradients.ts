// Gradients that TensorFlow.js lacks: of ops that compare, through which none flows, and of convolutions.
import { tf } from '../../tf.js';
import './convolution-gradients.js';

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
