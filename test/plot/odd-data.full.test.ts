// Empty data, one point, NaN and infinity, a thousand classes, one-pixel images: a sensible chart or an error
// that says what to do.
import { describe, expect, it, vi } from 'vitest';
import { bar } from '../../lib/plot/charts/bar.js';
import { classificationReport } from '../../lib/plot/charts/classification-report.js';
import { confusionMatrix } from '../../lib/plot/charts/confusion-matrix.js';
import { convolution } from '../../lib/plot/charts/convolution.js';
import { decisionBoundary } from '../../lib/plot/charts/decision-boundary.js';
import { functions } from '../../lib/plot/charts/functions.js';
import { histogram } from '../../lib/plot/charts/histogram.js';
import { history } from '../../lib/plot/charts/history.js';
import { images } from '../../lib/plot/charts/images.js';
import { learningRate } from '../../lib/plot/charts/learning-rate.js';
import { line } from '../../lib/plot/charts/line.js';
import { plotly } from '../../lib/plot/charts/plotly.js';
import { predictions } from '../../lib/plot/charts/predictions.js';
import { rocCurve } from '../../lib/plot/charts/roc-curve.js';
import { scatter } from '../../lib/plot/charts/scatter.js';
import { surface } from '../../lib/plot/charts/surface.js';
import { table } from '../../lib/plot/charts/table.js';
import { tensor } from '../../lib/plot/charts/tensor.js';
import { vega } from '../../lib/plot/charts/vega.js';
import type { Chart } from '../../lib/plot/render/chart.js';
import type { Drawing } from '../../lib/plot/render/drawing.js';
import { PlotlyChart } from '../../lib/plot/render/plotly-chart.js';

const gaps = [1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2];
const thousand = Array.from({ length: 3000 }, (_, i) => i % 1000);
const shifted = thousand.map((n, i) => (i % 7 === 0 ? (n + 1) % 1000 : n));
const many = Array.from({ length: 100_000 }, (_, x) => ({ x, y: Math.sin(x / 1000) }));
const inRows = (n: number) => Array.from({ length: n }, (_, i) => [i / n, (i * 7) % 3]);

const drawable: Record<string, () => Drawing> = {
  'bar of one row': () => bar([{ a: 'x', b: 1 }], { x: 'a', y: 'b' }),
  'line of one row': () => line([{ x: 1, y: 1 }], { x: 'x', y: 'y' }),
  'line with gaps': () =>
    line(
      gaps.map((y, x) => ({ x, y })),
      { x: 'x', y: 'y' },
    ),
  'line of 100,000 rows': () => line(many, { x: 'x', y: 'y' }),
  'scatter of 100,000 rows': () => scatter(many, { x: 'x', y: 'y', color: 'y' }),
  'rows with many and odd columns': () =>
    scatter(
      many.map((row) => ({
        ...row,
        a: 1 / 3,
        b: 'text',
        c: [1, 2, 3],
        d: null,
        e: new Date(0),
        f: 2 / 3,
        g: 5,
      })),
      { x: 'x', y: 'y' },
    ),
  'logarithmic line with zero': () =>
    line(
      [
        { x: 1, y: 0 },
        { x: 2, y: 10 },
      ],
      { x: 'x', y: 'y', yScale: 'log' },
    ),
  'logarithmic history': () => history({ loss: [1, 0.1, 0], val_loss: [1, 0.2, 0.1] }, { scale: 'log' }),
  'histogram of equal numbers': () => histogram([3, 3, 3]),
  'histogram with gaps': () => histogram(gaps),
  'histogram of an empty set among others': () => histogram({ none: [], some: [1, 2] }),
  'tensor of one number': () => tensor([[5]]),
  'tensor with gaps': () => tensor([gaps, gaps]),
  'tensor of 300 by 300': () =>
    tensor(Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => 0.5))),
  'tensor of four dimensions': () =>
    tensor([
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
    ]),
  'image of one pixel': () => images([[[0.5]]]),
  'image of one colour pixel': () => images([[[[0.1, 0.2, 0.3]]]]),
  'images with gaps': () =>
    images([
      [
        [0, Number.NaN],
        [Number.POSITIVE_INFINITY, 1],
      ],
    ]),
  'images, more than fit': () =>
    images(
      Array.from({ length: 500 }, () => [
        [0, 1],
        [1, 0],
      ]),
    ),
  'image of a thousand pixels a side': () =>
    images([Array.from({ length: 1000 }, () => new Array<number>(1000).fill(7))]),
  'predictions of yes and no': () =>
    predictions(
      [
        [
          [0, 1],
          [1, 0],
        ],
      ],
      [1],
      [0.3],
    ),
  'confusion of a thousand classes': () => confusionMatrix(thousand, shifted),
  'confusion of one sample': () => confusionMatrix([0], [0]),
  'report of a thousand classes': () => classificationReport(thousand, shifted),
  'ROC of equal scores': () => rocCurve([0, 1], [0.5, 0.5]),
  'ROC of many classes': () =>
    rocCurve(
      thousand,
      Array.from({ length: 3000 }, (_, i) => thousand.slice(0, 20).map((k) => Number(k === i % 1000))),
    ),
  'decision boundary of one point': () => decisionBoundary(() => Number.NaN, [[1, 1]], [0]),
  'decision boundary of many points': () =>
    decisionBoundary(
      (a) => a,
      inRows(5000),
      inRows(5000).map(([, k]) => k!),
    ),
  'function with a pole': () =>
    functions({ pole: (x: number) => 1 / x }, { derivative: true, domain: [-5, 5] }),
  'surface with gaps': () => surface((x, y) => Math.log(x + y)),
  'surface with an empty path': () => surface((x, y) => x * y, { paths: { none: [] } }),
  'surface with a diverging path': () =>
    surface((x, y) => x * y, {
      paths: {
        away: [
          [0, 0],
          [Number.POSITIVE_INFINITY, Number.NaN],
        ],
      },
    }),
  'convolution of one place': () => convolution([[1]], [[2]]),
  'convolution, padded, in steps of two': () =>
    convolution(
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
      [
        [1, 0],
        [0, 1],
      ],
      { padding: 'same', stride: 2 },
    ),
  'learning rate that falls to zero': () => learningRate((step: number) => Math.max(0, 1 - step / 500)),
  'Plotly kind without a flat form': () => plotly([{ type: 'sankey' }]),
};

