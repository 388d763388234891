// The arrows between a model's layers. One that passes rows of layers runs beside their boxes, not through them.
import type { LayerNode } from './layer-graph.js';

export const boxSize = { width: 250, height: 44, gapX: 24, gapY: 26 };
const gap = 14;

/** Where a layer's box is. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Lane {
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

interface Row {
  readonly left: number;
  readonly right: number;
}

/** The way of each arrow, from box to box. */
export function arrowWays(nodes: LayerNode[], places: ReadonlyMap<LayerNode['layer'], Place>): Point[][] {
  const rows = rowsOf([...places.values()]);
  const lanes: Lane[] = [];
  return nodes.flatMap(({ layer, allSources }) =>
    allSources.map((source) => way(places.get(source)!, places.get(layer)!, rows, lanes)),
  );
}

const middle = (place: Place): number => place.x + boxSize.width / 2;

function way(from: Place, to: Place, rows: Row[], lanes: Lane[]): Point[] {
  const start = { x: middle(from), y: from.y + boxSize.height };
  const end = { x: middle(to), y: to.y - 4 };
  if (to.depth - from.depth <= 1) return [start, end];
  const x = laneBeside(rows.slice(from.depth + 1, to.depth), [start.x, end.x], { from, to, lanes });
  lanes.push({ x, from: from.depth, to: to.depth });
  return [start, { x, y: start.y + boxSize.gapY - 6 }, { x, y: to.y - boxSize.gapY + 6 }, end];
}

/** Straight down from the start or to the end where no box is in the way, else past the nearer side. */
function laneBeside(
  between: Row[],
  ends: number[],
  { from, to, lanes }: { from: Place; to: Place; lanes: Lane[] },
): number {
  const left = Math.min(...between.map((row) => row.left)) - gap;
  const right = Math.max(...between.map((row) => row.right)) + gap;
  const isLeft = ends[0]! < (left + right) / 2;
  let x = ends.find((end) => end <= left || end >= right) ?? (isLeft ? left : right);
  const taken = () =>
    lanes.some((lane) => lane.from < to.depth && lane.to > from.depth && Math.abs(lane.x - x) < gap);
  while (taken()) x += x <= left ? -gap : gap;
  return x;
}

function rowsOf(places: Place[]): Row[] {
  const rows: Row[] = [];
  for (const { x, depth } of places) {
    const { left, right } = rows[depth] ?? { left: x, right: x };
    rows[depth] = { left: Math.min(left, x), right: Math.max(right, x + boxSize.width) };
  }
  return rows;
}
