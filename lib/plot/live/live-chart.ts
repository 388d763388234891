// The chart of a training under way: a progress bar, the newest numbers, and one panel a metric, as SVG text.
import { greaterIsBetter } from '../../training/history.js';
import { type Point, thin } from '../scales/series.js';
import { blue, fontFamily, grid, vermilion } from '../scales/theme.js';
import type { Progress } from './progress.js';
import { type Axes, type Curve, panelSize, svgPanel } from './svg-lines.js';

const pointsPerCurve = 300;
const header = 86;
const width = 2 * panelSize.width;

/** @param headline the first line of text; where the training has ended, how it did */
export function liveChart(progress: Progress, now: number, headline = progress.headline(now)): string {
  const metrics = metricNames(progress);
  const rows = Math.ceil(metrics.length / 2);
  const height = header + rows * panelSize.height;
  const panels = metrics.map((metric, i) => {
    const at = `${(i % 2) * panelSize.width},${header + Math.floor(i / 2) * panelSize.height}`;
    return `<g transform="translate(${at})">${panel(metric, progress)}</g>`;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `style="max-width:100%" font-family='${fontFamily}' font-size="11" role="img">` +
    `<title>${escapeXml(headline)}</title>${head(progress, headline)}${panels.join('')}</svg>`
  );
}

/** The bar, then two lines of text, then the legend. */
function head(progress: Progress, headline: string): string {
  const bar = width - 16;
  const text = (y: number, weight: number, words: string) =>
    `<text x="8" y="${y}" font-size="13" font-weight="${weight}" fill="currentColor">${escapeXml(words)}</text>`;
  return (
    `<rect x="8" y="8" width="${bar}" height="6" rx="3" fill="${grid}"/>` +
    `<rect x="8" y="8" width="${(bar * progress.fraction).toFixed(1)}" height="6" rx="3" fill="${blue}"/>` +
    text(34, 600, headline) +
    text(54, 400, progress.numbers()) +
    legend(progress.info.metrics.some((name) => name.startsWith('val_')))
  );
}

function legend(validated: boolean): string {
  const entry = (x: number, color: string, dash: string, label: string) =>
    `<path d="M${x},76h14" stroke="${color}" stroke-width="2.5"${dash}/><text x="${x + 20}" y="80" font-size="12" fill="currentColor">${label}</text>`;
  const validation = validated ? entry(148, vermilion, ' stroke-dasharray="5 4"', 'validation') : '';
  return entry(55, blue, '', 'training') + validation;
}

function panel(metric: string, progress: Progress): string {
  const drawn = curves(metric, progress);
  return svgPanel(axes(metric, drawn, progress), drawn);
}

/** Within the first epoch the axis is that epoch, or its batches where nobody knows how many there are. */
function axes(metric: string, drawn: readonly Curve[], progress: Progress): Axes {
  const yTitle = escapeXml(metric.replaceAll('_', ' '));
  const isShare = greaterIsBetter(metric) && drawn.every(({ points }) => points.every(([, y]) => !(y > 1)));
  const top = isShare ? 1 : undefined;
  if (progress.epochs.length > 0) return { xTitle: 'epoch', yTitle, top };
  if (progress.stepsPerEpoch === undefined) return { xTitle: 'batch', yTitle, top };
  const { initialEpoch } = progress.info;
  return { xTitle: 'epoch', yTitle, top, xs: [initialEpoch, initialEpoch + 1] };
}

function curves(metric: string, progress: Progress): Curve[] {
  const training = [...firstBatches(metric, progress), ...finished(metric, progress)];
  const running = progress.latest[metric];
  if (progress.epochs.length > 0 && progress.step > 0 && running !== undefined) {
    training.push([progress.currentEpoch - 1 + progress.epochFraction, running]);
  }
  const validation = finished(`val_${metric}`, progress);
  return [
    { color: blue, dashed: false, points: training },
    { color: vermilion, dashed: true, points: validation },
  ];
}

/** The course within the first epoch, until there are two epochs to join by a line. */
function firstBatches(metric: string, progress: Progress): [number, number][] {
  const { batches, epochs, info, stepsPerEpoch } = progress;
  if (epochs.length > 1) return [];
  const first = epochs[0] ?? info.initialEpoch;
  const place = (step: number) => (stepsPerEpoch === undefined ? step : first + step / stepsPerEpoch);
  const points: Point[] = batches.map(({ step, logs }) => ({
    x: place(step),
    y: logs[metric] ?? Number.NaN,
  }));
  return thin(points, pointsPerCurve).map(({ x, y }) => [x, y ?? Number.NaN]);
}

function finished(key: string, { history, epochs }: Progress): [number, number][] {
  const points: Point[] = (history[key] ?? []).map((y, i) => ({ x: epochs[i]! + 1, y }));
  return thin(points, pointsPerCurve).map(({ x, y }) => [x, y ?? Number.NaN]);
}

/** The loss first, as in the final chart. */
function metricNames({ info }: Progress): string[] {
  const names = new Set(info.metrics.map((name) => name.replace(/^val_/, '')));
  names.delete('loss');
  return ['loss', ...names];
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
