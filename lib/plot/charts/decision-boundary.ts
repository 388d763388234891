// Where in the plane a model says which class, with the points it learns from.

import { backdrop, planeAxes } from '../marks/plane.js';
import { Chart, type Spec } from '../render/chart.js';
import { count, rounded } from '../scales/series.js';
import { palette } from '../scales/theme.js';
import { classNames, classNumbers, dense, type Values } from '../scales/values.js';
import { around, ask, type Classifier, gridPoints, paint, verdict } from './decision-field.js';

/** Options of `plot.decisionBoundary`. */
export interface BoundaryOptions {
  /** Names of the classes, in their order. */
  classes?: readonly string[];
  /** Above the chart. Default: `Decision boundary`. */
  title?: string;
  /** Below the title. Default: the share of points on the right side. */
  subtitle?: string;
  /** Names of the two inputs, on the axes. Default: `x1` and `x2`. */
  axes?: readonly [string, string];
  /** Points a side at which the model is asked. Default: 100. */
  resolution?: number;
}

const chartSize = 340;
const maxPoints = 2000;

/**
 * Colours the plane by the model's answer: the stronger the colour, the surer the answer.
 *
 * @param model a model with two inputs and one probability or one output a class; or a function of two numbers
 *   that gives a probability
 * @param x points, `[n, 2]`
 * @param y their classes: numbers or one-hot rows
 * @throws when the points are not pairs, or their number differs from that of the classes
 * @example
 * plot.decisionBoundary((a, b) => Number(a + b > 1), [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1]);
 */
export function decisionBoundary(
  model: Classifier,
  x: Values,
  y: Values,
  options: BoundaryOptions = {},
): Chart {
  const points = dense(x, 'plot.decisionBoundary');
  const labels = classNumbers(y, 'plot.decisionBoundary');
  checkPoints(points.shape, labels.length);
  const area = around(points.data);
  const side = options.resolution ?? 100;
  const field = ask(model, gridPoints(area, side));
  const names = classNames(
    options.classes,
    labels,
    Array.from({ length: Math.max(2, field.classes) }, (_, i) => i),
  );
  const subtitle = options.subtitle ?? score(model, points.data, labels);
  const title = { text: options.title ?? 'Decision boundary', subtitle };
  const layer = [backdrop(paint(field, side), chartSize), dots(points.data, labels, names)];
  const encoding = planeAxes(area, options.axes ?? ['x1', 'x2']);
  return new Chart(
    { title, width: chartSize, height: chartSize, encoding, layer },
    `${title.text}. ${subtitle}`,
  );
}

function checkPoints(shape: readonly number[], labels: number): void {
  if (shape.length === 2 && shape[1] === 2 && shape[0] === labels && labels > 0) return;
  throw new Error(
    `plot.decisionBoundary needs points [n, 2] and n classes. Received points [${shape}] and ${labels} classes.`,
  );
}

function score(model: Classifier, data: ArrayLike<number>, labels: number[]): string {
  const field = ask(model, Float32Array.from(data));
  const right = labels.filter((label, row) => verdict(field, row).winner === label).length;
  return `${count(right)} of ${count(labels.length)} points on the right side`;
}

function dots(data: ArrayLike<number>, labels: number[], names: string[]): Spec {
  const step = Math.max(1, labels.length / maxPoints);
  const values = Array.from({ length: Math.ceil(labels.length / step) }, (_, n) => {
    const i = Math.floor(n * step);
    return { x: rounded(data[2 * i]!), y: rounded(data[2 * i + 1]!), class: names[labels[i]!] };
  });
  const scale = { domain: names, range: names.map((_, i) => palette[i % palette.length]) };
  const few = values.length <= 20;
  return {
    data: { values },
    mark: {
      type: 'circle',
      opacity: 1,
      size: few ? 140 : 40,
      stroke: '#ffffff',
      strokeWidth: 1,
      tooltip: true,
    },
    encoding: { color: { field: 'class', type: 'nominal', scale, title: 'class' } },
  };
}
