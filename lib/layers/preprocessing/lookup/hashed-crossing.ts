// HashedCrossing: two features or more as one number, without a vocabulary.

import { choice, layerOf, size } from '../../../core/options.js';
import { publicly } from '../../../core/public-types.js';
import { registerLayer } from '../../../core/registry.js';
import type { Shape } from '../../../core/shape.js';
import { symbolicIn } from '../../../core/symbolic-tensor.js';
import { crossedBucketOf } from '../../../text/hash.js';
import { tf } from '../../../tf.js';
import type { Layer, LayerArgs } from '../../base/layer.js';
import { encodeBlock, encodedBlockShape } from './encode-terms.js';
import { refused } from './lookup-options.js';
import type { Texts, WholeNumbers } from './text-data.js';

/** Arguments of `layers.hashedCrossing`. */
export interface HashedCrossingArgs extends LayerArgs {
  /** How many numbers there are, from 0 on. */
  numBins: number;
  /** `int`: the number; `oneHot`: a one in its place. Default: 'int'. */
  outputMode?: 'int' | 'oneHot' | 'one_hot';
}

/** A layer that takes two features or more, each of as many samples. */
export interface HashedCrossingLayer extends Layer {
  apply(features: tf.SymbolicTensor, options?: object): tf.SymbolicTensor;
  apply(features: tf.SymbolicTensor[], options?: object): tf.SymbolicTensor;
  apply(features: tf.Tensor | readonly (Texts | WholeNumbers)[], options?: object): tf.Tensor;
}

const layer = 'hashedCrossing';
const options = {
  numBins: size(),
  outputMode: choice(['int', 'oneHot'], 'int'),
  sparse: refused('sparse'),
};

export class HashedCrossing extends layerOf('HashedCrossing', layer, options) {
  constructor(args: object) {
    super({ ...args, dtype: undefined });
    this.takesSeveral = true;
  }

  /** Keras wants a type of whole numbers where numbers come out. */
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), dtype: this.outputMode === 'int' ? 'int64' : 'float32' };
  }

  override apply(inputs: never, given: object = {}): never {
    const list = inputs as readonly unknown[];
    if (!Array.isArray(list) || list.length < 2)
      throw new Error(
        `${layer}: expected two inputs or more, in a list. Received: ${Array.isArray(list) ? list.length : 'one'}.`,
      );
    if (symbolicIn([list, given]).length > 0) return super.apply(list as tf.Tensor[], given) as never;
    const tensors = list.map((one) => (one instanceof tf.Tensor ? one : tf.tensor(one as tf.TensorLike)));
    return super.apply(tensors, given) as never;
  }

  override call(inputs: tf.Tensor[]): tf.Tensor {
    const [first] = inputs;
    const { shape } = first!;
    if (
      shape.length > 2 ||
      (shape.length === 2 && shape[1] !== 1) ||
      inputs.some((one) => one.shape.join() !== shape.join())
    )
      throw new Error(
        `${layer}: inputs must be [samples] or [samples, 1], all alike. Received: ${inputs.map((one) => `[${one.shape}]`).join(', ')}.`,
      );
    const columns = inputs.map((one) => Array.from(one.dataSync() as Iterable<string | number>));
    const numbers = columns[0]!.map((_, row) =>
      crossedBucketOf(
        columns.map((column) => column[row]!),
        this.numBins,
      ),
    );
    return encodeBlock(numbers, [...shape], { layer, mode: this.outputMode, depth: this.numBins });
  }

  override computeOutputShape([inputShape]: Shape[]): Shape {
    return encodedBlockShape(layer, inputShape!, this.outputMode, this.numBins);
  }

  override computeOutputType(): tf.DataType {
    return this.outputMode === 'int' ? 'int32' : 'float32';
  }
}
registerLayer(HashedCrossing);

/**
 * Two features or more, texts or whole numbers, as one number below `numBins`: each pair its own, though pairs may share
 * one. Keras: `HashedCrossing`.
 * @example layers.hashedCrossing({ numBins: 5 }).apply([['A', 'B'], [1, 2]]).print()
 */
export function hashedCrossing(args: HashedCrossingArgs): HashedCrossingLayer {
  return publicly(new HashedCrossing(args));
}
