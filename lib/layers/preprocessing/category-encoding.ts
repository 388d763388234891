// CategoryEncoding: whole numbers that stand for kinds, as rows of zeros and ones.
import type { CallOptions } from '../../core/layer.js';
import { choice, layerOf, size } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { type Shape, shapeText } from '../../core/shape.js';
import { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { type CategoryMode, encodeCategories, encodedShape } from './encode-categories.js';

/** Arguments of `layers.categoryEncoding`. */
export interface CategoryEncodingArgs extends LayerArgs {
  /** How many kinds there are: inputs are from 0 up to it. */
  numTokens: number;
  /**
   * `oneHot`: a row for each number; `multiHot`: one row a sample, with a one for each kind that is there; `count`: how
   * often it is there. Default: 'multiHot'.
   */
  outputMode?: CategoryMode | 'one_hot' | 'multi_hot';
}

const options = {
  numTokens: size(),
  outputMode: choice(['oneHot', 'multiHot', 'count'], 'multiHot'),
};

export class CategoryEncoding extends layerOf('CategoryEncoding', 'categoryEncoding', options) {
  override call(input: tf.Tensor, { countWeights }: CallOptions): tf.Tensor {
    this.#checkRank(input.shape);
    if (!(countWeights instanceof tf.Tensor)) return encodeCategories(input, this.outputMode, this.numTokens);
    if (this.outputMode !== 'count')
      throw new Error(
        `categoryEncoding: countWeights go with outputMode 'count' alone. Received: '${this.outputMode}'.`,
      );
    return encodeCategories(input, 'count', this.numTokens, countWeights);
  }

  override computeOutputShape(inputShape: Shape): Shape {
    this.#checkRank(inputShape);
    return encodedShape(inputShape, this.outputMode, this.numTokens);
  }

  /** Keras' own shapes contradict each other beyond. */
  #checkRank(shape: Shape): void {
    if (this.outputMode === 'oneHot' || shape.length <= 2) return;
    throw new Error(
      `categoryEncoding: outputMode '${this.outputMode}' takes one row of numbers a sample. Received: ${shapeText(shape)}.`,
    );
  }
}
registerLayer(CategoryEncoding);

/**
 * Whole numbers that stand for kinds, as rows of zeros and ones. Keras: `CategoryEncoding`.
 * @example layers.categoryEncoding({ numTokens: 4, outputMode: 'oneHot' })
 */
export function categoryEncoding(args: CategoryEncodingArgs): Layer {
  return new CategoryEncoding(args);
}
