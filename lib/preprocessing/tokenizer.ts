// Keras' Tokenizer of old: words as numbers by how often they are there, and texts as rows of them.
import { checkOptions, received } from '../core/messages.js';
import { tf } from '../tf.js';

/** Options of `tokenizer`. */
export interface TokenizerOptions {
  /** Only the most frequent words below this number are kept. Default: all. */
  numWords?: number;
  /** Letters that part words. Default: punctuation, tabs and newlines, without the apostrophe. */
  filters?: string;
  /** Default: true. */
  lower?: boolean;
  /** What parts words. Default: a space. */
  split?: string;
  /** Letters in place of words. Default: false. */
  charLevel?: boolean;
  /** Takes the number 1, and the place of unknown words, which are left out otherwise. */
  oovToken?: string;
  /** A text's words, in place of all of these options. */
  analyzer?: (text: string) => readonly string[];
}

/** How a row counts words: whether they are there, how often, as a share, or weighed by how rare they are. */
export type MatrixMode = 'binary' | 'count' | 'freq' | 'tfidf';
/** A text, or its words. */
export type TextOrWords = string | readonly string[];

const known = ['numWords', 'filters', 'lower', 'split', 'charLevel', 'oovToken', 'analyzer'];
const punctuation = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n';

/** What `tokenizer` makes: words and their numbers. */
export class Tokenizer {
  /** How often each word is there. */
  readonly wordCounts = new Map<string, number>();
  /** In how many texts each word is. */
  readonly wordDocs = new Map<string, number>();
  /** Each word's number, from 1. */
  wordIndex: ReadonlyMap<string, number> = new Map();
  documentCount = 0;
  readonly #options: TokenizerOptions;
  #indexWord: ReadonlyMap<number, string> = new Map();
  readonly #indexDocs = new Map<number, number>();

  constructor(options: TokenizerOptions) {
    checkOptions('tokenizer', options, known);
    this.#options = options;
  }

  /** Finds the words of these texts, besides those of earlier ones. */
  fitOnTexts(texts: readonly TextOrWords[]): void {
    const add = (to: Map<string, number>, word: string): void => void to.set(word, (to.get(word) ?? 0) + 1);
    for (const text of listOf(texts, 'fitOnTexts')) {
      this.documentCount += 1;
      const words = this.#words(text);
      for (const word of words) add(this.wordCounts, word);
      for (const word of new Set(words)) add(this.wordDocs, word);
    }
    const { oovToken } = this.#options;
    const byCount = [...this.wordCounts].sort(([, a], [, b]) => b - a).map(([word]) => word);
    const all = oovToken === undefined ? byCount : [oovToken, ...byCount];
    this.wordIndex = new Map(all.map((word, i) => [word, i + 1]));
    this.#indexWord = new Map([...this.wordIndex].map(([word, number]) => [number, word]));
    for (const [word, count] of this.wordDocs) this.#indexDocs.set(this.wordIndex.get(word)!, count);
  }

  /** Each text as the numbers of its words. `padSequences` makes a tensor of them. */
  textsToSequences(texts: readonly TextOrWords[]): number[][] {
    const unknown = this.#unknown;
    return listOf(texts, 'textsToSequences').map((text) =>
      this.#words(text).flatMap((word) => this.#kept(this.wordIndex.get(word), unknown) ?? []),
    );
  }

  /** The words of such rows, joined by spaces. */
  sequencesToTexts(sequences: readonly (readonly number[])[]): string[] {
    const unknown = this.#unknown;
    return sequences.map((row) =>
      row
        .map((number) => this.#kept(this.#indexWord.has(number) ? number : undefined, unknown))
        .flatMap((number) => (number === undefined ? [] : [this.#indexWord.get(number)!]))
        .join(' '),
    );
  }

  /** One row a text, one column a word's number. @returns [texts, numWords] */
  textsToMatrix(texts: readonly TextOrWords[], mode: MatrixMode = 'binary'): tf.Tensor2D {
    return this.sequencesToMatrix(this.textsToSequences(texts), mode);
  }

  /** The same from numbers. @returns [sequences, numWords] @throws before any words are known */
  sequencesToMatrix(sequences: readonly (readonly number[])[], mode: MatrixMode = 'binary'): tf.Tensor2D {
    const width = this.#options.numWords || (this.wordIndex.size > 0 ? this.wordIndex.size + 1 : 0);
    if (width === 0)
      throw new Error('tokenizer: no word is known yet. Call fitOnTexts first, or give numWords.');
    if (mode === 'tfidf' && this.documentCount === 0)
      throw new Error("tokenizer: mode 'tfidf' weighs by texts, and there were none. Call fitOnTexts first.");
    const values = new Float32Array(sequences.length * width);
    sequences.forEach((row, i) => {
      const counts = new Map<number, number>();
      for (const number of row) if (number < width) counts.set(number, (counts.get(number) ?? 0) + 1);
      for (const [number, count] of counts)
        values[i * width + number] = this.#entry(mode, number, count, row.length);
    });
    return tf.tensor2d(values, [sequences.length, width]);
  }

  #entry(mode: MatrixMode, number: number, count: number, length: number): number {
    switch (mode) {
      case 'binary':
        return 1;
      case 'count':
        return count;
      case 'freq':
        return count / length;
      case 'tfidf': {
        const texts = this.#indexDocs.get(number) ?? 0;
        return (1 + Math.log(count)) * Math.log(1 + this.documentCount / (1 + texts));
      }
      default:
        throw new Error(
          `tokenizer: mode must be 'binary', 'count', 'freq' or 'tfidf'. Received: ${received(mode)}.`,
        );
    }
  }

  get #unknown(): number | undefined {
    const { oovToken } = this.#options;
    return oovToken === undefined ? undefined : this.wordIndex.get(oovToken);
  }

  #kept(number: number | undefined, unknown: number | undefined): number | undefined {
    const { numWords } = this.#options;
    return number === undefined || (numWords && number >= numWords) ? unknown : number;
  }

  #words(text: TextOrWords): readonly string[] {
    const { lower = true, charLevel = false, analyzer, filters = punctuation, split = ' ' } = this.#options;
    if (typeof text !== 'string') return lower ? text.map((word) => word.toLowerCase()) : text;
    const cased = lower ? text.toLowerCase() : text;
    if (charLevel) return [...cased];
    if (analyzer) return analyzer(text);
    const parted = [...cased].map((letter) => (filters.includes(letter) ? split : letter)).join('');
    return parted.split(split).filter((word) => word !== '');
  }
}

function listOf(texts: readonly TextOrWords[], method: string): readonly TextOrWords[] {
  if (Array.isArray(texts)) return texts;
  throw new Error(`tokenizer: ${method} takes a list of texts. Received: ${received(texts)}.`);
}

/**
 * Turns words into numbers, the most frequent first. Keras' legacy `Tokenizer`; `layers.textVectorization` is its heir.
 * @example
 * const words = tokenizer({ oovToken: '?' });
 * words.fitOnTexts(['the cat sat', 'the dog']);
 * words.textsToSequences(['the cow sat']) // [[2, 1, 4]]
 */
export function tokenizer(options: TokenizerOptions = {}): Tokenizer {
  return new Tokenizer(options);
}
