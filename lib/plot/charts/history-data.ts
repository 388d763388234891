// Histories as `fit` returns them, read into curves that can be drawn.
import { Monitor } from '../../callbacks/monitor.js';
import { greaterIsBetter } from '../../training/history.js';
import { finite, rounded, thin } from '../scales/series.js';

/** What `fit` returns, or its `history` alone: a list of values, one an epoch, by Keras' names. */
export type HistoryLike =
  | { readonly history: Readonly<Record<string, readonly number[]>>; readonly epoch?: readonly number[] }
  | Readonly<Record<string, readonly number[]>>;

export interface Run {
  name: string;
  values: Readonly<Record<string, readonly number[]>>;
  epochs: readonly number[];
  /** The curve that says which epoch was best. */
  monitor: string;
}

export interface Row {
  run: string;
  set: 'training' | 'validation';
  x: number;
  y: number | null;
}

export const pointsPerCurve = 1000;

/** A curve's points; none where this history lacks it. `val_loss` as a metric has no training curve. */
export function curve(run: Run, metric: string, set: Row['set']): Row[] {
  return thin(points(run, metric, set), pointsPerCurve).map((row) => ({ ...row, y: rounded(row.y) }));
}

/** Where the best epoch lies on the curve of this metric: on validation's, where there is one. */
export function bestPoint(run: Run, metric: string): Row | undefined {
  const at = bestEpoch(run);
  const validation = points(run, metric, 'validation');
  const rows = validation.length > 0 ? validation : points(run, metric, 'training');
  return rows.find((row) => row.x === at);
}

function points(run: Run, metric: string, set: Row['set']): Row[] {
  const values = run.values[keyOf(metric, set) ?? ''] ?? [];
  return values.map((value, i) => ({ run: run.name, set, x: (run.epochs[i] ?? i) + 1, y: finite(value) }));
}

function keyOf(metric: string, set: Row['set']): string | undefined {
  if (metric.startsWith('val_')) return set === 'validation' ? metric : undefined;
  return set === 'training' ? metric : `val_${metric}`;
}

/** The epoch (from 1) at which the monitored curve was best: lowest for an error, highest for an accuracy. */
export function bestEpoch(run: Run): number | undefined {
  const best = (run.values[run.monitor] ?? []).indexOf(bestValue(run));
  return best < 0 ? undefined : (run.epochs[best] ?? best) + 1;
}

export function bestValue({ values, monitor }: Run): number {
  const judge = judgeOf(monitor);
  const curve = values[monitor] ?? [];
  return curve.reduce((best, value) => (judge.better(value, best) ? value : best), judge.worst);
}

export function judgeOf(monitor: string): Monitor {
  return new Monitor('plot.history', monitor, greaterIsBetter(monitor) ? 'max' : 'min');
}

/** One history stands alone; several have names. */
export function namedRuns(
  histories: HistoryLike | Readonly<Record<string, HistoryLike>>,
  monitor?: string,
): Run[] {
  if (isHistory(histories)) return [toRun('', histories, monitor)];
  return Object.entries(histories).map(([name, one]) => toRun(name, one as HistoryLike, monitor));
}

function isHistory(value: object): value is HistoryLike {
  return 'history' in value || Object.values(value).every((list) => Array.isArray(list));
}

function toRun(name: string, one: HistoryLike, monitor?: string): Run {
  const full = 'history' in one && !Array.isArray(one.history) ? one : { history: one };
  const { history: values, epoch } = full as { history: Run['values']; epoch?: readonly number[] };
  return { name, values, epochs: epoch ?? [], monitor: monitor ?? (values.val_loss ? 'val_loss' : 'loss') };
}

/** The loss first; validation belongs to its metric; the learning rate has a chart of its own. */
export function metricsOf(runs: Run[]): string[] {
  const names = runs.flatMap((run) => Object.keys(run.values)).map((key) => key.replace(/^val_/, ''));
  const others = [...new Set(names)].filter(
    (name) => name !== 'loss' && !/^(lr|learning_?rate)$/i.test(name),
  );
  return names.includes('loss') ? ['loss', ...others] : others;
}

/** Epochs of the longest run. */
export function longest(runs: Run[]): number {
  return Math.max(0, ...runs.flatMap((run) => Object.values(run.values).map((list) => list.length)));
}
