// What is said in words of a training's history, and of one that cannot be drawn.

import { count, short } from '../scales/series.js';
import { bestEpoch, bestValue, judgeOf, longest, pointsPerCurve, type Run } from './history-data.js';

/** Below the title: each run's best epoch, and what the chart leaves out. */
export function notes(runs: Run[], metrics: readonly string[]): string[] {
  const lines = runs.length > 3 ? bestOfAll(runs) : runs.flatMap((run) => bestNote(run) ?? []);
  const epochs = longest(runs);
  if (epochs > pointsPerCurve)
    lines.push(`Thinned: about ${count(pointsPerCurve)} of ${count(epochs)} epochs are drawn`);
  const keys = metrics.flatMap((metric) => [metric, `val_${metric}`]);
  const lost = runs
    .flatMap((run) => keys.flatMap((key) => run.values[key] ?? []))
    .filter((v) => !Number.isFinite(v));
  if (lost.length > 0) lines.push(`Left out: ${count(lost.length)} values that are NaN or infinite`);
  return lines;
}

function bestNote(run: Run): string | undefined {
  const epoch = bestEpoch(run);
  if (epoch === undefined) return undefined;
  const last = (run.epochs.at(-1) ?? longest([run]) - 1) + 1;
  return `${run.name ? `${run.name}: ` : ''}best epoch ${count(epoch)} of ${count(last)}, ${run.monitor} ${short(bestValue(run))}`;
}

/** Of many runs only the best one is named. */
function bestOfAll(runs: Run[]): string[] {
  const judge = judgeOf(runs[0]!.monitor);
  const best = runs.reduce((best, run) => (judge.better(bestValue(run), bestValue(best)) ? run : best));
  return [`The best of ${runs.length}: ${bestNote(best) ?? best.name}`];
}

/** @throws when there is no epoch, or a metric asked for was not recorded */
export function checkMetrics(metrics: readonly string[], runs: Run[], monitor?: string): void {
  const keys = [...new Set(runs.flatMap((run) => Object.keys(run.values)))];
  if (longest(runs) === 0) {
    const hint = 'as `const h = await model.fit(...)` gives them';
    throw new Error(
      `plot.history needs at least one epoch of numbers, ${hint}. Received: ${keys.join(', ') || 'nothing'}.`,
    );
  }
  for (const metric of metrics) {
    if (keys.includes(metric) || keys.includes(`val_${metric}`)) continue;
    throw nothingRecorded(metric, keys);
  }
  if (monitor && !keys.includes(monitor)) throw nothingRecorded(monitor, keys);
}

function nothingRecorded(name: string, keys: readonly string[]): Error {
  return new Error(`plot.history: nothing was recorded as "${name}". There are: ${keys.join(', ')}.`);
}
