// The rows of a chart as one line of a saved notebook: drawn, they are the same.
import { describe, expect, it } from 'vitest';
import { displaySymbol } from '../../lib/host.js';
import * as plot from '../../lib/plot/plot.js';
import { withRowsAsText } from '../../lib/plot/render/one-line-data.js';
import { renderSVG } from '../../lib/plot/render/vega.js';

const times = Array.from({ length: 5 }, (_, i) => ({ time: new Date(Date.UTC(2025, 0, i + 1)), n: i * i }));
const charts = {
  history: plot.history({ history: { loss: [3, 2, Number.NaN, 1], val_loss: [3, 2.5, 2, 2] } }),
  grid: plot.grid([plot.line([3, 1, 2]), plot.bar(['a', 'b'], [1, 2])]),
  times: plot.line(times, { x: 'time', y: 'n' }),
  names: plot.scatter(
    [
      { x: 1, y: 2, what: '007' },
      { x: 2, y: null, what: '' },
    ],
    { x: 'x', y: 'y', color: 'what' },
  ),
  histogram: plot.histogram({ one: [1, 2, 2, 3], two: [1, 1, 2] }),
  images: plot.images(
    [
      [
        [0, 1],
        [1, 0],
      ],
      [
        [1, 1],
        [0, 0],
      ],
    ],
    { labels: ['two\nlines', ''] },
  ),
};

/** Vega numbers the parts of each drawing anew. */
const plain = (svg: string): string => svg.replace(/(clip|gradient_?)\d+/g, '$1');

describe('a chart in a notebook', () => {
  it.each(Object.entries(charts))('%s is drawn alike', async (_, chart) => {
    expect(plain(await renderSVG(withRowsAsText(chart.spec)))).toBe(plain(await renderSVG(chart.spec)));
  });

  it('keeps all rows of a training in a line for each panel, and is itself as it was', async () => {
    const history = Array.from({ length: 200 }, (_, i) => 1 / (i + 1));
    const chart = plot.history({ history: { loss: history, val_loss: history } });
    const bundle = await chart[displaySymbol]();
    expect(JSON.stringify(bundle, null, 1).split('\n').length).toBeLessThan(320);
    expect(JSON.stringify(chart.spec)).toContain('"values":[');
  });

  it('leaves rows alone that say themselves how they are read, and what is no row', () => {
    const spec = {
      data: { values: 'a,b\n1,2', format: { type: 'csv' } },
      layer: [{ data: { url: 'a.csv' } }],
    };
    expect(withRowsAsText(spec)).toEqual(spec);
    const values = { transform: [{ lookup: 'a', from: { data: { values: [1] }, key: 'a' } }] };
    expect(withRowsAsText(values)).toEqual({
      transform: [{ lookup: 'a', from: { data: { values: '[1]', format: { type: 'json' } }, key: 'a' } }],
    });
  });
});
