// TextVectorization: texts as numbers of their words.

import { received } from '../../../core/messages.js';
import { choice, flag, layerOf, type Option, option, optional, size, whole } from '../../../core/options.js';
import { publicly } from '../../../core/public-types.js';
import { registerLayer } from '../../../core/registry.js';
import type { Shape } from '../../../core/shape.js';
import { ngramsOf, type Split, type Standardize, split, standardized } from '../../../text/tokens.js';
import { tf } from '../../../tf.js';
import type { LayerArgs } from '../../base/layer.js';
import { encodeBlock, encodedBlockShape, encodeRows, type Rows } from './encode-terms.js';
import { type VocabularyLayer, WithVocabulary } from './lookup-layer.js';
import { type LookupModeName, listOf, lookupModes, refused, text } from './lookup-options.js';
import { LookupTable } from './lookup-table.js';
import { type Terms, type Texts, termsOf } from './text-data.js';

/** Arguments of `layers.textVectorization`. */
export interface TextVectorizationArgs extends LayerArgs {
  /** At most so many numbers, those for nothing (0) and for unknown words (1) among them. Default: no limit. */
  maxTokens?: number;
  /** How texts are prepared: a name, a function, or null. Default: 'lowerAndStripPunctuation'. */
  standardize?:
    | Standardize
    | 'lower_and_strip_punctuation'
    | 'strip_punctuation'
    | ((text: string) => string)
    | null;
  /** Where texts are split: a name, a function, or null where each text is one term. Default: 'whitespace'. */
  split?: Split | ((text: string) => readonly string[]) | null;
  /** Runs of up to so many words are terms too; a list: runs of these lengths. Default: words alone. */
  ngrams?: number | readonly number[];
  /** `int`: the words' numbers; else rows as wide as the vocabulary. Default: 'int'. */
  outputMode?: Exclude<LookupModeName, 'oneHot' | 'one_hot'>;
  /** With outputMode 'int': all rows get this length. Default: that of the longest. */
  outputSequenceLength?: number;
  /** Rows of the other modes are as wide as maxTokens, even where there are fewer words. Default: false. */
  padToMaxTokens?: boolean;
  /** The words in the order of their numbers, so that `adapt` is not needed. Default: none. */
  vocabulary?: readonly string[];
  /** For outputMode 'tfIdf' with a vocabulary: the weight of each word. Default: none. */
  idfWeights?: readonly number[];
}

/** A name or a function; null, where it is said, for neither. */
function nameOrFunction<Name extends string>(names: readonly Name[], fallback: Name) {
  type Given = Name | ((text: string) => never) | 'none';
  const byName = choice(names, fallback);
  const read = (given: unknown, layer: string, name: string): Given =>
    given === 'none' || typeof given === 'function' ? (given as Given) : byName.read(given, layer, name);
  const write = (value: Given): unknown => {
    if (typeof value !== 'function') return value;
    throw new Error(
      'textVectorization: a function of your own cannot be saved. Use a name, or prepare the texts before.',
    );
  };
  return { ...option(read, fallback as Given), write } as Option<Given>;
}

const widths = (): Option<number | readonly number[] | null> =>
  optional(
    option((given, layer, name) => {
      const list = Array.isArray(given) ? given : [given];
      if (list.length > 0 && list.every((one) => Number.isInteger(one) && one > 0)) return given as number;
      throw new Error(
        `${layer}: ${name} must be a whole number of at least 1, or a list of them. Received: ${received(given)}.`,
      );
    }),
  );

const options = {
  maxTokens: optional(size()),
  standardize: nameOrFunction(
    ['lowerAndStripPunctuation', 'lower', 'stripPunctuation'],
    'lowerAndStripPunctuation',
  ),
  split: nameOrFunction(['whitespace', 'character'], 'whitespace'),
  ngrams: widths(),
  outputMode: choice(lookupModes, 'int'),
  outputSequenceLength: optional(whole(0)),
  padToMaxTokens: flag(false),
  vocabulary: listOf<string>('string'),
  idfWeights: listOf<number>('number'),
  sparse: refused('sparse'),
  ragged: refused('ragged'),
  encoding: text('utf-8'),
  vocabularySize: optional(whole(0)),
};

const layer = 'textVectorization';
const noName = { standardize: 'none', split: 'none' };

