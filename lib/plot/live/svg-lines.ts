// A small line chart as SVG text, quick enough to draw five times a second beside a training: no library, under a
// millisecond. Its measures follow the final chart's, so that nothing jumps when that one takes its place.
import { short } from '../scales/series.js';
import { ink } from '../scales/theme.js';
import { type Ends, niceEnds, ticks, wholeTicks } from '../scales/ticks.js';

export interface Curve {
  color: string;
  dashed: boolean;
  /** x and y, in order of x; points that are not finite leave a gap. */
  points: readonly (readonly [number, number])[];
}

export interface Axes {
  /** Below the panel. */
  readonly xTitle: string;
  /** Beside the panel. */
  readonly yTitle: string;
  /** The horizontal axis' ends, where they are not those of the points. */
  readonly xs?: Ends | undefined;
  /** No value can be greater: an accuracy's axis ends at 1. */
  readonly top?: number | undefined;
}

export const panelSize = { width: 391, height: 280 };
const inner = { left: 55, top: 16, width: 320, height: 220 };

/** One panel: axes, grid, curves. */
export function svgPanel(axes: Axes, curves: readonly Curve[]): string {
  const all = curves.flatMap((curve) => curve.points).filter(([, y]) => Number.isFinite(y));
  const xs = axes.xs ?? ends(all.map(([x]) => x));
  const [low, high] = niceEnds(ends(all.map(([, y]) => y)), 5);
  const ys: Ends = [low, Math.min(high, axes.top ?? high)];
  const toX = scale(xs, inner.left, inner.left + inner.width);
  const toY = scale(ys, inner.top + inner.height, inner.top);
  const grid = ticks(ys, 5).map((y) => gridLine(toY(y), tickLabel(y)));
  const marks = wholeTicks(xs).map((x) => xTick(toX(x), String(x)));
  return [...grid, ...marks, axisTitles(axes), ...curves.map((curve) => drawn(curve, toX, toY))].join('');
}

type Scale = (value: number) => number;

/** A line through the points; a point without neighbours, of which there would be no line, as a dot. */
function drawn({ color, dashed, points }: Curve, toX: Scale, toY: Scale): string {
  const places = points.map(([x, y]) =>
    Number.isFinite(y) ? `${toX(x).toFixed(1)},${toY(y).toFixed(1)}` : '',
  );
  const isAlone = (i: number) => !places[i - 1] && !places[i + 1];
  const dots = places.flatMap((place, i) => (place && isAlone(i) ? [dot(place, color)] : []));
  const d = places.map((place, i) => (!place || isAlone(i) ? '' : `${places[i - 1] ? 'L' : 'M'}${place}`));
  const dash = dashed ? ' stroke-dasharray="5 4"' : '';
  return `<path d="${d.join('')}" fill="none" stroke="${color}" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"${dash}/>${dots.join('')}`;
}

function dot(place: string, color: string): string {
  const [x, y] = place.split(',');
  return `<circle cx="${x}" cy="${y}" r="3.5" fill="${color}"/>`;
}

function gridLine(y: number, label: string): string {
  const line = `<path d="M${inner.left},${y.toFixed(1)}h${inner.width}" stroke="${ink}" stroke-opacity=".2"/>`;
  return `${line}<text x="${inner.left - 6}" y="${(y + 4).toFixed(1)}" text-anchor="end" fill="currentColor">${label}</text>`;
}

function xTick(x: number, label: string): string {
  const y = inner.top + inner.height;
  return `<path d="M${x.toFixed(1)},${y}v5" stroke="${ink}"/><text x="${x.toFixed(1)}" y="${y + 18}" text-anchor="middle" fill="currentColor">${label}</text>`;
}

function axisTitles({ xTitle, yTitle }: Axes): string {
  const bottom = inner.top + inner.height;
  const middle = inner.top + inner.height / 2;
  const bold = `text-anchor="middle" font-weight="600" font-size="12" fill="currentColor"`;
  return (
    `<path d="M${inner.left},${bottom}h${inner.width}" stroke="${ink}"/>` +
    `<text x="${inner.left + inner.width / 2}" y="${bottom + 36}" ${bold}>${xTitle}</text>` +
    `<text transform="translate(12,${middle}) rotate(-90)" ${bold}>${yTitle}</text>`
  );
}

function scale([low, high]: Ends, from: number, to: number): Scale {
  return (value) => from + ((value - low) / (high - low || 1)) * (to - from);
}

function ends(values: number[]): Ends {
  if (values.length === 0) return [0, 1];
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  return low === high ? [low - Math.abs(low) / 2 - 1e-6, high + Math.abs(high) / 2 + 1e-6] : [low, high];
}

function tickLabel(value: number): string {
  return value === 0 ? '0' : Number.parseFloat(short(value)).toString();
}