describe('odd data is drawn', () => {
  it.each(Object.keys(drawable))('%s', async (name) => {
    const warnings = vi.spyOn(console, 'warn');
    const drawing = drawable[name]!();
    const svg = await drawing.toSVG();
    expect(svg.startsWith('<svg')).toBe(true);
    expect(warnings.mock.calls.flat().filter((text) => /scale|encod|mark|axis/i.test(String(text)))).toEqual(
      [],
    );
    warnings.mockRestore();
    // Places, not words: a label may well say NaN.
    expect(/ (d|transform|width|height|x|y)="[^"]*NaN/.exec(svg)?.[0]).toBeUndefined();
    const spec = drawing instanceof PlotlyChart ? drawing.data : (drawing as Chart).spec;
    expect(JSON.stringify(spec).length).toBeLessThan(500_000);
  });

  it('says what it thinned', () => {
    expect(drawable['line of 100,000 rows']!().text).toContain('5,000 of 100,000 rows');
    expect(drawable['tensor of 300 by 300']!().text).toContain('every 5th row');
    expect(drawable['confusion of a thousand classes']!().text).toContain('30 of 1,000 classes');
    expect(drawable['images, more than fit']!().text).toContain('32 of 500 images');
  });
});

describe('what cannot be drawn is explained', () => {
  it.each<[string, () => unknown, string]>([
    [
      'an empty table',
      () => line([], { x: 'a', y: 'b' }),
      'plot.line expects rows: [{ a: 1, … }, …]. Received: an empty table.',
    ],
    [
      'an unknown column',
      () => bar([{ a: 1 }], { x: 'a', y: 'b' }),
      'no row has the column "b". There are: a.',
    ],
    ['no finite number', () => histogram([Number.NaN]), 'needs at least one finite number'],
    ['an empty tensor', () => tensor([]), 'needs at least one number'],
    ['uneven rows', () => tensor([[1, 2], [3]]), 'rows of equal length'],
    ['no image', () => images([]), 'plot.images'],
    ['a vector as an image', () => images([1, 2, 3]), 'Received the shape [3]'],
    [
      'labels that do not fit',
      () => predictions([[[0]]], [0, 1], [[1, 0]]),
      'Received 1 images, 2 labels, 1 predictions',
    ],
    ['nothing to confuse', () => confusionMatrix([], []), 'at least one'],
    [
      'a report of unequal lengths',
      () => classificationReport([0], [0, 1]),
      'Received 1 labels and 2 predictions',
    ],
    ['a single class', () => rocCurve([1, 1], [0.5, 0.6]), 'at least two classes'],
    [
      'points of three numbers',
      () => decisionBoundary(() => 1, [[1, 2, 3]], [0]),
      'Received points [1,3] and 1 classes',
    ],
    ['a range upside down', () => functions({ f: (x: number) => x }, { from: 1, to: 0 }), 'from < to'],
    ['a function without numbers', () => surface(() => Number.NaN), 'no finite number'],
    ['a filter larger than the matrix', () => convolution([[1]], [[1, 2]]), 'a filter that fits into it'],
    ['a history without a rate', () => learningRate({ loss: [1] }), 'There are: loss'],
    ['a specification that is none', () => vega([] as never), 'expects a Vega-Lite specification'],
    ['traces that are none', () => plotly({} as never), 'expects a list of traces'],
    ['a table that is none', () => table({} as never), 'expects rows'],
  ])('%s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});
