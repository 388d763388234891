// Hashing: terms as numbers without a vocabulary.

import { received } from '../../../core/messages.js';
import { choice, layerOf, option, optional, size } from '../../../core/options.js';
import { publicly } from '../../../core/public-types.js';
import { registerLayer } from '../../../core/registry.js';
import type { Shape } from '../../../core/shape.js';
import { symbolicIn } from '../../../core/symbolic-tensor.js';
import { bucketOf } from '../../../text/hash.js';
import { tf } from '../../../tf.js';
import type { Layer, LayerArgs } from '../../base/layer.js';
import { encodeBlock, encodedBlockShape } from './encode-terms.js';
import { refused, salt } from './lookup-options.js';
import type { Texts, WholeNumbers } from './text-data.js';

/** Arguments of `layers.hashing`. */
export interface HashingArgs extends LayerArgs {
  /** How many numbers there are, from 0 on. */
  numBins: number;
  /** The term that stands for nothing, and has the number 0 alone. Default: none. */
  maskValue?: string | number;
  /** A key, for hashes that nobody foresees: SipHash in place of FarmHash. Default: none. */
  salt?: number | readonly [number, number];
  /** `int`: the number; else as `layers.categoryEncoding`. Default: 'int'. */
  outputMode?: 'int' | 'oneHot' | 'multiHot' | 'count' | 'one_hot' | 'multi_hot';
}

/** A layer that takes texts and numbers. */
export interface HashingLayer extends Layer {
  apply(input: tf.SymbolicTensor, options?: object): tf.SymbolicTensor;
  apply(input: tf.SymbolicTensor[], options?: object): tf.SymbolicTensor;
  apply(input: Texts | WholeNumbers | tf.Tensor[], options?: object): tf.Tensor;
}

const options = {
  numBins: size(),
  maskValue: optional(
    option((given, layer, name) => {
      if (typeof given === 'string' || Number.isInteger(given)) return given as string | number;
      throw new Error(`${layer}: ${name} must be a text or a whole number. Received: ${received(given)}.`);
    }),
  ),
  salt: salt(),
  outputMode: choice(['int', 'oneHot', 'multiHot', 'count'], 'int'),
  sparse: refused('sparse'),
};

const layer = 'hashing';

export class Hashing extends layerOf('Hashing', layer, options) {
  constructor(args: object) {
    super({ ...args, dtype: undefined });
  }

  /** Keras wants a type of whole numbers where numbers come out. */
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), dtype: this.outputMode === 'int' ? 'int64' : 'float32' };
  }

  override apply(inputs: never, given: object = {}): never {
    const isTensor = (inputs as unknown) instanceof tf.Tensor || symbolicIn([inputs, given]).length > 0;
    const tensor: unknown = isTensor ? inputs : tf.tensor(inputs);
    return super.apply(tensor as tf.Tensor, given) as never;
  }

  /** Numbers are hashed as their digits. */
  override call(input: tf.Tensor): tf.Tensor {
    const terms = Array.from(input.dataSync() as Iterable<string | number>);
    const numbers = terms.map((term) => this.#binOf(term));
    return encodeBlock(numbers, input.shape, { layer, mode: this.outputMode, depth: this.numBins });
  }

  #binOf(term: string | number): number {
    const { maskValue, numBins, salt: key } = this;
    const reserved = maskValue !== null && numBins > 1 ? 1 : 0;
    if (reserved === 1 && term === maskValue) return 0;
    const text = typeof term === 'number' ? String(Math.trunc(term)) : term;
    return reserved + bucketOf(text, numBins - reserved, key);
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return encodedBlockShape(layer, inputShape, this.outputMode, this.numBins);
  }

  override computeOutputType(): tf.DataType {
    return this.outputMode === 'int' ? 'int32' : 'float32';
  }
}
registerLayer(Hashing);

/**
 * Texts and whole numbers as numbers below `numBins`, without a vocabulary: different ones may share a number. Keras: `Hashing`.
 * @example layers.hashing({ numBins: 3 }).apply(['A', 'B', 'C', 'D']).print()
 */
export function hashing(args: HashingArgs): HashingLayer {
  return publicly(new Hashing(args));
}
