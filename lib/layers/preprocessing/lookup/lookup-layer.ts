// What the layers with a vocabulary have in common: finding it, giving it, and keeping it in files.
import type { CallOptions, Layer as CoreLayer } from '../../../core/layer.js';
import { Layer } from '../../../core/layer.js';
import { symbolicIn } from '../../../core/symbolic-tensor.js';
import { tf } from '../../../tf.js';
import type { Layer as PublicLayer } from '../../base/layer.js';
import type { LookupTable } from './lookup-table.js';

/** A layer that learns a vocabulary from data by `adapt`, or is given one. */
export interface VocabularyLayer<Data, T extends string | number> extends PublicLayer {
  /** Finds the vocabulary: the most frequent terms first. @param data all samples, or a list of batches as tensors */
  adapt(data: Data | readonly tf.Tensor[]): void;
  /** The terms by their numbers. @param options `includeSpecialTokens: false` leaves those for masked and unknown ones out */
  getVocabulary(options?: { includeSpecialTokens?: boolean }): T[];
  /** How many numbers there are, those for masked and unknown terms among them. */
  vocabularySize(): number;
  /** Takes these terms, in the order of their numbers. @param idfWeights for outputMode 'tfIdf' */
  setVocabulary(vocabulary: readonly T[], idfWeights?: readonly number[]): void;
  apply(input: tf.SymbolicTensor, options?: object): tf.SymbolicTensor;
  apply(input: tf.SymbolicTensor[], options?: object): tf.SymbolicTensor;
  apply(input: Data | tf.Tensor | tf.Tensor[], options?: object): tf.Tensor;
}

/** Such a layer, for files. */
export abstract class WithVocabulary<T extends string | number> extends Layer {
  abstract readonly table: LookupTable<T>;
  abstract readonly kind: 'string' | 'number';

  getVocabulary({ includeSpecialTokens = true } = {}): T[] {
    return this.table.vocabulary(includeSpecialTokens);
  }

  vocabularySize(): number {
    return this.table.size;
  }

  setVocabulary(vocabulary: readonly T[], idfWeights?: ArrayLike<number>): void {
    this.table.set(vocabulary, idfWeights);
  }

  /** What was adapted or given, in place of what the layer was made with. */
  vocabularyConfig(): Record<string, unknown> {
    const { table } = this;
    const { weights, isEmpty, size } = table;
    const special = size - table.vocabulary(false).length;
    return {
      vocabulary: isEmpty ? null : table.vocabulary(false),
      idfWeights: weights ? [...weights.slice(special, size)] : null,
      vocabularySize: isEmpty ? null : size,
    };
  }

  /** Lists are taken as well as tensors. */
  override apply(inputs: never, options: object = {}): never {
    const isLists = symbolicIn([inputs, options]).length === 0 && !isTensors(inputs);
    const given = isLists ? tf.tensor(inputs, undefined, this.inputType()) : inputs;
    const output: unknown = super.apply(given as tf.Tensor, options);
    if (isLists) tf.dispose(given);
    return output as never;
  }

  inputType(): 'string' | 'int32' {
    return this.kind === 'string' ? 'string' : 'int32';
  }

  abstract override call(input: tf.Tensor, options: CallOptions): tf.Tensor;

  checkVocabulary(): void {
    if (!this.table.isEmpty) return;
    const { layer } = this.table.settings;
    throw new Error(
      `${layer}: the vocabulary is not known yet. Call its adapt(data) first, or give it a vocabulary.`,
    );
  }
}

const isTensors = (value: unknown): boolean =>
  value instanceof tf.Tensor || (Array.isArray(value) && value.length > 0 && value[0] instanceof tf.Tensor);

/** Keras keeps the vocabulary of a layer that adapted beside its configuration. */
export const isWithVocabulary = (layer: CoreLayer): layer is WithVocabulary<string | number> =>
  layer instanceof WithVocabulary;
