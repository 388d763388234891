// Holds our models against Keras' by chance: real Keras makes random models, saves and trains them; ours load the files,
// compute the same and must come to the same numbers, or refuse.
//
//   npm run fuzz:keras -- --seed 1 --count 100 [--first 0] [--jobs 2] [--out FOLDER] [--library PATH]
//
// A model is known by seed and number: `--seed 1 --first 17 --count 1 --out folder` makes one again and keeps its files.
import { fork, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/** @import { Outcome, Settled } from './cases.js' */

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = resolve(HERE, '../..');
const PYTHON = join(ROOT, '.venv/bin/python');

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '100' },
    first: { type: 'string', default: '0' },
    jobs: { type: 'string', default: String(Math.max(1, Math.min(8, availableParallelism()))) },
    out: { type: 'string' },
    library: { type: 'string', default: join(ROOT, 'dist/lib/index.js') },
  },
});
const [seed = 1, count = 1, first = 0, jobs = 1] = [values.seed, values.count, values.first, values.jobs].map(
  Number,
);
const library = pathToFileURL(resolve(values.library)).href;

if (!existsSync(resolve(values.library))) {
  console.error(`${values.library} is missing. Run 'npm run build' first.`);
  process.exit(2);
}
const folder = values.out ? resolve(values.out) : await mkdtemp(join(tmpdir(), 'tensorcell-fuzz-'));
const started = Date.now();
const results = await checkAll();
const suspects = results.filter(({ outcome }) => outcome === 'wrong').map(({ number }) => number);
const settled = [...results.filter(({ outcome }) => outcome !== 'wrong'), ...(await checkAgain(suspects))];
const failed = report(settled);
if (!values.out) await rm(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);

/** Makes the models in equal shares side by side, and checks each share once it is there. */
async function checkAll() {
  const share = Math.ceil(count / jobs);
  const starts = Array.from({ length: jobs }, (_, i) => i * share).filter((start) => start < count);
  const all = await Promise.all(
    starts.map(async (start) => {
      const out = join(folder, `share-${start}`);
      await make(out, first + start, Math.min(share, count - start));
      return check(out);
    }),
  );
  return all.flat();
}

/**
 * Whether a difference is more than what the smallest change of weights makes in Keras itself, or a choice of TensorFlow's
 * own: with oneDNN the softmax of two equal scores is 0.5, without it 0.49999997, and an optimizer that scales gradients
 * makes a step of that.
 * @param {number[]} numbers
 */
async function checkAgain(numbers) {
  const out = join(folder, 'again');
  const environment = { ...process.env, TF_ENABLE_ONEDNN_OPTS: '0' };
  for (const number of numbers) await make(out, number, 1, ['--nudged'], environment);
  return numbers.length > 0 ? check(out) : [];
}

/**
 * @param {string} out
 * @param {number} from
 * @param {number} size
 * @param {string[]} flags
 */
function make(out, from, size, flags = [], env = process.env) {
  const args = ['--seed', seed, '--first', from, '--count', size, '--out', out, ...flags].map(String);
  return new Promise((done, fail) => {
    const python = spawn(PYTHON, [join(HERE, 'keras_models.py'), ...args], {
      stdio: ['ignore', 'ignore', 'ignore'],
      env,
    });
    python.on('error', fail);
    python.on('close', done);
  });
}

/**
 * The outcome for each model in a folder; one that ends the process is noted, and the next goes on in another.
 * @param {string} out
 * @returns {Promise<Settled[]>}
 */
async function check(out) {
  const waiting = existsSync(out) ? (await readdir(out)).sort().map((name) => join(out, name)) : [];
  /** @type {Outcome[]} */
  const found = [];
  while (waiting.length > 0) {
    const { done, unfinished, code } = await runChecks(waiting);
    found.push(...done);
    waiting.splice(0, done.length);
    if (done.length === 0 && !unfinished)
      throw new Error(`The library cannot be loaded (exit code ${code}).`);
    if (unfinished) {
      found.push({
        folder: unfinished,
        outcome: 'crashed',
        reason: `the process ended (${code})`,
        layers: [],
      });
      waiting.shift();
    }
  }
  return found.map((one) => ({ ...one, number: Number(one.folder.split('/').at(-1)) }));
}

/**
 * @param {string[]} folders
 * @returns {Promise<{ done: Outcome[], unfinished: string | undefined, code: unknown }>}
 */
function runChecks(folders) {
  return new Promise((resolveChecks) => {
    /** @type {Outcome[]} */
    const done = [];
    /** @type {string | undefined} */
    let unfinished;
    const child = fork(join(HERE, 'check.mjs'), [library, ...folders], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('message', (message) => {
      const { begin, ...result } = /** @type {Outcome & { begin?: string }} */ (message);
      unfinished = begin;
      if (!begin) done.push(result);
    });
    child.on('close', (code, signal) => resolveChecks({ done, unfinished, code: signal ?? code }));
  });
}

/**
 * Prints what came out; true when something is wrong.
 * @param {Settled[]} all
 */
function report(all) {
  /** @param {Outcome['outcome']} outcome */
  const of = (outcome) => all.filter((one) => one.outcome === outcome);
  /** @type {Outcome['outcome'][]} */
  const outcomes = ['equal', 'refused', 'wrong', 'crashed'];
  const counts = outcomes.map((outcome) => `${of(outcome).length} ${outcome}`);
  for (const { outcome, number, layers, optimizer, file, reason } of [...of('wrong'), ...of('crashed')]) {
    console.log(`${outcome}: --seed ${seed} --first ${number} --count 1 (${file}, ${optimizer})`);
    console.log(`  ${layers.join(' ')}\n  ${reason.split('\n').slice(0, 6).join('\n  ')}`);
  }
  for (const [reason, numbers] of byReason(of('refused')))
    console.log(`refused ${numbers.length}x (${numbers.slice(0, 5)}): ${reason}`);
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${all.length} of ${count} models in ${seconds} s: ${counts.join(', ')}.`);
  return of('wrong').length + of('crashed').length > 0;
}

/**
 * Names and numbers aside, what was refused and how often.
 * @param {Settled[]} refused
 */
function byReason(refused) {
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  for (const { reason, number } of refused) {
    const key = reason
      .replace(/'[a-z0-9_]*\d+'/g, "'…'")
      .split('\n', 1)
      .join();
    groups.set(key, [...(groups.get(key) ?? []), number]);
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}
