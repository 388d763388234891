// `npm run bench:language`: what checking a cell costs, ours and tslab's own converter, in turn. Writes results.json
// and README.md's table.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUNDS = 3;
const here = fileURLToPath(new URL('.', import.meta.url));

/** @typedef {Record<string, number>} Figures */

const rows = {
  start: 'start, until cells can be checked',
  first: 'first cell (`1 + 1`)',
  early: 'cell that builds and trains a model, cells 20 to 70',
  late: 'the same, cells 450 to 500',
  trivial: '`1 + 1` after 500 cells',
  complete: 'completion',
  inspect: 'inspection',
  memory: 'memory after all, MB',
};

/** @type {{ ours: Figures[], tslab: Figures[] }} */
const rounds = { ours: [], tslab: [] };
for (let round = 0; round < ROUNDS; round++) {
  for (const name of /** @type {const} */ (['ours', 'tslab'])) {
    rounds[name].push(
      JSON.parse(execFileSync(process.execPath, [join(here, 'worker.mjs'), name], { encoding: 'utf8' })),
    );
    console.log(name, rounds[name].at(-1));
  }
}

const results = { machine: `${cpus().length} × ${cpus()[0]?.model}`, node: process.version, rounds };
writeFileSync(join(here, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
writeReadme();

function writeReadme() {
  const lines = Object.entries(rows).map(([key, label]) => [
    label,
    middle(rounds.ours, key),
    middle(rounds.tslab, key),
  ]);
  const text = [
    `Milliseconds, medians of ${ROUNDS} rounds on ${results.machine}, Node ${results.node}:`,
    table([['', 'ours', 'tslab'], ...lines]),
  ].join('\n\n');
  const path = join(here, 'README.md');
  const readme = readFileSync(path, 'utf8');
  const place = /(<!-- results -->)[\s\S]*(<!-- end of results -->)/;
  writeFileSync(path, readme.replace(place, `$1\n\n${text}\n\n$2`));
}

/**
 * As Markdown, words to the left and numbers to the right.
 * @param {string[][]} cells
 */
function table([head = [], ...lines]) {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)),
  );
  const row = (/** @type {string[]} */ line) =>
    `| ${line.map((cell, column) => (column ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[0] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) => (column ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [row(head), row(rule), ...lines.map(row)].join('\n');
}

/**
 * @param {Figures[]} figures
 * @param {string} key
 */
function middle(figures, key) {
  const values = figures.map((figure) => figure[key] ?? Number.NaN).sort((a, b) => a - b);
  const value = values[values.length >> 1] ?? Number.NaN;
  return value < 20 ? value.toFixed(1) : value.toFixed(0);
}
