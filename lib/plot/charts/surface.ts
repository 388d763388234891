// A function of two numbers as a landscape, with the ways of optimizers down it: in three dimensions by Plotly, as
// a contour map in the PNG.
import type { Spec } from '../render/chart.js';
import { PlotlyChart } from '../render/plotly-chart.js';
import { brief, count, finite, rounded } from '../scales/series.js';
import { grid, palette, textOnPaper } from '../scales/theme.js';
import type { Ends } from '../scales/ticks.js';
import { range } from '../scales/values.js';
import { contourMap, heights, type Landscape, type Path } from './contour-map.js';

/** Options of `plot.surface`. */
export interface SurfaceOptions {
  /** Ends of the two axes. Default: −5 to 5. */
  x?: readonly [number, number];
  y?: readonly [number, number];
  /** Ways over the surface, by name. */
  paths?: Readonly<Record<string, Path>>;
  /** Above the chart. Default: `Surface`. */
  title?: string;
  /** Beside the two axes. Default: `x` and `y`. */
  xTitle?: string;
  yTitle?: string;
  /** Name of the height. Default: `loss`. */
  zTitle?: string;
}

const gridSide = 60;
const maxSteps = 1000;

/**
 * Draws `z = f(x, y)`, and paths on it.
 *
 * @throws when the function gives no finite number in the range
 * @example
 * plot.surface((x, y) => x ** 2 + 3 * y ** 2, { x: [-2, 2], y: [-2, 2], paths: { descent: [[1.8, 1.5], [1, 0.3], [0.2, 0]] } });
 */
export function surface(f: (x: number, y: number) => number, options: SurfaceOptions = {}): PlotlyChart {
  const paths = Object.entries(options.paths ?? {});
  const ends = paths.map(([name, path]) => endNote(name, path, f));
  const land: Landscape = {
    f,
    x: options.x ?? [-5, 5],
    y: options.y ?? [-5, 5],
    paths: paths.map(([name, path]) => [name, thinned(path)]),
    title: {
      text: options.title ?? 'Surface',
      subtitle: [...ends, 'In JupyterLab, point at the map to turn it in three dimensions'],
    },
    titles: [options.xTitle ?? 'x', options.yTitle ?? 'y', options.zTitle ?? 'loss'],
  };
  const all = heights(land, gridSide);
  checkFinite(all);
  const [low, high] = range(all);
  // A little above the surface, or it would swallow the lines.
  const lines = land.paths.map((path, i) => line3d(path, i, f, (high - low) / 60));
  return new PlotlyChart([relief(land, all), ...lines], layout(land), contourMap(land));
}

function thinned(path: Path): Path {
  const step = Math.max(1, path.length / maxSteps);
  return Array.from({ length: Math.ceil(path.length / step) }, (_, i) => path[Math.floor(i * step)]!);
}

function endNote(name: string, path: Path, f: Landscape['f']): string {
  const [x, y] = path.at(-1) ?? [];
  if (x === undefined || y === undefined) return `${name}: no step`;
  return `${name}: ${count(Math.max(0, path.length - 1))} steps, ends at (${brief(x)}, ${brief(y)}), height ${brief(f(x, y))}`;
}

function relief(land: Landscape, all: Float64Array): Spec {
  const axis = ([low, high]: Ends) =>
    Array.from({ length: gridSide }, (_, i) => rounded(low + ((high - low) * i) / (gridSide - 1)));
  const z = Array.from({ length: gridSide }, (_, row) =>
    Array.from(all.subarray(row * gridSide, (row + 1) * gridSide), (value) => rounded(finite(value))),
  );
  return {
    type: 'surface',
    x: axis(land.x),
    y: axis(land.y),
    z,
    colorscale: 'Viridis',
    opacity: 0.85,
    showscale: false,
    contours: { z: { show: true, usecolormap: true, project: { z: true } } },
    name: land.title.text,
  };
}

function checkFinite(all: Float64Array): void {
  if (all.some((value) => Number.isFinite(value))) return;
  throw new Error(
    'plot.surface: the function gives no finite number between the ends of the axes. Check `x` and `y`.',
  );
}

function line3d(
  [name, path]: Landscape['paths'][number],
  index: number,
  f: Landscape['f'],
  lift: number,
): Spec {
  const color = palette[index % palette.length];
  return {
    type: 'scatter3d',
    mode: 'lines+markers',
    name,
    x: path.map(([x]) => rounded(x!)),
    y: path.map(([, y]) => rounded(y!)),
    z: path.map(([x, y]) => rounded(finite(f(x!, y!) + lift))),
    line: { color, width: 5 },
    marker: { color, size: 2.5 },
  };
}

function layout({ title, titles }: Landscape): Spec {
  const axis = (text: string) => ({
    title: { text },
    gridcolor: grid,
    color: textOnPaper,
    showbackground: false,
  });
  return {
    title: { text: title.text, x: 0.02, font: { size: 15 } },
    height: 540,
    margin: { l: 0, r: 0, t: 60, b: 0 },
    scene: {
      xaxis: axis(titles[0]),
      yaxis: axis(titles[1]),
      zaxis: axis(titles[2]),
      aspectmode: 'manual',
      aspectratio: { x: 1.3, y: 1.3, z: 0.8 },
      camera: { eye: { x: 1.1, y: -1.4, z: 1 }, center: { x: 0, y: 0, z: -0.15 } },
    },
    legend: { orientation: 'h', y: 1.02 },
  };
}
