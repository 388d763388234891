// `npm run bench:distributed`: steps by 1 and 2 processes, each on one core, the reduction by itself, a model of both held
// against what was measured, and what it says of more machines. Writes results.json and the tables of docs/distribute.md.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../../build/lib/distribute/free-ports.js';
import { linkAt, linkOf, reductionSeconds, speedUp } from './model.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const names = /** @type {const} */ (['dnn', 'cnn', 'large']);
/** Rows of a batch of all processes together, and steps of an epoch. */
const sizes = { dnn: [256, 40], cnn: [128, 20], large: [128, 6] };
const [machines, speeds] = [
  [2, 4, 8, 16, 32, 64],
  [1, 10, 100],
];

/** @typedef {{ weights: number, secondsPerStep: number }} Step */
/** @typedef {{ bytes: number, seconds: number }} Point */

/** @type {Record<number, Point[]>} */
const reductions = {};
for (const count of [2, 4]) reductions[count] = await together(count, ['reduce']);
const link = linkOf(reductions[2] ?? []);
/** @type {Record<string, { whole: Step, half: Step, one: Step, two: Step }>} */
const steps = {};
for (const name of names) {
  const [batch = 0, count = 0] = sizes[name];
  const by = (/** @type {number} */ processes, /** @type {number} */ rows, pinned = true) =>
    together(processes, ['train', name, String(rows), String(count)], pinned);
  steps[name] = {
    whole: await by(1, batch, false),
    one: await by(1, batch),
    half: await besideEachOther(2, ['train', name, String(batch / 2), String(count)]),
    two: await by(2, batch),
  };
  console.log(name, steps[name]);
}
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}`;
const results = { machine, node: process.version, reductions, link, steps };
writeFileSync(join(here, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
writeTables();

/**
 * What the first of so many processes of one cluster prints.
 * @param {number} count @param {string[]} args @param {boolean} [pinned] each to a core of its own
 */
async function together(count, args, pinned = true) {
  const worker = (await freePorts(count)).map((port) => `127.0.0.1:${port}`);
  return firstOf(
    worker.map((_, index) => {
      const cluster = JSON.stringify({ cluster: { worker }, task: { type: 'worker', index } });
      return started(args, count > 1 ? cluster : '', pinned ? index : undefined);
    }),
  );
}

/**
 * The same of processes that know nothing of each other, but for the memory and the cores' clock that they share.
 * @param {number} count @param {string[]} args
 */
function besideEachOther(count, args) {
  return firstOf(Array.from({ length: count }, (_, index) => started(args, '', index)));
}

/** @param {Promise<string>[]} outputs */
async function firstOf(outputs) {
  const [first = ''] = await Promise.all(outputs);
  return JSON.parse(first.trim().split('\n').at(-1) ?? '');
}

/** @param {string[]} args @param {string} cluster @param {number} [index] to whose core it is pinned */
function started(args, cluster, index) {
  const pin = index === undefined ? [] : ['taskset', '-c', String(index % cpus().length)];
  const [command = '', ...rest] = [...pin, process.execPath, join(here, 'worker.mjs'), ...args];
  return output(command, rest, {
    ...process.env,
    TF_CONFIG: '',
    TENSORCELL_CLUSTER: cluster,
    ...(index === undefined ? {} : { TF_NUM_INTRAOP_THREADS: '1' }),
  });
}

/** @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<string>} */
function output(command, args, env) {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(text) : reject(new Error(`ended with ${code}`))));
  });
}

function writeTables() {
  const path = join(here, '../../docs/distribute.md');
  const place = /(<!-- measured -->)[\s\S]*(<!-- end of measured -->)/;
  const text = [
    `On ${machine}, Node ${process.version}; each process on one core, medians.`,
    '',
    ...stepTable(),
    '',
    ...reductionTable(),
    '',
    `The model: a step is the computation of one's part and a ring's 2 (n − 1) hops, each ${ms(link.secondsPerHop)} ms and ` +
      `the bytes of 1/n of all weights at ${(link.bytesPerSecond / 1e6).toFixed(0)} MB/s at most, both from two processes ` +
      'here. What it says of machines like this one, each of which computes as large a batch as one alone, as a multiple of ' +
      'one’s throughput (not measured: there is one machine):',
    '',
    ...outlookTable(),
  ].join('\n');
  writeFileSync(path, readFileSync(path, 'utf8').replace(place, `$1\n\n${text}\n\n$2`));
  const biome = join(here, '../../node_modules/@biomejs/biome/bin/biome');
  spawnSync(process.execPath, [biome, 'format', '--write', path], { stdio: 'inherit' });
}

function stepTable() {
  const lines = names.map((name) => {
    const { one, half, two } = /** @type {NonNullable<typeof steps[string]>} */ (steps[name]);
    const [batch = 0] = sizes[name];
    const expected = half.secondsPerStep + reductionSeconds(2, two.weights * 4, link);
    const rate = (/** @type {number} */ seconds) => Math.round(batch / seconds);
    const cells = [two.weights, rate(one.secondsPerStep), rate(two.secondsPerStep), rate(expected)];
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  return [
    '| net | weights | rows a second, 1 process | 2 processes | 2 by the model |',
    '|---|---:|---:|---:|---:|',
    ...lines,
  ];
}

function reductionTable() {
  const lines = (reductions[2] ?? []).map(({ bytes, seconds }, i) => {
    const four = reductions[4]?.[i]?.seconds ?? Number.NaN;
    const cells = [seconds, reductionSeconds(2, bytes, link), four, reductionSeconds(4, bytes, link)].map(ms);
    return `| ${(bytes / 1e6).toFixed(3)} | ${cells.join(' | ')} |`;
  });
  return [
    '| MB added up | ms, 2 processes | by the model | 4 processes | by the model |',
    '|---:|---:|---:|---:|---:|',
    ...lines,
  ];
}

function outlookTable() {
  const lines = names.flatMap((name) =>
    speeds.map((gigabits) => {
      const { whole } = /** @type {NonNullable<typeof steps[string]>} */ (steps[name]);
      const cells = machines.map((count) =>
        speedUp(count, whole.secondsPerStep, whole.weights * 4, linkAt(gigabits, link)).toFixed(1),
      );
      return `| ${name} | ${gigabits} | ${cells.join(' | ')} |`;
    }),
  );
  return [
    `| net | Gbit/s | ${machines.map((count) => `${count} machines`).join(' | ')} |`,
    `|---|---:|${machines.map(() => '---:').join('|')}|`,
    ...lines,
  ];
}

/** @param {number} seconds */
function ms(seconds) {
  return (seconds * 1000).toFixed(2);
}
