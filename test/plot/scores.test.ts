import { describe, expect, it } from 'vitest';
import { confusionMatrix } from '../../lib/plot/charts/confusion-matrix.js';
import { rocCurve } from '../../lib/plot/charts/roc-curve.js';
import type { Chart } from '../../lib/plot/render/chart.js';

interface Cells {
  data: { values: { row: string; column: string; value: number; label: string }[] };
}

const cells = (chart: Chart) => (chart.spec as unknown as Cells).data.values;

describe('plot.rocCurve', () => {
  it.each<[string, number[], number[], string]>([
    ['perfect', [0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9], '1.000'],
    ['reversed', [0, 0, 1, 1], [0.9, 0.8, 0.2, 0.1], '0.000'],
    ['all alike', [0, 0, 1, 1], [0.5, 0.5, 0.5, 0.5], '0.500'],
    ["scikit-learn's example", [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], '0.750'],
  ])('finds the area: %s', (_, labels, scores, area) => {
    expect(rocCurve(labels, scores).text).toContain(`AUC ${area}`);
  });

  it('sets each class against the rest', () => {
    const scores = [
      [0.8, 0.1, 0.1],
      [0.2, 0.7, 0.1],
      [0.1, 0.2, 0.7],
    ];
    expect(rocCurve([0, 1, 2], scores, { classes: ['a', 'b', 'c'] }).text).toBe(
      'ROC curve. a, AUC 1.000. b, AUC 1.000. c, AUC 1.000',
    );
  });
});

describe('plot.confusionMatrix', () => {
  it('counts true classes in rows and predicted ones in columns', () => {
    const chart = confusionMatrix(
      [0, 1, 1],
      [
        [1, 0],
        [1, 0],
        [0, 1],
      ],
      { classes: ['cat', 'dog'] },
    );
    expect(cells(chart).find(({ row, column }) => row === 'dog' && column === 'cat')).toMatchObject({
      value: 1,
      label: '1',
    });
    expect(chart.text).toContain('2 of 3 right (66.67%)');
  });

  it('gives shares of each true class when asked to', () => {
    const chart = confusionMatrix([1, 1, 1, 1], [1, 1, 1, 0], { normalize: 'row' });
    expect(cells(chart).map(({ label }) => label)).toEqual(['', '', '25%', '75%']);
  });
});
