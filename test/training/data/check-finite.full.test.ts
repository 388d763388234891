// Data that would turn every weight into NaN are refused, in every fit anew.
import { beforeAll, describe, expect, test } from 'vitest';
import { layers, type Model, sequential, tf } from '../../../lib/index.js';

function line(): Model {
  const model = sequential([layers.dense({ units: 1, inputShape: [2] })]);
  model.compile({ optimizer: 'sgd', loss: 'mse' });
  return model;
}

const trained = (model: Model, x: tf.Tensor, y: tf.Tensor = tf.zeros([2, 1])) =>
  model.fit(x, y, { verbose: 0 });
const good = () => tf.ones([2, 2]);

describe.each(['cpu', 'tensorflow'] as const)('on %s', (backend) => {
  beforeAll(() => tf.setBackend(backend));

  test.each([
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [-Infinity, '-Infinity'],
  ])('%d is refused with its place, each time', async (value, shown) => {
    const model = line();
    const x = tf.tensor2d([1, 2, value, value], [2, 2]);
    const message = `fit: the data holds values that are not finite numbers (2 of 4; the first is ${shown} at [1, 0])`;
    await expect(trained(model, x)).rejects.toThrow(message);
    await expect(trained(model, x)).rejects.toThrow(message);
    await expect(trained(model, good(), tf.tensor2d([0, value], [2, 1]))).rejects.toThrow('[1, 0]');
    await trained(model, good());
  });

  test('a variable whose values were good is looked through again once they are others', async () => {
    const model = line();
    const x = tf.variable(good());
    await trained(model, x);
    await trained(model, x);
    x.assign(tf.fill([2, 2], NaN));
    await expect(trained(model, x)).rejects.toThrow('4 of 4');
    x.assign(good());
    await trained(model, x);
  });

  test('an array that changes behind a tensor is seen, where the tensor has its values', async () => {
    const model = line();
    const values = new Float32Array(4).fill(1);
    const x = tf.tensor2d(values, [2, 2]);
    await trained(model, x);
    values[0] = NaN;
    if (Number.isNaN(x.dataSync()[0])) await expect(trained(model, x)).rejects.toThrow('1 of 4');
    else await trained(model, x);
  });
});
