// compile(fn) against the same function run op by op.
import { beforeAll, describe, expect, test } from 'vitest';
import { registerEngine } from '../../../lib/engine/engine.js';
import { compile } from '../../../lib/engine/tracing/compile.js';
import { draw } from '../../../lib/random/kernels.js';
import { fillIntegers, fillTruncatedNormal } from '../../../lib/random/philox.js';
import * as random from '../../../lib/random/random.js';
import { prepareDraws } from '../../../lib/random/state.js';
import { tf } from '../../../lib/tf.js';
import { installRandomFunctions } from '../../../lib/tfjs/random-functions.js';
import { expectNoTensorLeft, threeTimes } from './compiled-calls.js';

expectNoTensorLeft();

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
  prepareDraws(); // the first trace makes them, once for all
});

describe('results', () => {
  test('are those of the function itself', () => {
    const norm = compile((x: tf.Tensor) => tf.sqrt(tf.sum(tf.square(x))));
    expect(threeTimes(() => norm(tf.tensor([3, 4])))).toEqual([[5], [5], [5]]);
    expect(norm.reason).toBeUndefined();
    norm.dispose();
  });

  test('nested in arrays and objects', () => {
    const split = compile(({ x, by }: { x: tf.Tensor; by: number }) => [
      { scaled: tf.mul(x, by) },
      x,
      'text',
    ]);
    for (let call = 0; call < 3; call++) {
      tf.tidy(() => {
        const [first, second, third] = split({ x: tf.tensor([1, 2]), by: 3 });
        expect(Array.from((first as { scaled: tf.Tensor }).scaled.dataSync())).toEqual([3, 6]);
        expect(Array.from((second as tf.Tensor).dataSync())).toEqual([1, 2]);
        expect(third).toBe('text');
      });
    }
    split.dispose();
  });

  test('for each shape and each plain value', () => {
    const scale = compile((x: tf.Tensor, by: number) => tf.mul(x, by));
    for (const size of [2, 3, 2]) {
      for (const by of [1, -2]) {
        const values = tf.tidy(() => Array.from(scale(tf.ones([size]), by).dataSync()));
        expect(values).toEqual(new Array(size).fill(by));
      }
    }
    expect(scale.reason).toBeUndefined();
    scale.dispose();
  });

  test('inside gradients and inside another compiled function', () => {
    const square = compile((x: tf.Tensor) => tf.square(x));
    const gradient = compile((x: tf.Tensor) => tf.grad(square)(x));
    expect(threeTimes(() => gradient(tf.tensor([3])))).toEqual([[6], [6], [6]]);
    expect(gradient.reason).toBeUndefined();
    square.dispose();
    gradient.dispose();
  });
});

describe('variables', () => {
  test('read and assigned as without compile', () => {
    const counter = tf.tidy(() => tf.variable(tf.scalar(0)));
    const count = compile(() => {
      counter.assign(tf.add(counter, 1));
      return tf.mul(counter, 10);
    });
    expect(threeTimes(count)).toEqual([[10], [20], [30]]);
    tf.tidy(() => counter.assign(tf.scalar(100)));
    expect(tf.tidy(() => count().dataSync()[0])).toBe(1010);
    expect(counter.dataSync()[0]).toBe(101);
    count.dispose();
    counter.dispose();
  });

  test('an optimizer learns the same', () => {
    const learn = (wrap: boolean): number[] => {
      const weight = tf.tidy(() => tf.variable(tf.tensor2d([[0.5], [-0.5]])));
      const optimizer = tf.train.adam(0.1);
      const x = tf.tensor2d([
        [1, 2],
        [3, 4],
      ]);
      const step = () =>
        optimizer.minimize(() => tf.mean(tf.square(tf.sub(tf.matMul(x, weight), 1))) as tf.Scalar, true, [
          weight,
        ])!;
      const compiled = compile(step);
      const run = wrap ? compiled : step;
      const losses = Array.from({ length: 5 }, () => tf.tidy(() => run().dataSync()[0]!));
      const values = [...losses, ...weight.dataSync()];
      compiled.dispose();
      optimizer.dispose();
      tf.dispose([weight, x]);
      return values;
    };
    const [plain, compiled] = [learn(false), learn(true)];
    compiled.forEach((value, index) => {
      expect(value).toBeCloseTo(plain[index]!, 5);
    });
  });

  test('a constant that the function keeps can be used outside', () => {
    let constant: tf.Tensor | undefined;
    let calls = 0;
    const compiled = compile((x: tf.Tensor) => {
      if (calls++ > 0) constant ??= tf.keep(tf.tensor([10, 20]));
      return constant ? tf.add(x, constant) : x;
    });
    expect(threeTimes(() => compiled(tf.tensor([1, 2])))).toEqual([
      [1, 2],
      [11, 22],
      [11, 22],
    ]);
    expect(tf.tidy(() => [...tf.add(constant!, 1).dataSync()])).toEqual([11, 21]);
    constant!.dispose();
    compiled.dispose();
  });

  test('a captured tensor lives as long as the function', () => {
    const captured = tf.tensor([1, 2]);
    const add = compile((x: tf.Tensor) => tf.add(x, captured));
    expect(threeTimes(() => add(tf.scalar(1)))).toEqual([
      [2, 3],
      [2, 3],
      [2, 3],
    ]);
    captured.dispose();
    expect(tf.tidy(() => Array.from(add(tf.scalar(2)).dataSync()))).toEqual([3, 4]);
    add.dispose();
  });
});

