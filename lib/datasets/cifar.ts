// CIFAR-10 and CIFAR-100: small colour photographs.
import { readCifarRecords } from './cifar-records.js';
import { type DataSet, type DataSetFacts, dataSet } from './data-set.js';
import { fetchFile } from './fetch-file.js';
import { gunzipFile } from './gunzip.js';
import { type ImageOptions, imageSplit } from './image-options.js';
import type { SourceFile } from './source-file.js';
import { fileEnding, readTar } from './tar.js';

const common = {
  source: 'https://www.cs.toronto.edu/~kriz/cifar.html',
  licence: 'free to use with the citation',
  citation:
    'A. Krizhevsky: Learning multiple layers of features from tiny images. University of Toronto, 2009.',
  features: [],
};

/** More than the 60,000 records of either data set, with their names. */
const unpackedBytes = 200_000_000;

function archive(name: string, bytes: number, sha256: string): SourceFile {
  const url = `https://www.cs.toronto.edu/~kriz/${name}`;
  return { path: `cifar/${name}`, url, bytes, unpackedBytes, fingerprints: [{ of: 'file', sha256 }] };
}

const archive10 = archive(
  'cifar-10-binary.tar.gz',
  170_052_171,
  'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
);
const archive100 = archive(
  'cifar-100-binary.tar.gz',
  168_513_733,
  '58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec',
);

/** The two levels of CIFAR-100's labels. */
export type LabelMode = 'fine' | 'coarse';

/**
 * CIFAR-10: 50,000 training and 10,000 test photographs of 10 classes, as `keras.datasets.cifar10` gives them.
 *
 * `x` is float32 of shape [rows, 32, 32, 3] with values from 0 to 255; `y` is int32 [rows] with the class. It comes
 * from the mirror or the public address; there is no stand-in.
 *
 * @throws SourceUnavailableError without a network or mirror, ChecksumError for other bytes than the published ones
 * @example
 * const { train, test, classes } = await datasets.cifar10({ normalize: true, oneHot: true });
 */
export async function cifar10(options: ImageOptions = {}): Promise<DataSet> {
  const files = await filesOf(archive10);
  const batches = [1, 2, 3, 4, 5].map((number) => fileEnding(files, `data_batch_${number}.bin`));
  const facts: DataSetFacts = {
    ...common,
    name: 'CIFAR-10',
    description: 'colour photographs of 32 × 32 pixels in 10 classes',
    classes: namesIn(files, 'batches.meta.txt'),
  };
  return assemble(facts, batches, fileEnding(files, 'test_batch.bin'), { labelBytes: 1, label: 0 }, options);
}

/**
 * CIFAR-100: 50,000 training and 10,000 test photographs of 100 classes (`fine`) in 20 groups (`coarse`), as
 * `keras.datasets.cifar100` gives them; shapes and sources as for `cifar10`.
 *
 * @throws SourceUnavailableError without a network or mirror, ChecksumError for other bytes than the published ones
 * @example
 * const { train, classes } = await datasets.cifar100({ labelMode: 'coarse' });
 */
export async function cifar100(
  options: ImageOptions & { readonly labelMode?: LabelMode } = {},
): Promise<DataSet> {
  const files = await filesOf(archive100);
  const mode = options.labelMode ?? 'fine';
  const facts: DataSetFacts = {
    ...common,
    name: 'CIFAR-100',
    description: 'colour photographs of 32 × 32 pixels in 100 classes of 20 groups',
    classes: namesIn(files, `${mode}_label_names.txt`),
  };
  const label = mode === 'coarse' ? 0 : 1;
  const [train, test] = [fileEnding(files, 'train.bin'), fileEnding(files, 'test.bin')];
  return assemble(facts, [train], test, { labelBytes: 2, label }, options);
}

async function filesOf(file: SourceFile): Promise<Map<string, Uint8Array>> {
  const { bytes } = await fetchFile(file);
  return readTar(await gunzipFile(file, bytes));
}

function namesIn(files: Map<string, Uint8Array>, name: string): string[] {
  return Buffer.from(fileEnding(files, name))
    .toString('utf8')
    .trim()
    .split(/\s*\n\s*/);
}

function assemble(
  facts: DataSetFacts,
  train: Uint8Array[],
  test: Uint8Array,
  { labelBytes, label }: { readonly labelBytes: number; readonly label: number },
  options: ImageOptions,
): DataSet {
  const classes = facts.classes.length;
  return dataSet(
    facts,
    imageSplit(readCifarRecords(train, labelBytes, label), classes, options, 'train'),
    imageSplit(readCifarRecords([test], labelBytes, label), classes, options, 'test'),
  );
}
