// `npm run bench:training [-- model …] [--rounds 5]`: trains the same models with us and with the peers, all in the
// same minutes and in turn, and writes medians to results.json and README.md's table.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { modelNamed, models } from './models.mjs';
import { median, table, writeReadme } from './report.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const python = join(here, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

const resultsFile = join(here, 'results.json');

/** @type {Record<string, (model: string) => [string, string[]]>} */
const engines = {
  tensorcell: (model) => [process.execPath, [join(here, 'worker.mjs'), model, 'tensorcell']],
  keras: (model) => [python, [join(here, 'keras_worker.py'), model, 'plain']],
  'keras tuned': (model) => [python, [join(here, 'keras_worker.py'), model, 'tuned']],
  pytorch: (model) => [python, [join(here, 'torch_worker.py'), model]],
  'tfjs wasm': (model) => [process.execPath, [join(here, 'worker.mjs'), model, 'wasm']],
  'tfjs cpu': (model) => [process.execPath, [join(here, 'worker.mjs'), model, 'cpu']],
};

const { names, rounds } = readArguments(process.argv.slice(2));
installPeers();
const chosen = models.filter(({ name }) => names.length === 0 || names.includes(name));
for (const { name } of chosen) {
  // Written after each model; those not measured this time stay as they were.
  const results = earlierResults();
  const { measured, peak } = await measure(name);
  results.machine = `${cpus().length} × ${cpus()[0]?.model}`;
  results.peak = Math.max(results.peak, peak);
  results.models[name] = measured;
  console.log(table(results, name));
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
  writeReadme(results);
}

/** @returns {import('./report.mjs').Results} */
function earlierResults() {
  if (!existsSync(resultsFile)) return { machine: '', peak: 0, models: {} };
  return JSON.parse(readFileSync(resultsFile, 'utf8'));
}

/** @param {string[]} given */
function readArguments(given) {
  const flag = given.indexOf('--rounds');
  const count = flag < 0 ? 5 : Number(given[flag + 1]);
  return { rounds: count, names: flag < 0 ? given : given.slice(0, flag) };
}

function installPeers() {
  if (existsSync(python)) return;
  console.log('Installing the peers (Keras, TensorFlow, PyTorch) into bench/training/.venv …');
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
    measured[engine] = { version: null, milliseconds: null, rounds };
    if (modelNamed(model).tooSlow?.includes(engine)) continue;
    const worker = startWorker(...command(model));
    const ready = (await worker.next())?.ready;
    peak = Math.max(peak, ready?.peak ?? 0);
    if (ready) workers.push({ engine, worker, version: ready.version, steps: /** @type {number[]} */ ([]) });
    else console.warn(`${engine} does not run this model.`);
  }
  for (let round = 0; round < rounds; round++) {
    for (const { worker, steps } of workers) {
      worker.go();
      const { step } = (await worker.next()) ?? {};
      if (step !== undefined) steps.push(step);
    }
  }
  for (const { engine, worker, version, steps } of workers) {
    worker.end();
    measured[engine] = { version, milliseconds: median(steps) ?? null, rounds };
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
    /** @returns {Promise<{ ready?: { version: string, peak?: number }, step?: number } | undefined>} */
    async next() {
      for (;;) {
        const { value, done } = await lines.next();
        if (done) return undefined;
        if (value.startsWith('{')) return JSON.parse(value);
      }
    },
  };
}
