// StringLookup and IntegerLookup: terms as numbers.

import { layerOf, number, optional } from '../../../core/options.js';
import { publicly } from '../../../core/public-types.js';
import { registerLayer } from '../../../core/registry.js';
import type { Shape } from '../../../core/shape.js';
import { tf } from '../../../tf.js';
import { encodeBlock, encodedBlockShape } from './encode-terms.js';
import { type VocabularyLayer, WithVocabulary } from './lookup-layer.js';
import { type LookupArgs, listOf, sharedOptions, text } from './lookup-options.js';
import { LookupTable } from './lookup-table.js';
import { documentsOf, type Texts, termsOf, type WholeNumbers } from './text-data.js';

const stringOptions = {
  ...sharedOptions,
  maskToken: optional(text()),
  oovToken: text('[UNK]'),
  vocabulary: listOf<string>('string'),
  encoding: text('utf-8'),
};
const integerOptions = {
  ...sharedOptions,
  maskToken: optional(number()),
  oovToken: number(-1),
  vocabulary: listOf<number>('number'),
  vocabularyDtype: text('int64'),
};

type GivenSettings<T extends string | number> = Omit<LookupTable<T>['settings'], 'layer'> & {
  readonly vocabulary: readonly T[] | null;
  readonly idfWeights: readonly number[] | null;
};

/** What the classes for texts and for numbers have in common. */
interface LookupLayer<T extends string | number> extends WithVocabulary<T> {
  readonly table: LookupTable<T>;
  readonly kind: 'string' | 'number';
  call(input: tf.Tensor): tf.Tensor;
}

function lookupClass<T extends string | number>(
  className: string,
  maker: string,
  options: typeof stringOptions | typeof integerOptions,
  kind: 'string' | 'number',
): new (
  args: object,
) => LookupLayer<T> {
  const Base = layerOf(
    className,
    maker,
    options,
    {},
    WithVocabulary as unknown as typeof WithVocabulary<T> & { className: string },
  );
  return class Lookup extends (Base as unknown as abstract new (
    args: object,
  ) => WithVocabulary<T> & GivenSettings<T>) {
    readonly table: LookupTable<T>;
    readonly kind = kind;

    constructor(args: object) {
      super(args);
      const { maxTokens, numOovIndices, maskToken, oovToken, invert, outputMode } = this;
      const { padToMaxTokens, oovMethod, salt, vocabulary, idfWeights } = this;
      this.table = new LookupTable<T>({
        ...{ layer: maker, maxTokens, numOovIndices, maskToken, oovToken, invert, outputMode },
        ...{ padToMaxTokens, oovMethod, salt },
      });
      if (kind === 'number' && salt !== null && oovMethod !== 'farmhash')
        throw new Error(`${maker}: salt goes with oovMethod 'farmhash'. Received: '${oovMethod}'.`);
      if (vocabulary) {
        this.table.set(vocabulary, idfWeights ?? undefined);
        this.table.isGiven = true;
      }
    }

    override getConfig(): Record<string, unknown> {
      return { ...super.getConfig(), ...this.vocabularyConfig() };
    }

    adapt(data: unknown): void {
      this.table.adapt(documentsOf<T>(maker, kind, data));
    }

    override call(input: tf.Tensor): tf.Tensor {
      const { invert, outputMode } = this.table.settings;
      if (outputMode !== 'int') this.checkVocabulary();
      if (invert) return this.#terms(input);
      const { values, shape } = termsOf<T>(maker, kind, input);
      const numbers = values.map((term) => this.table.numberOf(term));
      const { depth, weights } = this.table;
      return encodeBlock(numbers, shape, { layer: maker, mode: outputMode, depth, weights });
    }

    #terms(input: tf.Tensor): tf.Tensor {
      const { values, shape } = termsOf<number>(maker, 'number', input);
      const terms = values.map((one) => this.table.termOf(one));
      return tf.tensor(terms as string[], [...shape], kind === 'string' ? 'string' : 'int32');
    }

    override inputType(): 'string' | 'int32' {
      return kind === 'string' && !this.table.settings.invert ? 'string' : 'int32';
    }

    override computeOutputShape(inputShape: Shape): Shape {
      const { outputMode } = this.table.settings;
      if (outputMode !== 'int' && !this.table.settings.padToMaxTokens) this.checkVocabulary();
      return encodedBlockShape(maker, inputShape, outputMode, this.table.depth);
    }

    override computeOutputType(): tf.DataType {
      const { outputMode, invert } = this.table.settings;
      if (outputMode !== 'int') return 'float32';
      return invert && kind === 'string' ? 'string' : 'int32';
    }
  };
}

export class StringLookup extends lookupClass<string>(
  'StringLookup',
  'stringLookup',
  stringOptions,
  'string',
) {}
export class IntegerLookup extends lookupClass<number>(
  'IntegerLookup',
  'integerLookup',
  integerOptions,
  'number',
) {}
registerLayer(StringLookup as never, IntegerLookup as never);

/**
 * Texts as numbers, by a vocabulary that `adapt` finds or that is given. Keras: `StringLookup`.
 * @throws for unknown terms with numOovIndices 0
 * @example
 * const lookup = layers.stringLookup({ vocabulary: ['cat', 'dog'] });
 * lookup.apply(['dog', 'cow']).print(); // [2, 0]
 */
export function stringLookup(args: LookupArgs<string> = {}): VocabularyLayer<Texts, string> {
  return publicly(new StringLookup(args));
}

/** Arguments of `layers.integerLookup`. */
export interface IntegerLookupArgs extends LookupArgs<number> {
  /** How unknown numbers share several indices: by remainder, or by hash. Default: 'floormod'. */
  oovMethod?: 'floormod' | 'farmhash';
}

/**
 * Whole numbers that are names (of a shop, of a postcode) as numbers from 0 on, by a vocabulary. Keras: `IntegerLookup`.
 * @example
 * const lookup = layers.integerLookup();
 * lookup.adapt([70, 12, 70]);
 * lookup.apply([12, 70, 5]).print(); // [2, 1, 0]
 */
export function integerLookup(args: IntegerLookupArgs = {}): VocabularyLayer<WholeNumbers, number> {
  return publicly(new IntegerLookup(args));
}
