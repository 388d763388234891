// Numbers on their way into a specification: what JSON cannot hold becomes null (Vega-Lite leaves a gap there),
// and what is too much to embed is thinned, keeping the extremes that the eye would see.
import { format } from 'd3-format';

export interface Point {
  x: number;
  y: number | null;
}

/** A number as JSON can hold it: NaN and infinities become null. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Six significant digits: enough for any screen, and a third of the size of a full double. */
export function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(6));
}

/**
 * At most about `limit` of the points, in order: each stretch of the line gives its lowest and highest point, so
 * that a spike of a single step stays visible.
 */
export function thin<P extends Point>(points: readonly P[], limit: number): P[] {
  if (points.length <= limit) return [...points];
  const stretch = points.length / Math.floor(limit / 2);
  const kept: P[] = [];
  for (let start = 0; start < points.length; start += stretch) {
    kept.push(...extremes(points.slice(Math.floor(start), Math.floor(start + stretch))));
  }
  return withEnds(points, kept);
}

function extremes<P extends Point>(points: readonly P[]): P[] {
  if (points.length === 0) return [];
  const low = points.reduce((a, b) => ((b.y ?? Infinity) < (a.y ?? Infinity) ? b : a));
  const high = points.reduce((a, b) => ((b.y ?? -Infinity) > (a.y ?? -Infinity) ? b : a));
  if (low === high) return [low];
  return low.x <= high.x ? [low, high] : [high, low];
}

function withEnds<P extends Point>(all: readonly P[], kept: readonly P[]): P[] {
  const first = all[0]!;
  const last = all[all.length - 1]!;
  const inner = kept.filter((p) => p !== first && p !== last);
  return [first, ...inner, last];
}

/** `1234567` as `1,234,567`. */
export const count: (n: number) => string = format(',d');

/** A loss or metric with the digits a reader compares: four significant ones. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(3);
  return size >= 1000 ? value.toFixed(1) : value.toPrecision(4);
}

/** A number with at most three significant digits and no zeros at its end, for cells and labels. */
export function brief(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const text =
    size >= 1e6
      ? value.toExponential(2)
      : size >= 1000
        ? value.toFixed(0)
        : String(Number(value.toPrecision(3)));
  return text.replace('+', '').replaceAll('-', '−');
}
