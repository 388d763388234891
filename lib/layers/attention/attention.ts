// Attention: each query looks through the values and takes of each as much as its key fits.
import type { CallOptions } from '../../core/layer.js';
import type { Masks } from '../../core/masks.js';
import { choice, flag, layerOf, seed } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import type { NodeOptions, SymbolicTensor } from '../../core/symbolic-tensor.js';
import type { LayerVariable } from '../../core/variable.js';
import { toInitializer } from '../../initializers/initializers.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { LayerArgs } from '../base/layer.js';
import { drawsFor } from '../regularization/draws.js';
import { triple } from './inputs.js';
import { type AttentionLayer, asAttention } from './layer.js';
import { dropoutRate } from './options.js';
import { attend, attentionSpecs, masksFor } from './scored.js';

const options = {
  useScale: flag(false),
  scoreMode: choice(['dot', 'concat'], 'dot'),
  dropout: dropoutRate(),
  seed: seed(),
};

export class Attention extends layerOf('Attention', 'attention', options) {
  override takesSeveral = true;
  override supportsMasking = true;
  #scale: LayerVariable | null = null;
  #weight: LayerVariable | null = null;
  readonly #draws = drawsFor(this.seed);

  override build(): void {
    const settings = { initializer: toInitializer('ones') };
    if (this.useScale) this.#scale = this.addVariable('scale', [], settings);
    if (this.scoreMode === 'concat') this.#weight = this.addVariable('concat_score_weight', [], settings);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[] {
    const [query, value, key] = triple(inputs, 'attention').map(asFloat) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const { dropout: rate } = this;
    return attend(this.#scores(query, key), value, {
      ...options,
      rate,
      draws: this.#draws,
      layer: 'attention',
    });
  }

  #scores(query: tf.Tensor, key: tf.Tensor): tf.Tensor {
    const scaled = (x: tf.Tensor): tf.Tensor => (this.#scale ? tf.mul(x, this.#scale.read()) : x);
    if (!this.#weight) return scaled(tf.matMul(query, key, false, true));
    const sums = tf.tanh(scaled(tf.add(tf.expandDims(query, -2), tf.expandDims(key, -3))));
    return tf.mul(tf.sum(sums, -1), this.#weight.read());
  }

  override computeMask(_inputs: tf.Tensor | tf.Tensor[], mask: Masks = null): Masks {
    return masksFor(mask, 'attention').query;
  }

  override computeOutputShape(shapes: Shape | Shape[]): Shape {
    const [query, value] = triple(shapes as Shape[], 'attention');
    return [...query.slice(0, -1), value.at(-1)!];
  }

  override outputSpecs(inputs: SymbolicTensor | SymbolicTensor[], options: NodeOptions) {
    const shapes = [inputs].flat().map(({ shape }) => shape);
    return attentionSpecs(this.computeOutputShape(shapes), shapes, options);
  }
}
registerLayer(Attention);

/** @inline */
export interface AttentionArgs extends LayerArgs {
  /** Learns how much the scores count. Default: false. */
  useScale?: boolean;
  /** Share of the attention that is dropped in training. Default 0. */
  dropout?: number;
  /** The same draws for each layer made with it. Default: draws of its own. */
  seed?: number;
}

/**
 * Attention by products of query and key (Luong et al., 2015), or with `scoreMode` 'concat' by their sums: [steps,
 * features] of the query, so many steps of the values' features come out. `useScale`: default false. Masks of the
 * inputs are heeded: steps of the values that do not count are not looked at. Keras: `Attention`.
 * @example
 * const [query, value] = [layers.input({ shape: [5, 8] }), layers.input({ shape: [7, 8] })];
 * layers.attention().apply([query, value]).shape // [null, 5, 8]
 */
export function attention(
  args: AttentionArgs & {
    /** How a query and a key make a score. Default: 'dot'. */
    scoreMode?: 'dot' | 'concat';
  } = {},
): AttentionLayer {
  return asAttention(new Attention(args));
}
