// House prices in California, from the census of 1990.
import { tf } from '../tf.js';
import type { DataSetFacts } from './data-set.js';
import { fetchFile } from './fetch-file.js';
import { gunzipFile } from './gunzip.js';
import type { SourceFile } from './source-file.js';
import { parseTable, splitTable, type TableDataSet, type TableOptions } from './table.js';
import { fileEnding, readTar } from './tar.js';

const facts: DataSetFacts = {
  name: 'California housing',
  description:
    '20,640 blocks of California, 8 features each; the target is the median house value in dollars',
  source: 'https://www.dcc.fc.up.pt/~ltorgo/Regression/cal_housing.html (StatLib)',
  licence: 'Creative Commons Attribution 4.0, as deposited',
  citation:
    'R. K. Pace, R. Barry: Sparse spatial autoregressions. Statistics and Probability Letters 33, 1997.',
  classes: [],
  features: [
    'longitude',
    'latitude',
    'housingMedianAge',
    'totalRooms',
    'totalBedrooms',
    'population',
    'households',
    'medianIncome',
  ],
};

const archive: SourceFile = {
  path: 'california-housing/cal_housing.tgz',
  url: 'https://ndownloader.figshare.com/files/5976036',
  bytes: 441_963,
  unpackedBytes: 2 ** 24,
  fingerprints: [{ of: 'file', sha256: 'aaa5c9a6afe2225cc2aed2723682ae403280c4a3695a2ddda4ffb5d8215ea681' }],
};

const smallRows = 600;

/** Options of `datasets.californiaHousing`. */
export interface CaliforniaOptions extends TableOptions {
  /** `small` takes the first 600 rows. Default: 'large'. */
  readonly version?: 'large' | 'small';
}

/**
 * House prices in California, 1990: `x` float32 [rows, 8], `y` float32 [rows] in dollars; the columns and the split of
 * `keras.datasets.california_housing`. It comes from the mirror or the public address; there is no stand-in.
 *
 * @throws SourceUnavailableError without a network or mirror, ChecksumError for other bytes than the published ones
 * @example
 * const { train, test, features } = await datasets.californiaHousing({ normalize: true });
 */
export async function californiaHousing(options: CaliforniaOptions = {}): Promise<TableDataSet> {
  const { bytes } = await fetchFile(archive);
  const files = readTar(await gunzipFile(archive, bytes));
  const text = Buffer.from(fileEnding(files, 'cal_housing.data')).toString('latin1');
  const { rows, columns } = parseTable(text, facts.features.length + 1);
  const table = { rows: options.version === 'small' ? rows.slice(0, smallRows) : rows, columns };
  const targets = (values: number[]) => tf.tensor1d(values, 'float32');
  return splitTable(facts, table, targets, { testSplit: 0.2, ...options });
}
