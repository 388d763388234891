// Medians as tables: on screen for one model, in README.md for all.
import { readFileSync, writeFileSync } from 'node:fs';
import { flopsOfStep, modelNamed } from './models.mjs';

/**
 * @typedef {object} Measured
 * @property {any} about version and what else the worker said of itself; null where it does not run
 * @property {number[]} steps milliseconds a step, one for each round
 *
 * @typedef {object} Results
 * @property {string} machine
 * @property {number} rounds
 * @property {Record<string, Record<string, Measured>>} models
 */

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/**
 * @param {Results} results
 * @param {string} name
 */
export function table(results, name) {
  const measured = results.models[name] ?? {};
  const ours = median(measured.tensorcell?.steps ?? []) ?? Number.NaN;
  const lines = Object.entries(measured).map(([engine, { steps }]) => {
    const time = median(steps);
    const ratio = time === undefined ? '' : `${(time / ours).toFixed(2)}×`;
    return `  ${engine.padEnd(12)} ${format(time).padStart(9)} ms a step ${ratio.padStart(9)}`;
  });
  return [`${name}: ${modelNamed(name).about}${share(results, name)}`, ...lines].join('\n');
}

/**
 * Fills the table in README.md, between its two marks.
 * @param {Results} results
 */
export function writeReadme(results) {
  const file = new URL('README.md', import.meta.url);
  const text = readFileSync(file, 'utf8');
  const body = `<!-- results -->\n\n${markdown(results)}\n\n<!-- end of results -->`;
  writeFileSync(
    file,
    text.replace(/<!-- results -->.*?<!-- end of results -->/s, () => body),
  );
}

/** @param {Results} results */
function markdown(results) {
  const engines = Object.keys(Object.values(results.models)[0] ?? {});
  const rows = Object.entries(results.models).map(([name, measured]) => {
    const ours = median(measured.tensorcell?.steps ?? []) ?? Number.NaN;
    const cells = engines.map((engine) => {
      const time = median(measured[engine]?.steps ?? []);
      if (time === undefined) return 'not here';
      return engine === 'tensorcell'
        ? `**${format(time)}**`
        : `${format(time)} (${(time / ours).toFixed(1)}×)`;
    });
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  const shares = Object.keys(results.models).map((name) => `${name}${share(results, name)}`);
  return [
    `Milliseconds a step of a whole \`fit\`, medians of ${results.rounds} rounds in turn on ${results.machine};`,
    'in brackets, how many times ours that is.',
    '',
    `| | ${engines.join(' | ')} |`,
    `|---${'|---'.repeat(engines.length)}|`,
    ...rows,
    '',
    `Share of the machine's own matrix-product peak that training reaches: ${shares.join('; ')}.`,
  ].join('\n');
}

/**
 * @param {Results} results
 * @param {string} name
 */
function share(results, name) {
  const ours = results.models[name]?.tensorcell;
  const time = median(ours?.steps ?? []);
  const peak = ours?.about?.peak;
  if (!time || !peak) return '';
  const reached = flopsOfStep(modelNamed(name)) / time / 1e6;
  return ` (${reached.toFixed(1)} of ${peak.toFixed(0)} GFLOPS, ${((100 * reached) / peak).toFixed(0)} %)`;
}

/** @param {number | undefined} time */
function format(time) {
  if (time === undefined) return 'not here';
  return time < 1 ? time.toFixed(3) : time.toFixed(time < 100 ? 2 : 0);
}
