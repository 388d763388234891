// First and second derivatives on TensorFlow.js' plain engine, held against TensorFlow's own.
import { beforeAll, describe, expect, test } from 'vitest';
import { gradientsForUpdate } from '../../../lib/engine/gradients/tape.js';
import { tf } from '../../../lib/tf.js';
import { installOnTfjs } from '../../../lib/tfjs/install.js';
import { expectDerivatives, goldenNames, names } from './functions.js';

beforeAll(async () => {
  installOnTfjs();
  await tf.setBackend('cpu');
});

test('the table has what TensorFlow computed', () => {
  expect(names).toEqual(goldenNames);
});

test.each(names)('%s', (name) => {
  expectDerivatives(name);
});

describe('the tape', () => {
  const x = tf.tensor2d([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  const slope = (f: (parts: tf.Tensor[]) => tf.Tensor) =>
    tf
      .grad((given: tf.Tensor) => tf.sum(f(tf.unstack(given))))(x)
      .arraySync();

  test('keeps results whose list is turned, shortened or sorted', () => {
    const weighted = (parts: tf.Tensor[]): tf.Tensor => tf.addN(parts.map((part, i) => tf.mul(part, i + 1)));
    expect(slope((parts) => weighted(parts.reverse()))).toEqual([
      [3, 3],
      [2, 2],
      [1, 1],
    ]);
    expect(slope((parts) => tf.mul(parts.pop()!, 2))).toEqual([
      [0, 0],
      [0, 0],
      [2, 2],
    ]);
    expect(slope((parts) => tf.add(parts.shift()!, tf.mul(parts[0]!, 3)))).toEqual([
      [1, 1],
      [3, 3],
      [0, 0],
    ]);
    const split = tf.grad((given: tf.Tensor) => tf.sum(tf.mul(tf.split(given, [1, 2]).reverse()[0]!, 2)))(x);
    expect(split.arraySync()).toEqual([
      [0, 0],
      [2, 2],
      [2, 2],
    ]);
  });

  test('keeps parts that the caller splices, and settings that the caller changes afterwards', () => {
    const spliced = slope((parts) => {
      const rest = parts.splice(1, 2);
      return tf.addN([tf.mul(parts[0]!, 2), tf.mul(rest[1]!, 5)]);
    });
    expect(spliced).toEqual([
      [2, 2],
      [0, 0],
      [5, 5],
    ]);
    // Gradients of x in y = f(x), in which `change` is called with the list that an op was given.
    const settled = (f: (given: tf.Tensor) => tf.Tensor): unknown =>
      tf
        .grad((given: tf.Tensor) => tf.sum(tf.square(f(given))))(x)
        .arraySync();
    const cleared = <T>(list: T[], op: (list: T[]) => tf.Tensor): tf.Tensor => {
      const y = op(list);
      list.length = 0;
      return y;
    };
    const doubled = x.arraySync().map((row) => row.map((value) => 2 * value));
    const twice = doubled.map((row) => row.map((value) => 2 * value));
    expect(settled((given) => cleared([2, 1], (reps) => tf.tile(given, reps)))).toEqual(twice);
    expect(settled((given) => cleared([1, 0], (order) => tf.transpose(given, order)))).toEqual(doubled);
    expect(settled((given) => cleared([0, 1], (axes) => tf.reverse(given, axes)))).toEqual(doubled);
    expect(settled((given) => cleared([1, 2], (sizes) => tf.concat(tf.split(given, sizes))))).toEqual(
      doubled,
    );
    expect(settled((given) => cleared([0, 0], (begin) => tf.slice(given, begin, [3, 2])))).toEqual(doubled);
    const sides = (): [number, number][] => [
      [1, 0],
      [0, 2],
    ];
    expect(settled((given) => cleared(sides(), (paddings) => tf.pad(given, paddings)))).toEqual(doubled);
    const inner = sides();
    const padded = settled((given) => {
      const y = tf.pad(given, inner);
      inner[0]![0] = 9;
      return y;
    });
    expect(padded).toEqual(doubled);
  });

  test('goes on after a gradient that was worked out while another went backwards', () => {
    const cube = tf.customGrad((given) => {
      const at = given as tf.Tensor;
      const value = tf.pow(at, 3);
      return { value, gradFunc: (dy) => tf.mul(dy, tf.grad((y: tf.Tensor) => tf.pow(y, 3))(at)) };
    });
    const slopes = tf.grad((y: tf.Tensor) => tf.mul(cube(y), 2))(tf.tensor1d([1, 2]));
    expect(Array.from(slopes.dataSync())).toEqual([6, 24]);
  });

  test('third derivatives', () => {
    const third = tf.grad(tf.grad(tf.grad((y: tf.Tensor) => tf.exp(tf.mul(y, 2)))));
    expect(third(tf.scalar(0)).dataSync()[0]).toBeCloseTo(8, 4);
  });

  test('clipping to one value passes gradients where the value is there', () => {
    for (const clip of [(y: tf.Tensor) => tf.clipByValue(y, 1, 1), (y: tf.Tensor) => y.clipByValue(1, 1)]) {
      const at = tf.tensor1d([0.5, 1, 2]);
      expect([...clip(at).dataSync()]).toEqual([1, 1, 1]);
      expect([...tf.grad(clip)(at).dataSync()]).toEqual([0, 1, 0]);
    }
    expect([...tf.clipByValue([0, 3], 1, 2).dataSync()]).toEqual([1, 2]);
    expect(() => tf.clipByValue([0], 2, 1)).toThrow(/min/);
  });

  test('past a step callers get a slope of 0, an optimizer none; a sign has 0 for both', () => {
    const [stepped, signed] = [tf.variable(tf.tensor1d([0.5])), tf.variable(tf.tensor1d([0.5]))];
    const loss = () => tf.sum(tf.add(tf.add(tf.floor(stepped), tf.sign(signed)), x)) as tf.Scalar;
    const { grads } = tf.variableGrads(loss, [stepped, signed]);
    expect([stepped, signed].map(({ name }) => [...grads[name]!.dataSync()])).toEqual([[0], [0]]);
    const forUpdate = gradientsForUpdate(loss, [stepped, signed]);
    expect(forUpdate.map((one) => one && [...one.dataSync()])).toEqual([undefined, [0]]);
  });

  test('leaves nothing behind', () => {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      tf.grad(tf.grad((y: tf.Tensor) => tf.softmax(tf.tanh(y))))(x);
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});
