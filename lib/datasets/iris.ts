// Fisher's irises, from the table that the project holds: they need no network.

import { oneHotRows } from '../data/one-hot.js';
import { tf } from '../tf.js';
import type { DataSetFacts } from './data-set.js';
import { parseTable, splitTable, type TableDataSet, type TableOptions } from './table.js';

const facts: DataSetFacts = {
  name: 'Iris',
  description: '150 irises of three species, four measurements each',
  source: 'https://archive.ics.uci.edu/dataset/53/iris, with the values of the article',
  licence: 'public domain (UCI: Creative Commons Attribution 4.0)',
  citation:
    'R. A. Fisher: The use of multiple measurements in taxonomic problems. Annals of Eugenics 7(2), 1936.',
  classes: ['setosa', 'versicolor', 'virginica'],
  features: ['sepal length (cm)', 'sepal width (cm)', 'petal length (cm)', 'petal width (cm)'],
};

/** Options of `datasets.iris`. */
export interface IrisOptions extends TableOptions {
  /** Labels as one-hot rows (float32), as categoricalCrossentropy takes them, not class numbers. Default: false. */
  readonly oneHot?: boolean;
}

/**
 * Fisher's irises: `x` float32 [rows, 4] in centimetres, `y` int32 [rows] with the species' number (or one-hot).
 *
 * 105 rows to train and 45 to test unless `testSplit` says otherwise; `all` has the 150 rows in published order.
 *
 * @throws Error for a `testSplit` that is not a share
 * @example
 * const { train, test, classes } = await datasets.iris({ oneHot: true });
 * console.log(train.x.shape, train.y.shape, classes); // [105, 4] [105, 3] ['setosa', 'versicolor', 'virginica']
 */
export async function iris(options: IrisOptions = {}): Promise<TableDataSet> {
  const { irisTable } = await import('./data/iris.js');
  const targets = options.oneHot
    ? (values: number[]) => oneHotRows(values, facts.classes.length)
    : (values: number[]) => tf.tensor1d(values, 'int32');
  return splitTable(facts, parseTable(irisTable, 5), targets, { testSplit: 0.3, ...options });
}
