// The course of a training: one panel for the loss and one for each metric, training against validation.
// Data in, specification out; the best epoch is the one with the lowest validation loss.
import { Chart, type Spec } from './chart.js';
import {
  bestPoint,
  curve,
  type HistoryLike,
  metricsOf,
  namedRuns,
  type Row,
  type Run,
} from './history-data.js';
import { checkMetrics, notes } from './history-notes.js';
import { count } from './series.js';
import { blue, ink, palette, vermilion } from './theme.js';
import { logTicks, wholeTicks } from './ticks.js';
import { range } from './values.js';

export interface HistoryOptions {
  /** Above the picture. Default: `Training history`. */
  title?: string;
  /** Only these, in this order: `loss` draws training and validation, `val_loss` validation alone. Default: the
   * loss, then every metric. */
  metric?: string | readonly string[];
  /** `log` shows a loss that falls over several powers of ten. Default: `linear`. */
  scale?: 'linear' | 'log';
}

/**
 * Draws one training, or several on top of each other: then each has a colour, and validation is dashed.
 *
 * @param histories what `model.fit` returned, or several of them by name
 * @returns a chart; as a cell's last expression it is shown
 * @throws when there is no epoch to draw
 * @example
 * plot.history({ history: { loss: [0.9, 0.5, 0.4], val_loss: [0.8, 0.6, 0.7] } });
 */
export function history(
  histories: HistoryLike | Readonly<Record<string, HistoryLike>>,
  options: HistoryOptions = {},
): Chart {
  const runs = namedRuns(histories);
  const metrics = options.metric ? [options.metric].flat() : metricsOf(runs);
  checkMetrics(metrics, runs);
  const panels = metrics.map((metric) => panel(metric, runs, options, metrics.length === 1));
  const title = { text: options.title ?? 'Training history', subtitle: notes(runs, metrics) };
  return new Chart({ title, ...layout(panels) }, [title.text, ...title.subtitle].join('. '));
}

/** Side by side, two in a row. */
function layout(panels: Spec[]): Spec {
  const shared = { resolve: { scale: { color: 'shared', strokeDash: 'shared' } } };
  return { concat: panels, columns: 2, ...shared };
}

function panel(metric: string, runs: Run[], { scale = 'linear' }: HistoryOptions, alone: boolean): Spec {
  const rows = runs.flatMap((run) => [
    ...curve(run, metric, 'training'),
    ...curve(run, metric, 'validation'),
  ]);
  const x = {
    field: 'x',
    type: 'quantitative',
    title: 'epoch',
    axis: { values: wholeTicks(range(rows.map(({ x }) => x))), format: ',d' },
    scale: { nice: false },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    title: metric.replaceAll('_', ' '),
    ...(scale === 'log' ? logAxis(rows) : { scale: { zero: false } }),
  };
  const hover = {
    mark: { type: 'point', opacity: 0, size: 100 },
    encoding: { tooltip: tooltips(metric, runs) },
  };
  return {
    width: alone ? 480 : 320,
    height: alone ? 280 : 220,
    data: { values: rows },
    encoding: { x, y, ...looks(runs, rows) },
    layer: [{ mark: { type: 'line', point: rows.length <= 4 } }, hover, ...bestMarks(metric, runs)],
  };
}

function logAxis(rows: readonly Row[]): Spec {
  const values = rows.flatMap(({ y }) => (y !== null && y > 0 ? [y] : []));
  return { scale: { type: 'log' }, axis: { values: logTicks(range(values)), format: '~g' } };
}

/** One run: a colour for each set. Several: a colour for each run, and a dash for each set where there are both. */
function looks(runs: Run[], rows: readonly Row[]): Spec {
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

function tooltips(metric: string, runs: Run[]): Spec[] {
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
function bestMarks(metric: string, runs: Run[]): Spec[] {
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
  const plain = { color: { value: ink }, strokeDash: { value: [2, 3] }, y: null };
  const label = { type: 'text', text: `best: ${count(epoch)}`, y: 0, dy: -8 };
  return [
    { data, mark: { type: 'rule', opacity: 0.8 }, encoding: plain },
    { data, mark: label, encoding: { ...plain, strokeDash: null } },
  ];
}
