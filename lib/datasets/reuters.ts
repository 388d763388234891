// Newswires of 1987 by topic, as lists of word numbers.
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

/** The topics, by class number. */
const topics =
  'cocoa grain veg-oil earn acq wheat copper housing money-supply coffee sugar trade reserves ship cotton carcass crude nat-gas cpi money-fx interest gnp meal-feed alum oilseed gold tin strategic-metal livestock retail ipi iron-steel rubber heat jobs lei bop zinc orange pet-chem dlr gas silver wpi hog lead'.split(
    ' ',
  );

const files = wordFiles(
  'reuters',
  { bytes: 2_110_848, sha256: 'd6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916' },
  { bytes: 550_378, md5: '4d44cc38712099c9e383dc6e5f11a921' },
);

const facts: DataSetFacts = {
  name: 'Reuters newswires',
  description: '11,228 newswires of 1987 on 46 topics, as lists of word numbers',
  source:
    'https://archive.ics.uci.edu/dataset/137/reuters+21578+text+categorization+collection (numbered by Keras)',
  licence: 'for research; the texts belong to Reuters',
  citation: 'D. D. Lewis: Reuters-21578 text categorization collection, 1987.',
  classes: topics,
  features: [],
};

/** Options of `datasets.reuters`. */
export interface ReutersOptions extends WordOptions {
  /** The share of newswires kept for the test. Default 0.2. */
  readonly testSplit?: number;
}

/** What `datasets.reuters` is: a function with others beside it. */
export interface Reuters {
  (options?: ReutersOptions): Promise<WordDataSet>;
  /**
   * The number of each word before `indexFrom` is added. Keras: `reuters.get_word_index`.
   * @example const numbers = await datasets.reuters.getWordIndex();
   */
  getWordIndex(): Promise<Record<string, number>>;
  /**
   * The topics, by class number. Keras: `reuters.get_label_names`.
   * @example datasets.reuters.getLabelNames()[3] // 'earn'
   */
  getLabelNames(): readonly string[];
}

async function load(options: ReutersOptions = {}): Promise<WordDataSet> {
  checkWordOptions('reuters', options, [...wordOptions, 'testSplit']);
  const { testSplit = 0.2, seed = 113 } = options;
  if (!(testSplit >= 0 && testSplit < 1))
    throw new Error(`reuters: testSplit must be a share, 0 ≤ testSplit < 1. Received: ${testSplit}.`);
  const { about, texts } = await published();
  const { x: all, y } = marked(shuffled(texts, new MersenneTwister(seed)), options);
  const x = limited(all, options);
  const count = Math.trunc(x.length * (1 - testSplit));
  const classes = Array.from(y);
  return wordDataSet(
    about,
    { x: x.slice(0, count), y: classes.slice(0, count) },
    { x: x.slice(count), y: classes.slice(count) },
  );
}

interface Published {
  readonly about: DataSetFacts;
  readonly texts: Texts;
}

function published(): Promise<Published> {
  return orStandIn(async () => {
    const [texts] = await readWordFile(files.archive, [['x', 'y']]);
    return { about: facts, texts: texts! };
  }, standIn);
}

async function standIn(reason: SourceUnavailableError): Promise<Published> {
  const { train: texts } = await drawn();
  const standIn = `${texts.x.length} notes that are put together by chance for Reuters' newswires`;
  notice(`Stand-in: ${standIn}, because those could not be reached.\n${reason.message}`);
  return { about: { ...facts, standIn }, texts };
}

const drawn = async () => (await import('./newswires-drawn.js')).drawnNewswires(topics);

const getWordIndex = () => readWordIndex(files.index, drawn);

/**
 * The Reuters newswires, as `keras.datasets.reuters.load_data` gives them: 8,982 to train and 2,246 to test, each a list
 * of word numbers, 1 at its begin, 2 for words that are left out, and from 4 on the words by how often they occur; `y` is
 * the topic's number, one of 46. Without a network and without a mirror, as many notes put together by chance stand in,
 * and a line on screen says so.
 *
 * @throws ChecksumError where a source delivers other bytes than the published ones
 * @example
 * const { train, classes } = await datasets.reuters({ numWords: 10000 });
 * const x = padSequences(train.x, { maxLength: 200 }); // [8982, 200]
 */
export const reuters: Reuters = Object.assign(load, { getWordIndex, getLabelNames: () => topics });
