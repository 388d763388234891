// Medians as tables: on screen for one model, in README.md for all.
import { readFileSync, writeFileSync } from 'node:fs';
import { flopsOfStep, modelNamed } from './models.mjs';

/**
 * @typedef {object} About
 * @property {string} [version] absent where the engine does not run the model
 * @property {number} [firstCall] milliseconds of a fit of one step on a new model
 * @property {number} [stepsPerExecution] what Keras is fastest with
 * @property {string} [layout] what PyTorch is fastest with
 *
 * @typedef {About & { milliseconds: number | null }} Measured milliseconds a step, the median of the rounds
 *
 * @typedef {object} Results
 * @property {string} machine
 * @property {string} date
 * @property {number} rounds
 * @property {number} peak GFLOPS of a large matrix product, the best seen
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
  const lines = Object.entries(results.models[name] ?? {}).map(([engine, { milliseconds }]) => {
    const ratio = milliseconds === null ? '' : `${(milliseconds / ours(results, name)).toFixed(2)}×`;
    return `  ${engine.padEnd(12)} ${format(milliseconds).padStart(9)} ms a step ${ratio.padStart(9)}`;
  });
  const title = `${name}: ${modelNamed(name).about}, ${share(results, name)}, first call ${firstCall(results, name)}`;
  return [title, ...lines].join('\n');
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
  const names = Object.keys(results.models);
  const engines = [...new Set(names.flatMap((name) => Object.keys(results.models[name] ?? {})))];
  const rows = names.map((name) => {
    const cells = engines.map((engine) => {
      const milliseconds = results.models[name]?.[engine]?.milliseconds ?? null;
      if (engine === 'tensorcell' || milliseconds === null) return `**${format(milliseconds)}**`;
      return `${format(milliseconds)} (${(milliseconds / ours(results, name)).toFixed(1)}×)`;
    });
    return `| ${name} | ${cells.join(' | ').replaceAll('**–**', '–')} | ${firstCall(results, name)} |`;
  });
  return [
    `Milliseconds a step of a whole \`fit\`, medians of ${results.rounds} rounds in turn on ${results.machine},`,
    `${results.date}; in brackets, how many times ours that is; a dash where an engine does not run the model, or was`,
    'left out as too slow. The first call is ours: a `fit` of one step on a new model, tracing and building included.',
    '',
    `| | ${engines.join(' | ')} | first call |`,
    `|---${'|---'.repeat(engines.length + 1)}|`,
    ...rows,
    '',
    `The machine's own matrix-product peak is ${results.peak.toFixed(0)} GFLOPS; of it training reaches, with all`,
    `that is no matrix product in its time: ${names.map((name) => `${name} ${share(results, name)}`).join('; ')}.`,
  ].join('\n');
}

/**
 * @param {Results} results
 * @param {string} name
 */
function ours(results, name) {
  return results.models[name]?.tensorcell?.milliseconds ?? Number.NaN;
}

/**
 * @param {Results} results
 * @param {string} name
 */
function share(results, name) {
  const reached = flopsOfStep(modelNamed(name)) / ours(results, name) / 1e6;
  const percent = (100 * reached) / results.peak;
  return `${reached.toFixed(1)} GFLOPS (${percent.toFixed(percent < 1 ? 1 : 0)} %)`;
}

/**
 * @param {Results} results
 * @param {string} name
 */
function firstCall(results, name) {
  return `${results.models[name]?.tensorcell?.firstCall?.toFixed(0) ?? '–'} ms`;
}

/** @param {number | null} time */
function format(time) {
  if (time === null) return '–';
  return time < 1 ? time.toFixed(3) : time.toFixed(time < 100 ? 2 : 0);
}
