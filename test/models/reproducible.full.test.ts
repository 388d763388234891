// The same seed gives the same history in another process, and compiled as op by op; memory stays flat.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Trains in a process of its own and gives its history. */
function train(options: { eager?: boolean; seed?: number; epochs?: number; generator?: boolean } = {}): {
  history: Record<string, number[]>;
  tensors: number[];
} {
  const { eager = false, seed = 7, epochs = 3, generator = false } = options;
  const script = `
    import { compile, layers, random, sequential, tf } from '${join(root, 'dist/lib/index.js')}';
    random.setSeed(${seed});
    const model = sequential([
      layers.dense({ units: 16, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [8] }),
      layers.batchNormalization(),
      layers.dropout(0.3),
      layers.gaussianNoise({ stddev: 0.1 }),
      layers.dense({ units: 3, activation: 'softmax' }),
    ]);
    model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
    const x = random.uniform([100, 8]);
    const y = tf.oneHot(tf.argMax(x.slice([0, 0], [100, 3]), 1), 3);
    const tensors = [];
    const options = { epochs: ${epochs}, batchSize: 16, validationSplit: 0.2, verbose: 0, eager: ${eager} };
    const onEpochEnd = () => { tensors.push(tf.memory().numTensors); };
    const noisy = compile((x) => tf.add(x, tf.randomNormal(x.shape, 0, 0.1)));
    function* noisyBatches() {
      for (;;) yield tf.tidy(() => [noisy(x), y]);
    }
    const { history } = ${generator}
      ? await model.fit(noisyBatches, { stepsPerEpoch: 5, epochs: 3, verbose: 0, eager: ${eager} })
      : await model.fit(x, y, { ...options, callbacks: { onEpochEnd } });
    process.stdout.write('\\n' + JSON.stringify({ history, tensors, backend: tf.getBackend() }));
  `;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  });
  return JSON.parse(output.trim().split('\n').at(-1)!);
}

let first: ReturnType<typeof train>;

beforeAll(() => {
  first = train();
});

test('another process, the same history', () => {
  expect(train().history).toEqual(first.history);
});

test('op by op, the same history but for rounding', () => {
  const { history } = train({ eager: true });
  for (const [name, values] of Object.entries(first.history)) {
    history[name]!.forEach((value, epoch) => {
      expect(value, name).toBeCloseTo(values[epoch]!, 4);
    });
  }
});

test('a generator that draws while steps run: the same history, op by op too but for rounding', () => {
  const { history } = train({ generator: true });
  expect(train({ generator: true }).history).toEqual(history);
  train({ generator: true, eager: true }).history.loss!.forEach((loss, epoch) => {
    expect(loss).toBeCloseTo(history.loss![epoch]!, 4);
  });
});

test('another seed, another history', () => {
  expect(train({ seed: 8 }).history).not.toEqual(first.history);
});

test('no tensor is left behind by an epoch', () => {
  const { tensors } = train({ epochs: 60 });
  expect(new Set(tensors.slice(2)).size).toBe(1);
});
