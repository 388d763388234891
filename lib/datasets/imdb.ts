// Reviews of films, for or against, as lists of word numbers.
import { notice } from '../core/notice.js';
import { MersenneTwister } from '../random/mersenne-twister.js';
import type { DataSetFacts } from './data-set.js';
import { orStandIn, type SourceUnavailableError } from './errors.js';
import { readWordFile, readWordIndex, wordFiles } from './word-file.js';
import {
  checkWordOptions,
  limited,
  marked,
  shuffled,
  type Texts,
  type WordDataSet,
  type WordOptions,
  wordDataSet,
  wordOptions,
} from './word-sequences.js';

const files = wordFiles(
  'imdb',
  { bytes: 17_464_789, sha256: '69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f' },
  { bytes: 1_641_221, md5: 'bfafd718b763782e994055a2d397834f' },
);

const facts: DataSetFacts = {
  name: 'IMDB reviews',
  description: '50,000 reviews of films, half of them for and half against, as lists of word numbers',
  source: 'https://ai.stanford.edu/~amaas/data/sentiment/ (numbered by Keras)',
  licence: 'for research; the texts belong to their writers',
  citation:
    'A. L. Maas, R. E. Daly, P. T. Pham, D. Huang, A. Y. Ng, C. Potts: Learning word vectors for sentiment analysis. ACL 2011.',
  classes: ['negative', 'positive'],
  features: [],
};

/** What `datasets.imdb` is: a function with another beside it. */
export interface Imdb {
  (options?: WordOptions): Promise<WordDataSet>;
  /**
   * The number of each word before `indexFrom` is added. Keras: `imdb.get_word_index`.
   * @example
   * const numbers = await datasets.imdb.getWordIndex();
   * const words = new Map(Object.entries(numbers).map(([word, number]) => [number + 3, word]));
   */
  getWordIndex(): Promise<Record<string, number>>;
}

async function load(options: WordOptions = {}): Promise<WordDataSet> {
  checkWordOptions('imdb', options, wordOptions);
  const { about, train, test } = await published();
  const random = new MersenneTwister(options.seed ?? 113);
  const [first, second] = [train, test].map((texts) => marked(shuffled(texts, random), options)) as [
    Texts,
    Texts,
  ];
  if (first.x.length === 0 || second.x.length === 0)
    throw new Error(
      `imdb: no review is shorter than maxLength, expected a greater one. Received: ${options.maxLength}.`,
    );
  const x = limited([...first.x, ...second.x], options);
  const count = first.x.length;
  return wordDataSet(about, { x: x.slice(0, count), y: first.y }, { x: x.slice(count), y: second.y });
}

interface Published {
  readonly about: DataSetFacts;
  readonly train: Texts;
  readonly test: Texts;
}

function published(): Promise<Published> {
  return orStandIn(async () => {
    const [train, test] = await readWordFile(files.archive, [
      ['x_train', 'y_train'],
      ['x_test', 'y_test'],
    ]);
    return { about: facts, train: train!, test: test! };
  }, standIn);
}

async function standIn(reason: SourceUnavailableError): Promise<Published> {
  const { train, test } = await drawn();
  const standIn = `${train.x.length + test.x.length} reviews that are put together from ready sentences (${train.x.length} to train) for IMDB's own`;
  notice(`Stand-in: ${standIn}, because IMDB's reviews could not be reached.\n${reason.message}`);
  return { about: { ...facts, standIn }, train, test };
}

const drawn = async () => (await import('./reviews-drawn.js')).drawnReviews();

const getWordIndex = () => readWordIndex(files.index, drawn);

/**
 * The IMDB reviews, as `keras.datasets.imdb.load_data` gives them: 25,000 to train and 25,000 to test, each a list of word
 * numbers, 1 at its begin, 2 for words that are left out, and from 4 on the words by how often they occur; `y` is 1 for a
 * review that is for its film. Without a network and without a mirror, as many reviews put together from ready
 * sentences stand in, and a line on screen says so.
 *
 * @throws ChecksumError where a source delivers other bytes than the published ones
 * @example
 * const { train, test } = await datasets.imdb({ numWords: 5000 });
 * const x = padSequences(train.x, { maxLength: 80 }); // [25000, 80]
 */
export const imdb: Imdb = Object.assign(load, { getWordIndex });
