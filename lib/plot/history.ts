// The course of a training: one panel for the loss and one for each metric, training against validation.
// Data in, specification out; the best epoch is the one with the lowest validation loss.
import { Chart, type Spec } from './chart.js';
import { count, finite, rounded, short, thin } from './series.js';
import { blue, ink, palette, vermilion } from './theme.js';

/** What `fit` returns, or its `history` alone: a list of values, one an epoch, by Keras' names. */
export type HistoryLike =
  | { readonly history: Readonly<Record<string, readonly number[]>>; readonly epoch?: readonly number[] }
  | Readonly<Record<string, readonly number[]>>;

export interface HistoryOptions {
  /** Above the picture. Default: `Training history`. */
  title?: string;
  /** Only these, in this order, without `val_`: `['loss']`. Default: the loss, then every metric. */
  metrics?: readonly string[];
  /** `log` shows a loss that falls over several powers of ten. Default: `linear`. */
  scale?: 'linear' | 'log';
}

interface Run {
  name: string;
  values: Readonly<Record<string, readonly number[]>>;
  epochs: readonly number[];
}

interface Row {
  run: string;
  set: 'training' | 'validation';
  x: number;
  y: number | null;
}

const POINTS_A_CURVE = 1000;

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
  const metrics = options.metrics ?? metricsOf(runs);
  if (longest(runs) === 0) throw new Error(emptyMessage(runs));
  const panels = metrics.map((metric) => panel(metric, runs, options));
  const title = { text: options.title ?? 'Training history', subtitle: notes(runs, metrics) };
  return new Chart({ title, ...layout(panels) }, [title.text, ...title.subtitle].join('. '));
}

/** Side by side, two in a row. */
function layout(panels: Spec[]): Spec {
  const shared = { resolve: { scale: { color: 'shared', strokeDash: 'shared' } } };
  return { concat: panels, columns: 2, ...shared };
}

function panel(metric: string, runs: Run[], { scale = 'linear' }: HistoryOptions): Spec {
  const rows = runs.flatMap((run) => [
    ...curve(run, metric, 'training'),
    ...curve(run, metric, 'validation'),
  ]);
  const x = {
    field: 'x',
    type: 'quantitative',
    title: 'epoch',
    axis: { tickMinStep: 1, format: ',d' },
    scale: { nice: false },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    title: metric.replaceAll('_', ' '),
    scale: { type: scale, zero: false },
  };
  const hover = {
    mark: { type: 'point', opacity: 0, size: 100 },
    encoding: { tooltip: tooltips(metric, runs) },
  };
  return {
    width: 320,
    height: 220,
    data: { values: rows },
    encoding: { x, y, ...looks(runs) },
    layer: [{ mark: { type: 'line', point: rows.length <= 4 } }, hover, ...bestMarks(metric, runs)],
  };
}

/** One run: a colour for each set. Several: a colour for each run, a dash for each set. */
function looks(runs: Run[]): Spec {
  const legend = { orient: 'top', title: null, symbolType: 'stroke' };
  const dash = {
    domain: ['training', 'validation'],
    range: [
      [1, 0],
      [5, 4],
    ],
  };
  const strokeDash = { field: 'set', type: 'nominal', scale: dash, legend };
  if (runs.length > 1) {
    const scale = { domain: runs.map((run) => run.name), range: palette };
    return { color: { field: 'run', type: 'nominal', scale, legend: { ...legend, columns: 4 } }, strokeDash };
  }
  const scale = { domain: ['training', 'validation'], range: [blue, vermilion] };
  return { color: { field: 'set', type: 'nominal', scale, legend }, strokeDash };
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
  const rings = runs.flatMap((run) => {
    const at = bestEpoch(run);
    const set = run.values[`val_${metric}`] ? 'validation' : 'training';
    return curve(run, metric, set).filter((row) => row.x === at);
  });
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

function curve(run: Run, metric: string, set: Row['set']): Row[] {
  const values = run.values[set === 'training' ? metric : `val_${metric}`] ?? [];
  const rows = values.map((value, i) => ({
    run: run.name,
    set,
    x: (run.epochs[i] ?? i) + 1,
    y: finite(value),
  }));
  return thin(rows, POINTS_A_CURVE).map((row) => ({ ...row, y: rounded(row.y) }));
}

/** The epoch (from 1) with the lowest validation loss, or training loss where nothing is validated. */
function bestEpoch(run: Run): number | undefined {
  const losses = run.values.val_loss ?? run.values.loss ?? [];
  const best = losses.reduce((at, loss, i) => (loss < (losses[at] ?? Infinity) ? i : at), -1);
  return best < 0 ? undefined : (run.epochs[best] ?? best) + 1;
}

/** Below the title: each run's best epoch, and what the picture leaves out. */
function notes(runs: Run[], metrics: readonly string[]): string[] {
  const lines = runs.flatMap((run) => bestNote(run) ?? []);
  const epochs = longest(runs);
  if (epochs > POINTS_A_CURVE)
    lines.push(`Thinned: about ${count(POINTS_A_CURVE)} of ${count(epochs)} epochs are drawn`);
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
  const key = run.values.val_loss ? 'val_loss' : 'loss';
  const loss = Math.min(...run.values[key]!.filter((v) => !Number.isNaN(v)));
  return `${run.name ? `${run.name}: ` : ''}best epoch ${count(epoch)} of ${count(longest([run]))}, ${key} ${short(loss)}`;
}

function namedRuns(histories: HistoryLike | Readonly<Record<string, HistoryLike>>): Run[] {
  if (isHistory(histories)) return [toRun('', histories)];
  return Object.entries(histories).map(([name, one]) => toRun(name, one as HistoryLike));
}

function isHistory(value: object): value is HistoryLike {
  return 'history' in value || Object.values(value).every((list) => Array.isArray(list));
}

function toRun(name: string, one: HistoryLike): Run {
  const full = 'history' in one && !Array.isArray(one.history) ? one : { history: one };
  const { history: values, epoch } = full as { history: Run['values']; epoch?: readonly number[] };
  return { name, values, epochs: epoch ?? [] };
}

/** The loss first; validation belongs to its metric; the learning rate has a picture of its own. */
function metricsOf(runs: Run[]): string[] {
  const names = runs.flatMap((run) => Object.keys(run.values)).map((key) => key.replace(/^val_/, ''));
  const others = [...new Set(names)].filter(
    (name) => name !== 'loss' && !/^(lr|learning_?rate)$/i.test(name),
  );
  return names.includes('loss') ? ['loss', ...others] : others;
}

function longest(runs: Run[]): number {
  return Math.max(0, ...runs.flatMap((run) => Object.values(run.values).map((list) => list.length)));
}

function emptyMessage(runs: Run[]): string {
  const keys = runs.flatMap((run) => Object.keys(run.values)).join(', ') || 'nothing';
  return `plot.history needs at least one epoch of numbers, as \`const h = await model.fit(...)\` gives them. Received: ${keys}.`;
}
