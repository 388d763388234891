// How much of Keras notebooks crosses over: `node bench/convert/run.mjs notebook.ipynb program.py …`, after `npm run build`.
// For each file the lines that became TypeScript, and the cells in which the kernel's checker finds nothing.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readNotebook } from '../../dist/kernel/convert/notebook.js';
import { convertPython } from '../../dist/kernel/convert/program.js';
import { createLanguage } from '../../dist/kernel/language/language.js';

/** @type {Map<string, number>} */
const reasons = new Map();
/** @type {Map<string, number>} */
const findings = new Map();
const sum = { files: 0, lines: 0, kept: 0, cells: 0, right: 0, whole: 0 };

const add = (/** @type {Map<string, number>} */ to, /** @type {string} */ key, count = 1) =>
  to.set(key, (to.get(key) ?? 0) + count);

for (const path of process.argv.slice(2)) {
  const text = readFileSync(path, 'utf8');
  const code = path.endsWith('.ipynb') ? readNotebook(text, path).code : [text];
  const { cells, lines, kept, reasons: why } = convertPython(code);
  for (const { reason, lines: count } of why) add(reasons, reason, count);
  const [all, right] = check(cells);
  console.log(`${basename(path)}: ${lines - kept} of ${lines} lines, ${right} of ${all} cells`);
  sum.files++;
  sum.lines += lines;
  sum.kept += kept;
  sum.cells += all;
  sum.right += right;
  if (all === right) sum.whole++;
}

const share = (/** @type {number} */ part, /** @type {number} */ of) => `${((100 * part) / of).toFixed(1)} %`;
console.log(`lines: ${share(sum.lines - sum.kept, sum.lines)} of ${sum.lines}`);
console.log(
  `cells that the checker passes: ${share(sum.right, sum.cells)} of ${sum.cells}; files: ${sum.whole} of ${sum.files}`,
);
list('lines that stayed Python, by reason', reasons);
list('what the checker found', findings);

/**
 * Checks cells in their order; one that fails is declared unchecked, so that others are judged by themselves.
 * @param {readonly string[]} cells
 */
function check(cells) {
  const language = createLanguage({ cwd: mkdtempSync(join(tmpdir(), 'convert-')) });
  let [all, right] = [0, 0];
  for (const [i, source] of cells.entries()) {
    if (source.trim() === '') continue;
    all++;
    const result = language.convert(source, `Cell[${i}]`);
    if (result.ok) right++;
    else for (const { message } of result.diagnostics) add(findings, message.split('\n', 1)[0] ?? '');
    const declared = result.ok ? result : language.convert(`// @ts-nocheck\n${source}`, `Cell[${i}]`);
    if (declared.ok) language.commit(declared.declared);
  }
  language.close();
  return [all, right];
}

/**
 * @param {string} title
 * @param {ReadonlyMap<string, number>} counts
 */
function list(title, counts) {
  console.log(`\n${title}`);
  for (const [key, count] of [...counts].sort((a, b) => b[1] - a[1]).slice(0, 25))
    console.log(`${count}  ${key}`);
}
