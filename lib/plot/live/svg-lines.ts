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

export const panelSize = { width: 391, height: 280 };
const inner = { left: 55, top: 16, width: 320, height: 220 };

/** One panel: axes, grid, curves. `xs` and `ys` are the ends of the axes. */
export function svgPanel(title: string, curves: readonly Curve[]): string {
  const all = curves.flatMap((curve) => curve.points).filter(([, y]) => Number.isFinite(y));
  const xs = ends(all.map(([x]) => x));
  const ys = niceEnds(ends(all.map(([, y]) => y)), 5);
  const toX = scale(xs, inner.left, inner.left + inner.width);
  const toY = scale(ys, inner.top + inner.height, inner.top);
  const grid = ticks(ys, 5).map((y) => gridLine(toY(y), tickLabel(y)));
  const marks = wholeTicks(xs).map((x) => xTick(toX(x), String(x)));
  return [...grid, ...marks, axisTitles(title), ...curves.map((curve) => path(curve, toX, toY))].join('');
}

type Scale = (value: number) => number;

function path({ color, dashed, points }: Curve, toX: Scale, toY: Scale): string {
  let pen = 'M';
  let d = '';
  for (const [x, y] of points) {
    if (!Number.isFinite(y)) {
      pen = 'M';
      continue;
    }
    d += `${pen}${toX(x).toFixed(1)},${toY(y).toFixed(1)}`;
    pen = 'L';
  }
  const dash = dashed ? ' stroke-dasharray="5 4"' : '';
  return `<path d="${d}" fill="none" stroke="${color}" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"${dash}/>`;
}

function gridLine(y: number, label: string): string {
  const line = `<path d="M${inner.left},${y.toFixed(1)}h${inner.width}" stroke="${ink}" stroke-opacity=".2"/>`;
  return `${line}<text x="${inner.left - 6}" y="${(y + 4).toFixed(1)}" text-anchor="end" fill="${ink}">${label}</text>`;
}

function xTick(x: number, label: string): string {
  const y = inner.top + inner.height;
  return `<path d="M${x.toFixed(1)},${y}v5" stroke="${ink}"/><text x="${x.toFixed(1)}" y="${y + 18}" text-anchor="middle" fill="${ink}">${label}</text>`;
}

function axisTitles(title: string): string {
  const bottom = inner.top + inner.height;
  const middle = inner.top + inner.height / 2;
  const bold = `text-anchor="middle" font-weight="600" font-size="12" fill="${ink}"`;
  return (
    `<path d="M${inner.left},${bottom}h${inner.width}" stroke="${ink}"/>` +
    `<text x="${inner.left + inner.width / 2}" y="${bottom + 36}" ${bold}>epoch</text>` +
    `<text transform="translate(12,${middle}) rotate(-90)" ${bold}>${title}</text>`
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
