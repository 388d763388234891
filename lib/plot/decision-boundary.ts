// Where in the plane a model says which class, with the points it learns from.
import { tf } from '../tf.js';
import { Chart, type Spec } from './chart.js';
import { clampByte, type Pixels, pngURL } from './pixels.js';
import { count, rounded } from './series.js';
import { palette } from './theme.js';
import { classNames, classNumbers, dense, range, scoped, type Values } from './values.js';

/** Anything that predicts: a model, or a function of the two coordinates. */
export type Classifier =
  | { predict(x: tf.Tensor, args?: object): unknown }
  | ((a: number, b: number) => number);

export interface BoundaryOptions {
  /** Names of the classes, in their order. */
  classes?: readonly string[];
  /** Above the picture. Default: `Decision boundary`. */
  title?: string;
  /** Below the title. Default: the share of points on the right side. */
  subtitle?: string;
  /** Names of the two inputs, on the axes. Default: `x1` and `x2`. */
  axes?: readonly [string, string];
  /** Points a side at which the model is asked. Default: 100. */
  resolution?: number;
}

interface Area {
  x: [low: number, high: number];
  y: [low: number, high: number];
}

const SIZE = 340;
const MAX_POINTS = 2000;

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
  const picture = pngURL(paint(field, side));
  const layer = [background(picture), dots(points.data, labels, names)];
  const encoding = plane(area, options.axes ?? ['x1', 'x2']);
  return new Chart({ title, width: SIZE, height: SIZE, encoding, layer }, `${title.text}. ${subtitle}`);
}

function checkPoints(shape: readonly number[], labels: number): void {
  if (shape.length === 2 && shape[1] === 2 && shape[0] === labels && labels > 0) return;
  throw new Error(
    `plot.decisionBoundary needs points [n, 2] and n classes. Received points [${shape}] and ${labels} classes.`,
  );
}

/** The points' rectangle and a margin, so that the outermost lie inside. */
function around(data: ArrayLike<number>): Area {
  const column = (which: 0 | 1): [number, number] => {
    const [low, high] = range(Array.from(data).filter((_, i) => i % 2 === which));
    const margin = (high - low || 1) * 0.2;
    return [low - margin, high + margin];
  };
  return { x: column(0), y: column(1) };
}

/** Middles of the picture's pixels, from the top left. */
function gridPoints({ x, y }: Area, side: number): Float32Array {
  const points = new Float32Array(side * side * 2);
  for (let i = 0; i < side * side; i++) {
    points[2 * i] = x[0] + ((x[1] - x[0]) * ((i % side) + 0.5)) / side;
    points[2 * i + 1] = y[1] - ((y[1] - y[0]) * (Math.floor(i / side) + 0.5)) / side;
  }
  return points;
}

interface Field {
  /** Rows of one probability, or of one for each class. */
  data: ArrayLike<number>;
  classes: number;
}

function ask(model: Classifier, points: Float32Array): Field {
  const rows = points.length / 2;
  if (typeof model === 'function') {
    return {
      data: Array.from({ length: rows }, (_, i) => model(points[2 * i]!, points[2 * i + 1]!)),
      classes: 1,
    };
  }
  return scoped(() => {
    const answer = model.predict(tf.tensor2d(points, [rows, 2]), { batchSize: 2048 });
    const output = (Array.isArray(answer) ? answer[0] : answer) as tf.Tensor;
    return { data: output.dataSync(), classes: output.size / rows };
  });
}

/** The winning class of a row, and how far ahead it is: 0 at the boundary, 1 where it is sure. */
function verdict({ data, classes }: Field, row: number): { winner: number; lead: number } {
  if (classes === 1) {
    const probability = Math.min(1, Math.max(0, data[row]!));
    return { winner: probability >= 0.5 ? 1 : 0, lead: Math.abs(probability - 0.5) * 2 };
  }
  let winner = 0;
  let second = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < classes; i++) {
    const value = data[row * classes + i]!;
    if (value > data[row * classes + winner]!) {
      second = data[row * classes + winner]!;
      winner = i;
    } else if (value > second) second = value;
  }
  return { winner, lead: Math.min(1, data[row * classes + winner]! - second) };
}

function paint(field: Field, side: number): Pixels {
  const data = new Uint8Array(side * side * 4);
  for (let i = 0; i < side * side; i++) {
    const { winner, lead } = verdict(field, i);
    data.set([...rgb(winner), clampByte(20 + 130 * lead)], 4 * i);
  }
  return { width: side, height: side, channels: 4, data };
}

function rgb(index: number): [number, number, number] {
  const value = Number.parseInt(palette[index % palette.length]!.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function score(model: Classifier, data: ArrayLike<number>, labels: number[]): string {
  const field = ask(model, Float32Array.from(data));
  const right = labels.filter((label, row) => verdict(field, row).winner === label).length;
  return `${count(right)} of ${count(labels.length)} points on the right side`;
}

function plane({ x, y }: Area, axes: readonly [string, string]): Spec {
  const channel = (field: string, domain: [number, number], title: string) => ({
    field,
    type: 'quantitative',
    title,
    scale: { domain, nice: false, zero: false },
    axis: { grid: false, domain: true, ticks: true },
  });
  return { x: channel('x', x, axes[0]), y: channel('y', y, axes[1]) };
}

function background(url: string): Spec {
  const fill = { width: SIZE, height: SIZE, align: 'left', baseline: 'top', aspect: false, aria: false };
  return {
    data: { values: [{ url }] },
    mark: { type: 'image', ...fill },
    encoding: { x: { value: 0 }, y: { value: 0 }, url: { field: 'url' } },
  };
}

function dots(data: ArrayLike<number>, labels: number[], names: string[]): Spec {
  const step = Math.max(1, labels.length / MAX_POINTS);
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
