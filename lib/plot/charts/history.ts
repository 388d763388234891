// The course of a training: one panel for the loss and one for each metric, training against validation.
// Data in, specification out.
import { Chart, type Spec } from '../render/chart.js';
import { type Ends, logFormat, logTicks, wholeTicks } from '../scales/ticks.js';
import { range } from '../scales/values.js';
import { curve, type HistoryLike, metricsOf, namedRuns, type Row, type Run } from './history-data.js';
import { bestMarks, looks, tooltips } from './history-marks.js';
import { checkMetrics, notes } from './history-notes.js';

/** Options of `plot.history`. */
export interface HistoryOptions {
  /** Above the chart. Default: `Training history`. */
  title?: string;
  /** Only these, in this order: `loss` draws training and validation, `val_loss` validation alone. Default: the
   * loss, then every metric. */
  metric?: string | readonly string[];
  /** The curve that says which epoch was best, as `monitor` of a callback. Default: `val_loss`, or `loss` where
   * nothing was validated. */
  monitor?: string;
  /** `log` shows a loss that falls over several powers of ten. Default: `linear`. */
  scale?: 'linear' | 'log';
  /** Several trainings on top of each other, or each in a panel of its own with the same axis. Default: `overlaid`. */
  layout?: 'overlaid' | 'side by side';
}

interface PanelShape {
  width: number;
  height: number;
  /** Ends of the vertical axis, where panels are to compare. */
  domain?: Ends;
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
  const runs = namedRuns(histories, options.monitor);
  const metrics = options.metric ? [options.metric].flat() : metricsOf(runs);
  checkMetrics(metrics, runs, options.monitor);
  const title = { text: options.title ?? 'Training history', subtitle: notes(runs, metrics) };
  const beside = options.layout === 'side by side' && runs.length > 1;
  const panels = beside ? sideBySide(metrics, runs, options) : overlaid(metrics, runs, options);
  return new Chart({ title, ...panels }, [title.text, ...title.subtitle].join('. '));
}

const shared = { resolve: { scale: { color: 'shared', strokeDash: 'shared' } } };

/** A panel for each metric, two in a row. */
function overlaid(metrics: readonly string[], runs: Run[], options: HistoryOptions): Spec {
  const shape = metrics.length === 1 ? { width: 480, height: 280 } : { width: 320, height: 220 };
  return { concat: metrics.map((metric) => panel(metric, runs, options, shape)), columns: 2, ...shared };
}

/** A row for each metric, in it a panel for each training. */
function sideBySide(metrics: readonly string[], runs: Run[], options: HistoryOptions): Spec {
  const width = Math.max(160, 640 / runs.length);
  const concat = metrics.flatMap((metric) => {
    const domain = range(runs.flatMap((run) => rowsOf(run, metric).map(({ y }) => y ?? Number.NaN)));
    return runs.map((run) => ({
      title: { text: run.name, fontSize: 12, frame: 'group', offset: 22 },
      ...panel(metric, [run], options, { width, height: 220, domain }),
    }));
  });
  return { concat, columns: runs.length, ...shared };
}

function rowsOf(run: Run, metric: string): Row[] {
  return [...curve(run, metric, 'training'), ...curve(run, metric, 'validation')];
}

function panel(
  metric: string,
  runs: Run[],
  { scale }: HistoryOptions,
  { width, height, domain }: PanelShape,
): Spec {
  const rows = runs.flatMap((run) => rowsOf(run, metric));
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
    ...(scale === 'log'
      ? logAxis(rows, domain)
      : { scale: { zero: level(rows), ...(domain && { domain, nice: true }) } }),
  };
  const hover = {
    mark: { type: 'point', opacity: 0, size: 100 },
    encoding: { tooltip: tooltips(metric, runs) },
  };
  return {
    width,
    height,
    data: { values: rows },
    encoding: { x, y, ...looks(runs, rows) },
    layer: [{ mark: { type: 'line', point: rows.length <= 4 } }, hover, ...bestMarks(metric, runs)],
  };
}

/** A curve that never moves has no range of its own: then zero gives the axis one. */
function level(rows: readonly Row[]): boolean {
  return new Set(rows.map(({ y }) => y)).size === 1;
}

function logAxis(rows: readonly Row[], domain?: Ends): Spec {
  const values = rows.flatMap(({ y }) => (y !== null && y > 0 ? [y] : []));
  const ends = domain ?? range(values);
  return {
    scale: { type: 'log', ...(domain && domain[0] > 0 ? { domain, nice: true } : {}) },
    axis: { values: logTicks(ends), format: logFormat(ends) },
  };
}
