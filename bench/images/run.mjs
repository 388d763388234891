// `npm run bench:images [-- --rounds 5]`: images a second of our ImageDataGenerator and of Keras', on the same files in
// the same minutes and in turn, for the data set's files and for photographs, and the share of a training's time that
// waits for images. Writes results.json and README.md's table. TENSORCELL_BENCH_PYTHON names a Python that has keras,
// tensorflow, pillow and scipy already.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { datasets } from '../../dist/lib/index.js';
import { BATCH, SIDE, settings } from './course.mjs';
import { makePhotographs } from './photographs.mjs';

const OUR_IMAGES = 2000;
const KERAS_IMAGES = 400;
const PROMISED = 5;
const here = dirname(fileURLToPath(import.meta.url));
const ownPython = join(here, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const python = process.env.TENSORCELL_BENCH_PYTHON ?? ownPython;

const flag = process.argv.indexOf('--rounds');
const rounds = flag < 0 ? 5 : Number(process.argv[flag + 1]);
installKeras();
const { trainDir, standIn } = await datasets.catsAndDogs();
const photographs = join(here, '.cache', 'photographs');
await makePhotographs(trainDir, photographs);
const results = {
  machine: `${cpus().length} × ${cpus()[0]?.model}`,
  images: standIn ?? 'the original photographs',
  rounds,
  rates: [
    ...(await measureRates('the data set’s', trainDir)),
    ...(await measureRates('500 × 375', photographs)),
  ],
  training: await measureWaiting(),
};
writeFileSync(join(here, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
writeReadme();

function installKeras() {
  if (existsSync(python)) return;
  console.log('Installing Keras into bench/images/.venv …');
  const step = (/** @type {string} */ program, /** @type {string[]} */ args) => {
    if (spawnSync(program, args, { stdio: 'inherit' }).status !== 0) throw new Error(`${program} failed`);
  };
  step(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', join(here, '.venv')]);
  step(python, ['-m', 'pip', 'install', '--quiet', '-r', join(here, 'requirements.txt')]);
}

/**
 * @param {string} files
 * @param {string} directory
 */
async function measureRates(files, directory) {
  const ours = start(process.execPath, ['worker.mjs', directory, String(OUR_IMAGES)]);
  const keras = start(python, ['keras_worker.py', directory, ...[KERAS_IMAGES, SIDE, BATCH].map(String)]);
  await Promise.all([ours.answer(), keras.answer()]);
  const rates = [];
  for (const [name, setting] of Object.entries(settings)) {
    const measured = [];
    for (let round = 0; round < rounds; round++) {
      const { rate } = await keras.ask(JSON.stringify(setting));
      measured.push({ keras: rate, ...(await ours.ask(name)) });
    }
    const row = {
      files,
      setting: name,
      keras: median(measured.map(({ keras: rate }) => rate)),
      decoded: median(measured.map(({ decoded }) => decoded)),
      kept: median(measured.map(({ kept }) => kept)),
    };
    rates.push(row);
    console.log(row);
  }
  ours.end();
  keras.end();
  return rates;
}

async function measureWaiting() {
  const worker = start(process.execPath, ['waiting.mjs', trainDir]);
  const { steps, seconds, waiting } = await worker.answer();
  console.log(`waiting for images: ${(waiting * 100).toFixed(1)} % of ${seconds.toFixed(1)} s`);
  return { steps, seconds, waiting };
}

/**
 * A worker that answers lines with lines of JSON; other lines are its chatter.
 * @param {string} program
 * @param {string[]} args
 */
function start(program, args) {
  const child = spawn(program, args, { cwd: here, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${args[0]} ended before it answered`);
      if (value.startsWith('{')) return JSON.parse(value);
    }
  };
  return {
    answer,
    ask(/** @type {string} */ line) {
      child.stdin.write(`${line}\n`);
      return answer();
    },
    end: () => child.stdin.end(),
  };
}

/** Says which rows miss what was promised: five times Keras with augmentation, and never behind it. */
function missed() {
  const behind = results.rates.filter(({ setting, keras, decoded }) => {
    return decoded < keras * (setting === 'rescale only' ? 1 : PROMISED);
  });
  if (behind.length === 0) return `Promised and kept: augmentation ≥ ${PROMISED}×, never behind Keras.`;
  const names = behind.map(({ files, setting }) => `${setting} (${files} files)`);
  return `Missed (promised: augmentation ≥ ${PROMISED}×, never behind Keras): ${names.join(', ')}.`;
}

/** @param {number[]} values */
function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function writeReadme() {
  const path = join(here, 'README.md');
  const rows = results.rates.map(({ files, setting, keras, decoded, kept }) => {
    const cell = (/** @type {number} */ rate) => `${Math.round(rate)} (${(rate / keras).toFixed(1)}×)`;
    return `| ${files} | ${setting} | ${Math.round(keras)} | ${cell(decoded)} | ${cell(kept)} |`;
  });
  const { waiting, seconds, steps } = results.training;
  const table = [
    `${results.machine}, median of ${rounds} rounds; data set: ${results.images}. Images a second:`,
    '',
    '| files | what is done | Keras | TensorCell, every image decoded | TensorCell, from the second epoch on |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    missed(),
    '',
    `Training the course's CNN on augmented images waits for them ${(waiting * 100).toFixed(1)} % of the time ` +
      `(${steps} steps in ${seconds.toFixed(1)} s).`,
  ].join('\n');
  const text = readFileSync(path, 'utf8');
  const between = /(<!-- results -->\n)[\s\S]*(\n<!-- end of results -->)/;
  writeFileSync(
    path,
    text.replace(between, (_, begin, end) => begin + table + end),
  );
}
