// What an editor's questions cost after 40 cells of 20 lines: CPU time of the checker, in ms, medians of 15. Prints the
// table of docs/editors.md.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLanguage } from '../../dist/kernel/language/language.js';

const CELLS = 40;
const ROUNDS = 15;

const first = `const units = [4, 8, 16];
function scaled(x: number[]): number[] {
  return x.map((one) => one / 2);
}`;
const cell = (/** @type {number} */ n) => `const data${n} = scaled([${n}, ${n + 1}, units.length]);
const model${n} = sequential([
  layers.dense({ units: ${n + 1}, activation: 'relu', inputShape: [3] }),
  layers.dropout({ rate: 0.2 }),
  layers.dense({ units: 1 }),
]);
model${n}.compile({ optimizer: 'adam', loss: 'meanSquaredError', metrics: ['mae'] });
const x${n} = tf.tensor2d([data${n}]);
const y${n} = model${n}.predict(x${n}) as tf.Tensor;
const history${n} = await model${n}.fit(x${n}, tf.zeros([1, 1]), { epochs: 1, verbose: 0 });
for (const [name, values] of Object.entries(history${n}.history)) {
  console.log(name, values.length);
}
interface Row${n} {
  name: string;
  loss: number;
}
const rows${n}: Row${n}[] = data${n}.map((loss, at) => ({ name: \`row \${at}\`, loss }));
rows${n}.sort((a, b) => a.loss - b.loss);
y${n}.print();`;

const texts = [first, ...Array.from({ length: CELLS - 1 }, (_, n) => cell(n))];
const language = createLanguage({ cwd: mkdtempSync(join(tmpdir(), 'bench-editor-')) });
language.convert('0', 'warm-up');
const memoryBefore = process.memoryUsage.rss();

/** @type {Map<string, number[]>} */
const times = new Map();
const document = { textDocument: { uri: 'c20' } };
const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
const at = (/** @type {number} */ line, /** @type {number} */ character) => ({
  ...document,
  position: { line, character },
});

sync();
measure('mistakes of all cells, the first time', () => checkAll());
for (let round = 0; round < ROUNDS; round++) {
  texts[20] = `${cell(19)}\nconst typed${round}: string = ${round};`;
  measure('`notebook/sync`', sync);
  measure('mistakes of the changed cell', () => ask('notebook/diagnostics', { cell: 'c20' }));
  measure('mistakes of all cells after that', () => checkAll());
  measure('hover', () => ask('textDocument/hover', at(1, 8)));
  measure('signature help', () => ask('textDocument/signatureHelp', at(2, 17)));
  measure('completion', () => ask('textDocument/completion', at(1, 8)));
  measure('definition', () => ask('textDocument/definition', at(0, 17)));
  measure('references, in 40 cells', () => ask('textDocument/references', at(0, 17)));
  measure('rename, in 40 cells', () => ask('textDocument/rename', { ...at(0, 17), newName: 'halved' }));
  measure('format', () => ask('textDocument/formatting', document));
  measure('colours', () => ask('textDocument/semanticTokens/full', document));
  measure('hints', () => ask('textDocument/inlayHint', { ...document, range: whole }));
  measure('mendings', () => ask('textDocument/codeAction', { ...document, range: whole }));
  measure('`notebook/dependencies`', () => ask('notebook/dependencies', {}));
}
for (const [name, found] of times) console.log(`| ${name} | ${median(found).toFixed(1)} |`);
const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
console.log(`memory before ${megabytes(memoryBefore)}, after ${megabytes(process.memoryUsage.rss())}`);

function sync() {
  ask('notebook/sync', { cells: texts.map((text, n) => ({ id: `c${n}`, text })) });
}

function checkAll() {
  for (let n = 0; n < CELLS; n++) ask('notebook/diagnostics', { cell: `c${n}` });
}

/** @param {string} method @param {object} params */
function ask(method, params) {
  const reply = language.edit(method, params);
  if (!('result' in reply)) throw new Error(JSON.stringify(reply));
}

/** @param {string} name @param {() => void} work */
function measure(name, work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  const found = times.get(name) ?? [];
  found.push((user + system) / 1000);
  times.set(name, found);
}

/** @param {number[]} list */
function median(list) {
  return list.slice().sort((a, b) => a - b)[list.length >> 1] ?? 0;
}
