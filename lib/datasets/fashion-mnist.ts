// Fashion-MNIST: articles of clothing in MNIST's format.
import { type DataSet, type DataSetFacts, dataSet } from './data-set.js';
import { idxFile, readIdxImages } from './idx-images.js';
import { type ImageOptions, imageSplit } from './image-options.js';

const facts: DataSetFacts = {
  name: 'Fashion-MNIST',
  description: 'articles of clothing as grey images of 28 × 28 pixels',
  source: 'https://github.com/zalandoresearch/fashion-mnist',
  licence: 'MIT',
  citation:
    'H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST: a novel image dataset for benchmarking machine learning ' +
    'algorithms. arXiv:1708.07747, 2017.',
  classes: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  features: [],
};

// The copy that Keras fetches: the published one, http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/, lacks HTTPS.
const address = 'https://storage.googleapis.com/tensorflow/tf-keras-datasets/';

function file(name: string, bytes: number, sha256: string) {
  return idxFile('fashion-mnist', name, address, bytes, sha256, 'file');
}

const files = {
  trainImages: file(
    'train-images-idx3-ubyte.gz',
    26_421_880,
    '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
  ),
  trainLabels: file(
    'train-labels-idx1-ubyte.gz',
    29_515,
    'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
  ),
  testImages: file(
    't10k-images-idx3-ubyte.gz',
    4_422_102,
    '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
  ),
  testLabels: file(
    't10k-labels-idx1-ubyte.gz',
    5_148,
    '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
  ),
};

/**
 * Fashion-MNIST: 60,000 training and 10,000 test images of clothing, as `keras.datasets.fashion_mnist` gives them.
 *
 * `x` is float32 of shape [rows, 28, 28] with values from 0 to 255; `y` is int32 with the class. It comes from the
 * mirror or the public address; there is no stand-in.
 *
 * @throws SourceUnavailableError without a network or mirror, ChecksumError for other bytes than the published ones
 * @example
 * const { train, test, classes } = await datasets.fashionMnist({ normalize: true, channel: true });
 */
export async function fashionMnist(options: ImageOptions = {}): Promise<DataSet> {
  const [train, test] = await Promise.all([
    readIdxImages(files.trainImages, files.trainLabels),
    readIdxImages(files.testImages, files.testLabels),
  ]);
  const classes = facts.classes.length;
  return dataSet(
    facts,
    imageSplit(train, classes, options, 'train'),
    imageSplit(test, classes, options, 'test'),
  );
}
