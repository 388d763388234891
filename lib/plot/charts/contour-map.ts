// A landscape seen from above: bands of equal height, and ways through it.

import { clampByte } from '../marks/pixels.js';
import { type Area, backdrop, planeAxes } from '../marks/plane.js';
import { Chart, type Spec } from '../render/chart.js';
import { finite, rounded } from '../scales/series.js';
import { ink, palette } from '../scales/theme.js';
import type { Ends } from '../scales/ticks.js';

/** The steps of an optimizer, from its start: pairs of x and y. */
export type Path = readonly (readonly [number, number] | readonly number[])[];

/** A function over an area, and ways through it. */
export interface Landscape extends Area {
  f: (x: number, y: number) => number;
  paths: [name: string, path: Path][];
  title: { text: string; subtitle: string[] };
  /** Names of the axes and of the height. */
  titles: readonly [x: string, y: string, z: string];
}

const mapSize = 360;
const bandCount = 14;

/** Heights over a square of places, row by row from the lowest y. */
export function heights({ f, x, y }: Landscape, side: number): Float64Array {
  const at = ([low, high]: Ends, i: number) => low + ((high - low) * i) / (side - 1);
  return Float64Array.from({ length: side * side }, (_, i) =>
    f(at(x, i % side), at(y, Math.floor(i / side))),
  );
}

/** Bands of height, the darker the higher, and the paths on top. */
export function contourMap(land: Landscape): Chart {
  const pixels = {
    width: mapSize,
    height: mapSize,
    channels: 4,
    data: bands(heights(land, mapSize)),
  } as const;
  const layer = [backdrop(pixels, mapSize), corners(land), ...pathLayers(land.paths)];
  const encoding = planeAxes(land, [land.titles[0], land.titles[1]]);
  const { title } = land;
  const text = [title.text, ...title.subtitle].join('. ');
  return new Chart({ title, width: mapSize, height: mapSize, encoding, layer }, text);
}

/** Invisible corners: without a mark that has places, Vega-Lite draws no axes. */
function corners({ x, y }: Area): Spec {
  const values = [0, 1].map((i) => ({ x: x[i], y: y[i] }));
  return { data: { values }, mark: { type: 'point', opacity: 0 } };
}

function pathLayers(paths: Landscape['paths']): Spec[] {
  if (paths.length === 0) return [];
  const values = paths.flatMap(([path, steps]) =>
    steps.map(([x, y], step) => ({ path, step, x: rounded(finite(x!)), y: rounded(finite(y!)) })),
  );
  const scale = {
    domain: paths.map(([name]) => name),
    range: paths.map((_, i) => palette[i % palette.length]),
  };
  const color = { field: 'path', type: 'nominal', scale, title: null, legend: { symbolType: 'stroke' } };
  const ends = values.filter(
    ({ path, step }) => step === 0 || step === paths.find(([name]) => name === path)![1].length - 1,
  );
  return [
    {
      data: { values },
      mark: { type: 'line', clip: true, strokeWidth: 2 },
      encoding: { color, order: { field: 'step' } },
    },
    { data: { values }, mark: { type: 'circle', clip: true, size: 14, opacity: 1 }, encoding: { color } },
    {
      data: { values: ends },
      mark: { type: 'circle', clip: true, size: 70, opacity: 1 },
      encoding: { color },
    },
  ];
}

/** Equal shares of the area, rather than of the height: a steep rim would else take all the bands. */
function bands(all: Float64Array): Uint8Array {
  const sorted = Float64Array.from(all)
    .filter((value) => Number.isFinite(value))
    .sort();
  const limits = Array.from(
    { length: bandCount - 1 },
    (_, i) => sorted[Math.floor((sorted.length * (i + 1)) / bandCount)]!,
  );
  const grey = Number.parseInt(ink.slice(1, 3), 16);
  const data = new Uint8Array(all.length * 4);
  all.forEach((value, i) => {
    const band = limits.filter((limit) => value >= limit).length;
    // Rows of an image run from the top, those of the plane from the bottom.
    const at = ((mapSize - 1 - Math.floor(i / mapSize)) * mapSize + (i % mapSize)) * 4;
    data.set([grey, grey, grey, Number.isNaN(value) ? 0 : clampByte((band / bandCount) * 170)], at);
  });
  return data;
}
