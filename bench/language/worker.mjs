// Measures one checker of cells in a process of its own: `worker.mjs ours` or `worker.mjs tslab`. Prints JSON.
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CELLS = 500;

/** @typedef {{ check(source: string): void, complete(source: string): void, inspect(source: string): void }} Checker */

/** A cell as the course writes them; the names are new in each, so that all that is known keeps growing. */
const cell = (/** @type {number} */ i) => `const model${i} = tf.sequential();
model${i}.add(tf.layers.dense({ units: ${i + 1}, activation: 'relu', inputShape: [4] }));
model${i}.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
const history${i} = await model${i}.fit(tf.ones([4, 4]), tf.ones([4, 1]), { epochs: 3 });
history${i}.history`;

const start = performance.now();
const checker = process.argv[2] === 'ours' ? await ours() : await tslab();
const ready = performance.now();
checker.check('1 + 1');
const first = performance.now();
const cells = Array.from({ length: CELLS }, (_, i) => time(() => checker.check(cell(i))));
console.log(
  JSON.stringify({
    start: ready - start,
    first: first - ready,
    early: median(cells.slice(20, 70)),
    late: median(cells.slice(-50)),
    trivial: repeat((i) => checker.check(`${i} + 1`)),
    complete: repeat(() => checker.complete('model3.comp')),
    inspect: repeat(() => checker.inspect('tf.layers.dense')),
    memory: process.memoryUsage.rss() / 2 ** 20,
  }),
);
process.exit();

/** @returns {Promise<Checker>} */
async function ours() {
  const { createLanguage } = await import('../../dist/kernel/language/language.js');
  const language = createLanguage({ cwd: mkdtempSync(join(tmpdir(), 'bench-language-')) });
  return {
    check(source) {
      const result = language.convert(source, 'Cell[1]');
      if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
      language.commit(result.declared);
    },
    complete: (source) => void language.complete(source, source.length),
    inspect: (source) => void language.inspect(source, source.length, 0),
  };
}

/**
 * tslab's converter as its own kernel uses it, with the library imported in the first cell.
 * @returns {Promise<Checker>}
 */
async function tslab() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-tslab-'));
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'));
  process.chdir(folder);
  const { default: converters } = await import('tslab/dist/converter.js');
  const converter = converters.createConverter();
  let known = '';
  const check = (/** @type {string} */ source) => {
    const { diagnostics, declOutput } = converter.convert(known, source);
    if (diagnostics.length > 0) throw new Error(diagnostics.map(({ messageText }) => messageText).join('\n'));
    known = declOutput ?? known;
  };
  check("import * as tf from '@tensorflow/tfjs'");
  return {
    check,
    complete: (source) => void converter.complete(known, source, source.length),
    inspect: (source) => void converter.inspect(known, source, source.length - 1),
  };
}

/** @param {() => void} action */
function time(action) {
  const before = performance.now();
  action();
  return performance.now() - before;
}

/** @param {(i: number) => void} action */
function repeat(action) {
  return median(Array.from({ length: 30 }, (_, i) => time(() => action(i))));
}

/** @param {number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
