// Functions of one number and their derivatives: activations, losses.
import { tf } from '../../tf.js';
import { Chart, type Spec } from '../render/chart.js';
import { finite, rounded } from '../scales/series.js';
import { palette } from '../scales/theme.js';
import { scoped } from '../scales/values.js';

/** A function of a number, or one of tensors such as `tf.sigmoid`. */
export type OneVariable = ((x: number) => number) | ((x: tf.Tensor) => tf.Tensor);

/** Options of `plot.functions`. */
export interface FunctionOptions {
  /** Ends of the horizontal axis. Default: −5 to 5. */
  from?: number;
  to?: number;
  /** A second panel with the derivatives. Default: false. */
  derivative?: boolean;
  /** Above the chart. Default: the names. */
  title?: string;
  /** Ends of the vertical axes. Default: what the functions need. */
  domain?: readonly [low: number, high: number];
}

const steps = 160;

interface Row {
  name: string;
  x: number;
  y: number | null;
}

/**
 * Draws functions over a range, and on request their derivatives beside them: exact ones for functions of tensors,
 * central differences for functions of numbers.
 *
 * @throws when there is no function, or `from` is not below `to`
 * @example
 * plot.functions({ sigmoid: tf.sigmoid, tanh: tf.tanh, square: (x: number) => x * x / 10 }, { derivative: true });
 */
export function functions(
  named: Readonly<Record<string, OneVariable>>,
  options: FunctionOptions = {},
): Chart {
  const { from = -5, to = 5, derivative = false } = options;
  const names = Object.keys(named);
  if (names.length === 0 || !(from < to)) {
    throw new Error(
      `plot.functions needs a function and from < to. Received ${names.length} functions, from ${from} to ${to}.`,
    );
  }
  const xs = Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);
  const sampled = names.map((name) => ({ name, ...sample(named[name]!, xs) }));
  const rows = (key: 'values' | 'slopes') => sampled.flatMap((one) => toRows(one.name, xs, one[key]));
  const panels = [
    panel(rows('values'), 'f(x)', options.domain),
    ...(derivative ? [panel(rows('slopes'), 'f′(x)', undefined)] : []),
  ];
  const color = { field: 'name', type: 'nominal', title: null, sort: null };
  const scale = { domain: names, range: palette };
  const coloured = panels.map((spec) => ({
    ...spec,
    encoding: {
      ...(spec.encoding as Spec),
      color: { ...color, scale, legend: { orient: 'top', symbolType: 'stroke', columns: 5 } },
    },
  }));
  const title = options.title ?? (derivative ? `${names.join(', ')} and derivatives` : names.join(', '));
  return new Chart({ title, hconcat: coloured }, `${title}, from ${from} to ${to}`);
}

function panel(values: Row[], yTitle: string, domain: readonly [number, number] | undefined): Spec {
  return {
    width: 320,
    height: 240,
    data: { values },
    mark: { type: 'line', tooltip: true, ...(domain ? { clip: true } : {}) },
    encoding: {
      x: { field: 'x', type: 'quantitative', title: 'x', scale: { nice: false } },
      y: { field: 'y', type: 'quantitative', title: yTitle, ...(domain ? { scale: { domain } } : {}) },
    },
  };
}

interface Sampled {
  values: ArrayLike<number>;
  slopes: ArrayLike<number>;
}

function sample(f: OneVariable, xs: number[]): Sampled {
  const ofNumbers = f as (x: number) => number | tf.Tensor;
  const first = ofNumbers(xs[0]!);
  if (typeof first !== 'number') {
    first.dispose();
    return sampleTensors(f as (x: tf.Tensor) => tf.Tensor, xs);
  }
  const h = (xs[1]! - xs[0]!) / 1000;
  const g = f as (x: number) => number;
  return { values: xs.map(g), slopes: xs.map((x) => (g(x + h) - g(x - h)) / (2 * h)) };
}

function sampleTensors(f: (x: tf.Tensor) => tf.Tensor, xs: number[]): Sampled {
  return scoped(() => {
    const x = tf.tensor1d(xs);
    return { values: f(x).dataSync(), slopes: tf.grad(f)(x).dataSync() };
  });
}

function toRows(name: string, xs: number[], ys: ArrayLike<number>): Row[] {
  return xs.map((x, i) => ({ name, x: rounded(x)!, y: rounded(finite(ys[i]!)) }));
}
