// A signal at any moment of a computation leaves it, and the heap, as they were: oneDNN's matrix product has its stack there.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { run } from '../run.js';

const isLinux = process.platform === 'linux';

/** Matrix products of shapes that a signal ended a process in, for some seconds; whether each was as the first. */
const products = `
  import { tf } from './dist/lib/index.js';
  process.on('SIGUSR2', () => {});
  const shapes = [[127, 333, 77], [784, 128, 10], [700, 700, 700]];
  const pairs = shapes.map(([m, k, n]) => [tf.randomUniform([m, k]), tf.randomUniform([k, n])]);
  const run = () => pairs.map(([a, b]) => Buffer.from(tf.tidy(() => tf.matMul(a, b).dataSync()).buffer));
  const first = run();
  const end = performance.now() + 4_000;
  let differing = 0;
  console.log('ready');
  while (performance.now() < end) if (!run().every((values, i) => values.equals(first[i]))) differing++;
  console.log(differing, 'differ');
  process.exit();
`;

/** Small steps, which are run on the thread of JavaScript, and large ones, which are not. */
const training = `
  import { layers, sequential, tf } from './dist/lib/index.js';
  process.on('SIGUSR2', () => {});
  const model = sequential({ layers: [
    layers.dense({ units: 512, inputShape: [784], activation: 'relu' }),
    layers.dense({ units: 256, activation: 'relu' }), layers.dense({ units: 10 }),
  ] });
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  const fit = (steps, options) => model.fit(tf.ones([128 * steps, 784]), tf.ones([128 * steps, 10]),
    { batchSize: 128, verbose: 0, ...options });
  await fit(2, { epochs: 2 });
  console.log('ready');
  const end = performance.now() + 4_000;
  while (performance.now() < end)
    for (const jitCompile of [true, false]) {
      await fit(4, { epochs: 30, stepsPerEpoch: 1, jitCompile });
      await fit(100, { epochs: 1, jitCompile });
    }
  const [loss] = model.history.history.loss;
  console.log(loss < 1e-2 ? 0 : loss, 'differ');
  process.exit();
`;

test.runIf(isLinux).each([
  ['matrix products', products],
  ['training', training],
])('%s under thousands of signals', async (_name, program) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors = text(child.stderr);
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
    if (output === 'ready\n') annoy(child.pid!);
  });
  const [code, signal] = await once(child, 'exit');
  expect({ code, signal, output, errors: await errors }).toEqual({
    code: 0,
    signal: null,
    output: 'ready\n0 differ\n',
    errors: '',
  });
});

/** Sends a signal some thousand times a second, for as long as the process is there. */
function annoy(pid: number): void {
  const code = `for (;;) { process.kill(${pid}, 'SIGUSR2'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 0.1); }`;
  spawn(process.execPath, ['-e', code], { stdio: 'ignore' });
}

test("V8's profiler may look on", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tensorcell-test-'));
  const flags = ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=200'];
  try {
    const printed = await run('.', process.execPath, ...flags, '--input-type=module', '-e', products);
    expect(printed).toBe('ready\n0 differ\n');
    expect(readdirSync(folder)).toHaveLength(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.runIf(isLinux)('child processes begin with no signal blocked', async () => {
  const program = `
    import { spawnSync } from 'node:child_process';
    import { tf } from './dist/lib/index.js';
    tf.ones([1]).dataSync();
    process.stdout.write(spawnSync('grep', ['SigBlk', '/proc/self/status'], { encoding: 'utf8' }).stdout);
  `;
  const printed = await run('.', process.execPath, '--input-type=module', '-e', program);
  expect(printed).toBe('SigBlk:\t0000000000000000\n');
});
