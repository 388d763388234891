// The Boston house prices, from the table that the project holds: they need no network.
import { tf } from '../tf.js';
import type { DataSetFacts } from './data-set.js';
import { parseTable, splitTable, type TableDataSet, type TableOptions } from './table.js';

const facts: DataSetFacts = {
  name: 'Boston housing',
  description:
    '506 districts of Boston, 13 features each; the target is the median house value in thousands of dollars',
  source: 'http://lib.stat.cmu.edu/datasets/boston (StatLib, Carnegie Mellon University)',
  licence: 'public, free to use with the citation',
  citation:
    'D. Harrison, D. L. Rubinfeld: Hedonic prices and the demand for clean air. ' +
    'Journal of Environmental Economics and Management 5, 1978.',
  classes: [],
  features: ['CRIM', 'ZN', 'INDUS', 'CHAS', 'NOX', 'RM', 'AGE', 'DIS', 'RAD', 'TAX', 'PTRATIO', 'B', 'LSTAT'],
};

/**
 * The Boston house prices of 1978: `x` float32 [rows, 13], `y` float32 [rows] in thousands of dollars.
 *
 * 404 rows to train and 102 to test, the very rows of `keras.datasets.boston_housing.load_data()` in its order;
 * `testSplit` and `seed` work as there. `all` has the 506 rows in published order.
 *
 * The data has a known ethical problem: the feature B encodes the share of Black residents under the assumption that
 * it should lower the price, and the article's authors tie other features to it. Use it to learn how regression
 * works, not to learn about houses or people; `californiaHousing()` is an alternative.
 *
 * @throws Error for a `testSplit` that is not a share
 * @example
 * const { train, test } = await datasets.bostonHousing({ normalize: true });
 * console.log(train.x.shape, train.y.shape); // [404, 13] [404]
 */
export async function bostonHousing(options: TableOptions = {}): Promise<TableDataSet> {
  const { bostonTable } = await import('./data/boston-housing.js');
  const targets = (values: number[]) => tf.tensor1d(values, 'float32');
  return splitTable(facts, parseTable(bostonTable, 14), targets, { testSplit: 0.2, ...options });
}
