// `npm run bench:training [-- model …] [--rounds 5]`: trains the same models with us and with the peers, all in the
// same minutes and in turn. A run of all models writes results.json and README.md's table; one of some only shows them.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { flopsOfStep, modelNamed, models } from './models.mjs';
import { median, table, writeReadme } from './report.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const python = join(here, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/** @type {Record<string, (model: string) => [string, string[]]>} */
const engines = {
  tensorcell: (model) => [process.execPath, [join(here, 'worker.mjs'), model, 'tensorcell']],
  keras: (model) => [python, [join(here, 'keras_worker.py'), model, 'plain']],
  'keras tuned': (model) => [python, [join(here, 'keras_worker.py'), model, 'tuned']],
  'keras on jax': (model) => [python, [join(here, 'keras_worker.py'), model, 'jax']],
  jax: (model) => [python, [join(here, 'jax_worker.py'), model]],
  pytorch: (model) => [python, [join(here, 'torch_worker.py'), model]],
  'tfjs wasm': (model) => [process.execPath, [join(here, 'worker.mjs'), model, 'wasm']],
  'tfjs cpu': (model) => [process.execPath, [join(here, 'worker.mjs'), model, 'cpu']],
};

/**
 * Engines that need minutes for a round of steps with more operations than this: TensorFlow.js' own, and JAX, whose
 * convolutions within a loop are slow on a CPU.
 * @type {Record<string, number>}
 */
const mostOperations = { 'tfjs wasm': 1e9, 'tfjs cpu': 1e9, 'keras on jax': 1e10, jax: 1e10 };

const { names, rounds } = readArguments(process.argv.slice(2));
installPeers();
const machine = `${cpus().length} × ${cpus()[0]?.model}`;
/** @type {import('./report.mjs').Results} */
const results = { machine, date: new Date().toISOString().slice(0, 10), rounds, peak: 0, models: {} };
for (const { name } of models) {
  if (names.length > 0 && !names.includes(name)) continue;
  const { measured, peak } = await measure(name);
  results.peak = Math.max(results.peak, peak);
  results.models[name] = measured;
  console.log(table(results, name));
}
if (names.length === 0) {
  writeFileSync(join(here, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
  writeReadme(results);
}

/** @param {string[]} given */
function readArguments(given) {
  const flag = given.indexOf('--rounds');
  const count = flag < 0 ? 5 : Number(given[flag + 1]);
  return { rounds: count, names: flag < 0 ? given : given.slice(0, flag) };
}

function installPeers() {
  if (existsSync(python)) return;
  console.log('Installing the peers (Keras, TensorFlow, JAX, PyTorch) into bench/training/.venv …');
  const step = (/** @type {string} */ program, /** @type {string[]} */ args) => {
    if (spawnSync(program, args, { stdio: 'inherit' }).status !== 0) throw new Error(`${program} failed`);
  };
  step(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', join(here, '.venv')]);
  step(python, ['-m', 'pip', 'install', '--quiet', '-r', join(here, 'requirements.txt')]);
}

/**
 * All engines made ready one after another, then run in turn; one that does not run the model is named.
 * @param {string} model
 */
async function measure(model) {
  const workers = [];
  /** @type {Record<string, import('./report.mjs').Measured>} */
  const measured = {};
  let peak = 0;
  for (const [engine, command] of Object.entries(engines)) {
    measured[engine] = { milliseconds: null };
    if (flopsOfStep(modelNamed(model)) > (mostOperations[engine] ?? Infinity)) continue;
    const worker = startWorker(...command(model));
    const { peak: seen = 0, ...about } = (await worker.next())?.ready ?? {};
    peak = Math.max(peak, seen);
    if (about.version) workers.push({ engine, worker, about, steps: /** @type {number[]} */ ([]) });
    else console.warn(`${engine} does not run ${model}.`);
  }
  for (let round = 0; round < rounds; round++) {
    for (const { worker, steps } of workers) {
      worker.go();
      const { step } = (await worker.next()) ?? {};
      if (step !== undefined) steps.push(step);
    }
  }
  for (const { engine, worker, about, steps } of workers) {
    worker.end();
    measured[engine] = { milliseconds: median(steps) ?? null, ...about };
  }
  return { measured, peak };
}

/**
 * @param {string} program
 * @param {string[]} args
 */
function startWorker(program, args) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    go: () => child.stdin.write('go\n'),
    end: () => child.kill(),
    /** @returns {Promise<{ ready?: import('./report.mjs').About & { peak?: number }, step?: number } | undefined>} */
    async next() {
      for (;;) {
        const { value, done } = await lines.next();
        if (done) return undefined;
        if (value.startsWith('{')) return JSON.parse(value);
      }
    },
  };
}
