// The learning rate over the steps of a schedule, or over the epochs of a training.
import type { LearningRateSchedule } from '../../optimizers/schedule.js';
import { tf } from '../../tf.js';
import type { Chart } from '../render/chart.js';
import { rounded } from '../scales/series.js';
import { scoped } from '../scales/values.js';
import type { HistoryLike } from './history-data.js';
import { line } from './line.js';

/** A schedule of `optimizers.schedules`, or a plain function of the step. */
export type Schedule = LearningRateSchedule | ((step: number) => number);

/** Options of `plot.learningRate`. */
export interface LearningRateOptions {
  /** Steps to draw of a schedule. Default: 1000. */
  steps?: number;
  /** Default: `log`, unless the rate falls to zero. */
  scale?: 'linear' | 'log';
  /** Above the chart. Default: `Learning rate`. */
  title?: string;
}

interface Row {
  [column: string]: unknown;
  schedule: string;
  rate: number;
}

/**
 * Draws a learning rate: of schedules by name, or as a training recorded it (`lr`, `learning_rate`).
 *
 * @throws when the history holds no learning rate
 * @example
 * plot.learningRate({ 'step decay': (step: number) => 0.1 * 0.5 ** Math.floor(step / 200) });
 */
export function learningRate(
  source: HistoryLike | Schedule | Readonly<Record<string, Schedule>>,
  options: LearningRateOptions = {},
): Chart {
  const recorded = recordedRates(source);
  const x = recorded ? 'epoch' : 'step';
  const rows = recorded ?? scheduleRows(namedSchedules(source as Schedule), options.steps ?? 1000);
  const scale = options.scale ?? (rows.every(({ rate }) => rate > 0) ? 'log' : 'linear');
  const color = new Set(rows.map(({ schedule }) => schedule)).size > 1 ? { color: 'schedule' } : {};
  return line(rows, {
    x,
    y: 'rate',
    ...color,
    yScale: scale,
    yTitle: 'learning rate',
    points: false,
    title: options.title ?? 'Learning rate',
  });
}

function recordedRates(source: object): Row[] | undefined {
  if (typeof source === 'function' || 'at' in source) return undefined;
  const values = 'history' in source ? (source.history as object) : source;
  const entries = Object.entries(values);
  if (entries.some(([, list]) => !Array.isArray(list))) return undefined;
  const rates = entries.find(([key]) => /^(lr|learning_?rate)$/i.test(key))?.[1] as number[] | undefined;
  if (!rates) {
    throw new Error(
      'plot.learningRate: this history holds no learning rate. A learning-rate callback (learningRateScheduler, ' +
        `reduceLROnPlateau) records it. There are: ${entries.map(([key]) => key).join(', ')}.`,
    );
  }
  return rates.map((rate, i) => ({ schedule: 'learning rate', epoch: i + 1, rate }));
}

function namedSchedules(source: Schedule | Readonly<Record<string, Schedule>>): [string, Schedule][] {
  const single = typeof source === 'function' || typeof (source as { at?: unknown }).at === 'function';
  return single
    ? [['learning rate', source as Schedule]]
    : Object.entries(source as Record<string, Schedule>);
}

function scheduleRows(schedules: [string, Schedule][], steps: number): Row[] {
  const places = Math.min(steps, 400);
  return schedules.flatMap(([schedule, rate]) =>
    Array.from({ length: places + 1 }, (_, i) => {
      const step = Math.round((i * steps) / places);
      return { schedule, step, rate: rounded(rateAt(rate, step))! };
    }),
  );
}

function rateAt(schedule: Schedule, step: number): number {
  if (typeof schedule === 'function') return schedule(step);
  return scoped(() => schedule.at(tf.scalar(step)).dataSync()[0]!);
}