export class TextVectorization extends layerOf(
  'TextVectorization',
  layer,
  options,
  {},
  WithVocabulary as unknown as typeof WithVocabulary<string> & { className: string },
) {
  readonly table: LookupTable<string>;
  readonly kind = 'string';

  constructor(given: object) {
    super(withNames(given));
    const { maxTokens, outputMode, padToMaxTokens, vocabulary, idfWeights, outputSequenceLength } = this;
    if (outputMode === 'oneHot')
      throw new Error(
        `${layer}: outputMode 'oneHot' would give ragged tensors, which are not available here. Use 'multiHot'.`,
      );
    if (outputMode !== 'int' && outputSequenceLength !== null)
      throw new Error(
        `${layer}: outputSequenceLength goes with outputMode 'int'. Received: '${outputMode}'.`,
      );
    if (this.split === 'none' && this.ngrams !== null)
      throw new Error(
        `${layer}: ngrams are runs of words, which split: null does not make. Leave one of them out.`,
      );
    this.table = new LookupTable<string>({
      ...{ layer, maxTokens, outputMode, padToMaxTokens, numOovIndices: 1, maskToken: '', oovToken: '[UNK]' },
      ...{ invert: false, oovMethod: 'floormod', salt: null },
    });
    if (vocabulary) {
      this.table.set(vocabulary, idfWeights ?? undefined);
      this.table.isGiven = true;
    }
  }

  override getConfig(): Record<string, unknown> {
    const none = Object.keys(noName).filter((name) => Reflect.get(this, name) === 'none');
    const nulls = Object.fromEntries(none.map((name) => [name, null]));
    return { ...super.getConfig(), ...nulls, ...this.vocabularyConfig() };
  }

  adapt(data: unknown): void {
    const isBatches = Array.isArray(data) && data.length > 0 && data.every((one) => one instanceof tf.Tensor);
    const batches: unknown[] = isBatches ? data : [data];
    this.table.adapt(batches.flatMap((batch) => this.#rows(termsOf<string>(layer, 'string', batch))));
  }

  override call(input: tf.Tensor): tf.Tensor {
    const { outputMode } = this.table.settings;
    this.checkVocabulary();
    const terms = termsOf<string>(layer, 'string', input);
    const { depth, weights } = this.table;
    const encoding = { layer, mode: outputMode, depth, weights };
    if (this.split === 'none') return this.#block(terms, encoding);
    const rows = this.#rows(terms).map((row) => row.map((term) => this.table.numberOf(term)));
    const isOne = terms.shape.length === 0;
    if (outputMode === 'int') return padded(rows, this.outputSequenceLength, isOne);
    const values = encodeRows(rows, encoding);
    return tf.tensor(values, isOne ? [depth] : [rows.length, depth]);
  }

  /** Each text is one term. */
  #block({ values, shape }: Terms<string>, encoding: Parameters<typeof encodeBlock>[2]): tf.Tensor {
    const numbers = values.map((text) => this.table.numberOf(this.#standardized(text)));
    if (encoding.mode !== 'int' || this.outputSequenceLength === null || shape.length === 0)
      return encodeBlock(numbers, shape, encoding);
    const width = shape.at(-1)!;
    const rows = Array.from({ length: width === 0 ? 0 : numbers.length / width }, (_, i) =>
      numbers.slice(i * width, (i + 1) * width),
    );
    return tf.reshape(padded(rows, this.outputSequenceLength, false), [
      ...shape.slice(0, -1),
      this.outputSequenceLength,
    ]);
  }

  #standardized(text: string): string {
    return standardized(text, this.standardize === 'none' ? null : this.standardize);
  }

  /** The terms of each text. */
  #rows({ values, shape }: Terms<string>): (readonly string[])[] {
    const { split: where, ngrams } = this;
    if (where === 'none') {
      const texts = values.map((text) => this.#standardized(text));
      const width = shape.length < 2 ? 1 : shape.at(-1)!;
      return Array.from({ length: texts.length / Math.max(1, width) }, (_, i) =>
        texts.slice(i * width, (i + 1) * width),
      );
    }
    if (shape.length > 2 || (shape.length === 2 && shape[1] !== 1))
      throw new Error(
        `${layer}: expected one text a sample, [samples] or [samples, 1]. Received: the shape [${shape}].`,
      );
    const lengths = typeof ngrams === 'number' ? Array.from({ length: ngrams }, (_, i) => i + 1) : ngrams;
    return values.map((text) => {
      const words = split(this.#standardized(text), where);
      return lengths === null ? words : ngramsOf(words, lengths);
    });
  }

  override computeOutputShape(inputShape: Shape): Shape {
    const { outputMode, padToMaxTokens } = this.table.settings;
    if (outputMode === 'int') return [inputShape[0] ?? null, this.outputSequenceLength];
    if (!padToMaxTokens) this.checkVocabulary();
    if (this.split === 'none') return encodedBlockShape(layer, inputShape, outputMode, this.table.depth);
    return [inputShape[0] ?? null, this.table.depth];
  }

  override computeOutputType(): tf.DataType {
    return this.table.settings.outputMode === 'int' ? 'int32' : 'float32';
  }
}
registerLayer(TextVectorization as never);

/** An option of null is as good as absent for every layer: here it says something. */
function withNames(given: object): object {
  const said = Object.entries(noName).filter(([name]) => Reflect.get(given, name) === null);
  return { ...given, ...Object.fromEntries(said) };
}

function padded(rows: Rows, length: number | null, isOne: boolean): tf.Tensor {
  const width = length ?? rows.reduce((most, row) => Math.max(most, row.length), 0);
  const values = new Int32Array(rows.length * width);
  rows.forEach((row, i) => {
    values.set(row.slice(0, width), i * width);
  });
  return tf.tensor(values, isOne ? [width] : [rows.length, width], 'int32');
}

/**
 * Texts as numbers of their words, by a vocabulary that `adapt` finds or that is given. Keras: `TextVectorization`.
 *
 * It runs where it is called, not in a compiled graph: call it before `fit`, or put it first in the model that is served.
 * @throws for a vocabulary that is not known yet, and for more than one text a sample
 * @example
 * const vectorizer = layers.textVectorization({ outputSequenceLength: 4 });
 * vectorizer.adapt(['The cat sat.', 'The dog ran!']);
 * vectorizer.apply(['The cat ran']).print();
 */
export function textVectorization(args: TextVectorizationArgs = {}): VocabularyLayer<Texts, string> {
  return publicly(new TextVectorization(args));
}