describe('what cannot be a graph runs op by op, with the reason', () => {
  test.each([
    ['a value read', /reads a tensor/, (x: tf.Tensor) => tf.mul(x, x.dataSync()[0]!)],
    ['chance', /Math\.random/, (x: tf.Tensor) => tf.mul(x, Math.random())],
    ['the time', /Date\.now/, (x: tf.Tensor) => tf.mul(x, Date.now())],
    ['strings', /strings/, (_: tf.Tensor) => tf.tensor(['a'])],
  ])('%s', (_, reason, fn) => {
    const compiled = compile(fn);
    for (let call = 0; call < 3; call++) tf.tidy(() => void compiled(tf.tensor([1, 2])));
    expect(compiled.reason).toMatch(reason);
    compiled.dispose();
  });

  test('a variable that is made at the first use, and lives on', () => {
    let made: tf.Variable | undefined;
    let uses = 0;
    const compiled = compile((x: tf.Tensor) => {
      if (uses++ > 0) made ??= tf.variable(tf.scalar(5));
      return made ? tf.mul(x, made) : x;
    });
    expect(threeTimes(() => compiled(tf.scalar(2)))).toEqual([[2], [10], [10]]);
    expect(compiled.reason).toMatch(/new variable/);
    expect(made!.dataSync()[0]).toBe(5);
    made!.dispose();
    compiled.dispose();
  });

  test('a number that changes at each call', () => {
    let calls = 0;
    const compiled = compile((x: tf.Tensor) => tf.mul(x, ++calls));
    const values = threeTimes(() => compiled(tf.scalar(1))).flat();
    expect(compiled.reason).toMatch(/something else at each call/);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    compiled.dispose();
  });

  test('an error of its own', () => {
    const compiled = compile((x: tf.Tensor) => tf.matMul(x as tf.Tensor2D, tf.ones([3, 3])));
    const call = () => tf.tidy(() => compiled(tf.ones([2, 2])));
    expect(call).toThrow(/Matrix size-incompatible/);
    expect(call).toThrow(/Matrix size-incompatible/);
    expect(tf.tidy(() => compiled(tf.ones([2, 3])).shape)).toEqual([2, 3]);
    compiled.dispose();
  });
});

test("the library's own random numbers are drawn anew at each call of a graph, by the seed", () => {
  const noisy = compile((x: tf.Tensor) => tf.add(x, random.normal([2])));
  const drawn = () => threeTimes(() => noisy(tf.zeros([2])));
  random.setSeed(3);
  const first = drawn();
  expect(noisy.reason).toBeUndefined();
  expect(new Set(first.map(String)).size).toBe(3);
  random.setSeed(3);
  expect(drawn()).toEqual(first);
  noisy.dispose();
});

describe("TensorFlow.js' random functions in a graph", () => {
  const functions: Record<string, (seed?: number) => tf.Tensor> = {
    randomUniform: (seed) => tf.randomUniform([3, 2], -1, 2, 'float32', seed),
    'randomUniform of whole numbers': (seed) => tf.randomUniform([6], -3, 400, 'int32', seed),
    randomNormal: (seed) => tf.randomNormal([3, 2], 1, 2, 'float32', seed),
    truncatedNormal: (seed) => tf.truncatedNormal([9], 1, 2, 'float32', seed),
    multinomial: (seed) => tf.multinomial([0.1, 0.3, 0.2, 0.9], 20, seed),
    dropout: (seed) => tf.dropout(tf.ones([20]), 0.5, undefined, seed),
  };

  beforeAll(installRandomFunctions);

  test.each(Object.entries(functions))('%s: drawn anew at each call, the same as op by op', (_, draw) => {
    const compiled = compile(() => draw());
    random.setSeed(3);
    const first = threeTimes(compiled);
    expect(compiled.reason).toBeUndefined();
    expect(new Set(first.map(String)).size).toBe(3);
    random.setSeed(3);
    expect(threeTimes(() => draw())).toEqual(first);
    compiled.dispose();
  });

  test.each(Object.entries(functions))('%s with a seed: the same numbers, as op by op', (_, draw) => {
    const compiled = compile(() => draw(5));
    const [first, ...others] = threeTimes(compiled);
    expect(compiled.reason).toBeUndefined();
    expect(others).toEqual([first, first]);
    expect(threeTimes(() => draw(5))[0]).toEqual(first);
    compiled.dispose();
  });

  test("our own code draws TensorFlow's very numbers", () => {
    const draws = [
      tf.tidy(() => draw('StatelessTruncatedNormal', [1001], tf.tensor1d([3, -4], 'int32')).dataSync()),
      tf.tidy(() =>
        draw('StatelessRandomUniformInt', [1001], tf.tensor1d([3, -4], 'int32'), [-5, 90]).dataSync(),
      ),
    ];
    expect(draws[1]).toEqual(fillIntegers(3, -4, 1001, -5, 90));
    fillTruncatedNormal(3, -4, 1001).forEach((value, i) => {
      expect(value).toBeCloseTo(draws[0]![i]!, 5);
    });
  });

  test('chance that is asked for in one branch only', () => {
    const compiled = compile((x: tf.Tensor, training: boolean) =>
      training ? tf.dropout(x, 0.5) : tf.mul(x, 2),
    );
    for (const training of [false, true, true]) tf.tidy(() => void compiled(tf.ones([4]), training));
    expect(compiled.reason).toBeUndefined();
    compiled.dispose();
  });
});
