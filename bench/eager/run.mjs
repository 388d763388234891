// `npm run bench:eager [-- --rounds 5]`: what one small op costs when it runs by itself, of that the C library's own
// share, and the same op on TensorFlow.js' other backends. Writes results.json and README.md's table.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTensorFlow } from '../../dist/lib/kernel-door.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const flag = process.argv.indexOf('--rounds');
const rounds = flag < 0 ? 5 : Number(process.argv[flag + 1]);
const { library } = findTensorFlow();
if (!library) throw new Error('TensorFlow was not found: run `npm start` once.');

/** @typedef {Record<string, number>} Times */
/** @type {Record<'library' | 'ours' | 'wasm' | 'cpu', Times[]>} */
const measured = { library: [], ours: [], wasm: [], cpu: [] };
const build = mkdtempSync(join(tmpdir(), 'bench-eager-'));
const native = compileNative();
let version = '';
for (let round = 0; round < rounds; round++) {
  measured.library.push(JSON.parse(execFileSync(native, library.files, { encoding: 'utf8', stdio: 'pipe' })));
  const ours = worker('tensorflow');
  version = ours.version;
  measured.ours.push(ours.times);
  for (const backend of /** @type {const} */ (['wasm', 'cpu'])) measured[backend].push(worker(backend).times);
  console.log(Object.fromEntries(Object.entries(measured).map(([name, times]) => [name, times.at(-1)])));
}
rmSync(build, { recursive: true });

const ops = Object.keys(measured.ours[0] ?? {});
const microseconds = Object.fromEntries(
  Object.entries(measured).map(([name, times]) => [name, medians(times)]),
);
const machine = `${cpus().length} × ${cpus()[0]?.model}`;
const results = { machine, node: process.version, tensorflow: version, rounds, microseconds };
writeFileSync(join(here, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
writeReadme();

function compileNative() {
  const program = join(build, 'native');
  execFileSync('cc', ['-O2', join(here, 'native.c'), '-o', program, '-ldl'], { stdio: 'inherit' });
  return program;
}

/** @param {string} backend */
function worker(backend) {
  const output = execFileSync(process.execPath, [join(here, 'worker.mjs'), backend], { encoding: 'utf8' });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}

/** @param {Times[]} times */
function medians(times) {
  return Object.fromEntries(ops.map((op) => [op, median(times.map((one) => one[op] ?? Number.NaN))]));
}

/** @param {number[]} values */
function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function writeReadme() {
  const time = (/** @type {string} */ who, /** @type {string} */ op) => microseconds[who]?.[op] ?? Number.NaN;
  const lines = ops.map((op) => {
    const own = time('ours', op) - time('library', op);
    const cells = [time('ours', op), time('library', op), own, time('wasm', op), time('cpu', op)];
    return `| \`${op}\` | ${cells.map((value) => value.toFixed(1)).join(' | ')} |`;
  });
  const text = [
    `Microseconds of processor time an op, median of ${rounds} rounds; ${machine}, Node ${process.version}, ` +
      `TensorFlow ${version}.`,
    '',
    "| op | TensorCell | of that the C library | of that ours | TensorFlow.js' wasm | TensorFlow.js' cpu |",
    '|---|---:|---:|---:|---:|---:|',
    ...lines,
  ].join('\n');
  const path = join(here, 'README.md');
  const place = /(<!-- results -->)[\s\S]*(<!-- end of results -->)/;
  writeFileSync(path, readFileSync(path, 'utf8').replace(place, `$1\n${text}\n$2`));
}
