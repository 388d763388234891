// How a history's curves look: colours and dashes, what the mouse shows, and the marks on the best epochs.
import type { Spec } from '../render/chart.js';
import { count } from '../scales/series.js';
import { blue, ink, palette, textColor, vermilion } from '../scales/theme.js';
import { bestPoint, type Row, type Run } from './history-data.js';

/** One run: a colour for each set. Several: a colour for each run, and a dash for each set where there are both. */
export function looks(runs: Run[], rows: readonly Row[]): Spec {
  const sets = (['training', 'validation'] as const).filter((set) => rows.some((row) => row.set === set));
  const legend = { orient: 'top', title: null, symbolType: 'stroke', columns: 4 };
  const dashes = { training: [1, 0], validation: [5, 4] };
  const scale = { domain: sets, range: sets.map((set) => dashes[set]) };
  const strokeDash = sets.length > 1 ? { strokeDash: { field: 'set', type: 'nominal', scale, legend } } : {};
  const color =
    runs.length > 1
      ? { field: 'run', scale: { domain: runs.map((run) => run.name), range: palette } }
      : {
          field: 'set',
          scale: { domain: sets, range: sets.map((set) => (set === 'training' ? blue : vermilion)) },
        };
  return { color: { ...color, type: 'nominal', legend }, ...strokeDash };
}

export function tooltips(metric: string, runs: Run[]): Spec[] {
  const value = { field: 'y', type: 'quantitative', title: metric, format: '.5~g' };
  const run = runs.length > 1 ? [{ field: 'run', type: 'nominal', title: 'model' }] : [];
  return [
    ...run,
    { field: 'set', type: 'nominal' },
    { field: 'x', type: 'quantitative', title: 'epoch' },
    value,
  ];
}

/** A ring on each run's best epoch; for a single run a rule with the epoch's number too. */
export function bestMarks(metric: string, runs: Run[]): Spec[] {
  const rings = runs.flatMap((run) => bestPoint(run, metric) ?? []);
  if (rings.length === 0) return [];
  const ring = {
    data: { values: rings },
    mark: { type: 'point', size: 80, opacity: 1 },
    encoding: { strokeDash: null },
  };
  return runs.length > 1 ? [ring] : [...bestRule(rings[0]!.x), ring];
}

function bestRule(epoch: number): Spec[] {
  const data = { values: [{ x: epoch }] };
  const plain = { strokeDash: { value: [2, 3] }, y: null };
  const label = { type: 'text', text: `best: ${count(epoch)}`, y: 0, dy: -8 };
  return [
    { data, mark: { type: 'rule', opacity: 0.8 }, encoding: { ...plain, color: { value: ink } } },
    { data, mark: label, encoding: { ...plain, color: { value: textColor }, strokeDash: null } },
  ];
}
