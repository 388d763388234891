// Texts as lists of word numbers: shuffled, marked and limited as Keras does for its reviews and its newswires.
import { checkOptions } from '../core/messages.js';
import { type Displayable, displaySymbol } from '../host.js';
import type { MersenneTwister } from '../random/mersenne-twister.js';
import { tf } from '../tf.js';
import { type DataSetFacts, describe } from './data-set.js';

/** Options of the data sets of texts. */
export interface WordOptions {
  /** Words are numbered by how often they occur: only this many are kept, others become `oovChar`. Default: all. */
  readonly numWords?: number | null;
  /** The most frequent words that become `oovChar` as well. Default 0. */
  readonly skipTop?: number;
  /** Texts of this many numbers or more are left out. Default: none. */
  readonly maxLength?: number | null;
  /** The seed of the order; the same seed gives NumPy's, and so Keras', order. Default 113. */
  readonly seed?: number;
  /** The number at each text's begin; null: none. Default 1. */
  readonly startChar?: number | null;
  /** The number in place of words that are left out; null: nothing is. Default 2. */
  readonly oovChar?: number | null;
  /** What is added to the number of each word. Default 3. */
  readonly indexFrom?: number;
}

/** Texts as word numbers, and their classes. */
export interface WordSplit {
  /** For each text the numbers of its words: what `padSequences` makes a tensor of. */
  readonly x: number[][];
  /** Class numbers, int32 [texts]. */
  readonly y: tf.Tensor1D;
}

/** A loaded data set of texts. As a cell's last line it shows its sizes, classes, source, licence and citation. */
export interface WordDataSet extends DataSetFacts, Displayable {
  readonly train: WordSplit;
  readonly test: WordSplit;
}

/** Texts with their classes, before anything was done to them. */
export interface Texts {
  readonly x: readonly (readonly number[])[];
  readonly y: ArrayLike<number>;
}

export const wordOptions = [
  ...['numWords', 'skipTop', 'maxLength', 'seed', 'startChar', 'oovChar', 'indexFrom'],
] as (keyof WordOptions)[];

/** Checks options of `where`. */
export function checkWordOptions(where: string, options: WordOptions, names: readonly string[]): void {
  checkOptions(where, options, names);
  for (const name of ['numWords', 'skipTop', 'maxLength', 'indexFrom'] as const) {
    const value = options[name] ?? 0;
    if (Number.isInteger(value) && value >= 0) continue;
    throw new Error(`${where}: ${name} must be a whole number of at least 0. Received: ${value}.`);
  }
}

/** The texts in a drawn order. */
export function shuffled({ x, y }: Texts, random: MersenneTwister): Texts {
  const order = Int32Array.from(x, (_, i) => i);
  random.shuffle(order);
  return { x: Array.from(order, (place) => x[place]!), y: Array.from(order, (place) => y[place]!) };
}

/** Each text with its mark at the begin and its numbers shifted; those that are too long are left out. */
export function marked(texts: Texts, options: WordOptions): Texts {
  const { startChar = 1, indexFrom = 3, maxLength } = options;
  const start = startChar === null ? [] : [startChar];
  const whole = texts.x.map((words) => [...start, ...words.map((word) => word + indexFrom)]);
  if (!maxLength) return { x: whole, y: texts.y };
  const kept = [...whole.keys()].filter((i) => whole[i]!.length < maxLength);
  return { x: kept.map((i) => whole[i]!), y: kept.map((i) => texts.y[i]!) };
}

/** Words outside the limits become `oovChar`, or nothing where that is null. */
export function limited(texts: readonly (readonly number[])[], options: WordOptions): number[][] {
  const { numWords, skipTop = 0, oovChar = 2 } = options;
  // As in Keras, without a limit the greatest number is one beyond it.
  const most = numWords || texts.reduce((all, words) => words.reduce((a, b) => Math.max(a, b), all), 0);
  const isIn = (word: number): boolean => word >= skipTop && word < most;
  if (oovChar === null) return texts.map((words) => words.filter(isIn));
  return texts.map((words) => words.map((word) => (isIn(word) ? word : oovChar)));
}

export function wordDataSet(facts: DataSetFacts, train: Texts, test: Texts): WordDataSet {
  const split = ({ x, y }: Texts): WordSplit => ({
    x: x as number[][],
    y: tf.tensor1d(Int32Array.from(y), 'int32'),
  });
  const rows = { train: `${train.x.length} texts`, test: `${test.x.length} texts` };
  const [trained, tested] = [split(train), split(test)];
  return { ...facts, train: trained, test: tested, [displaySymbol]: () => describe(facts, rows) };
}
