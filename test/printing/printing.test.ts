// What console.log and a cell's last line say of tensors, layers, models and trainings.
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { layers, model, sequential, tf } from '../../lib/index.js';

it('prints tensors with their values, in lists, too', () => {
  expect(inspect(tf.tensor([1, 2]))).toBe('Tensor [2] float32\n    [1, 2]');
  expect(inspect([tf.tensor([1, 2])])).toBe('[\n  Tensor [2] float32\n      [1, 2]\n]');
  expect(inspect(tf.scalar(3, 'int32'))).toBe('Tensor [] int32\n    3');
});

it('prints a tensor that is gone, and one deep inside, without values', () => {
  const gone = tf.tensor([1]);
  gone.dispose();
  expect(inspect(gone)).toBe('Tensor [1] float32 (disposed)');
  expect(inspect({ a: { b: tf.tensor([1]) } }, { depth: 1 })).toContain('b: Tensor [1] float32 }');
});

it('names variables', () => {
  expect(inspect(tf.variable(tf.tensor([1]), true, 'step size'))).toMatch(
    /^Variable 'step size' \[1\] float32/,
  );
  const dense = layers.dense({ units: 1, inputShape: [2], name: 'line', kernelInitializer: 'ones' });
  sequential([dense]);
  expect(inspect(dense.weights[0])).toBe("Variable 'line/kernel' [2, 1] float32\n    [[1],\n     [1]]");
  expect(inspect(dense.weights)).toContain("Variable 'line/bias' [1] float32");
});

it('prints layers and models in a line', () => {
  const input = layers.input({ shape: [4], name: 'four' });
  expect(inspect(input)).toBe("SymbolicTensor 'four' (None, 4) float32");
  const dense = layers.dense({ units: 2, name: 'two' });
  expect(inspect(dense)).toBe("Dense 'two', not built yet");
  const output = dense.apply(input);
  expect(inspect(dense)).toBe("Dense 'two' (None, 2), 10 parameters");
  expect(inspect(model({ inputs: input, outputs: output, name: 'm' }))).toBe(
    "Model 'm', 2 layers, 10 parameters",
  );
  expect(inspect(sequential([], { name: 's' }))).toBe("Sequential 's', no layers yet");
  expect(inspect(sequential([layers.dense({ units: 1, inputShape: [1] })], { name: 't' }))).toBe(
    "Sequential 't', 1 layer, 2 parameters",
  );
});

it('prints a history without its model', async () => {
  const line = sequential([layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros' })]);
  line.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const history = await line.fit([[1]], [[0]], { epochs: 2, verbose: 0 });
  expect(inspect(history)).toBe('History { loss: [ 0, 0 ] }');
});
