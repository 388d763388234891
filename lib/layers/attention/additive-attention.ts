// Attention by sums of query and key.
import type { CallOptions } from '../../core/layer.js';
import type { Masks } from '../../core/masks.js';
import { flag, layerOf, seed } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { knownSize, type Shape } from '../../core/shape.js';
import type { NodeOptions, SymbolicTensor } from '../../core/symbolic-tensor.js';
import type { LayerVariable } from '../../core/variable.js';
import { toInitializer } from '../../initializers/initializers.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import { drawsFor } from '../regularization/draws.js';
import type { AttentionArgs } from './attention.js';
import { triple } from './inputs.js';
import { type AttentionLayer, asAttention } from './layer.js';
import { dropoutRate } from './options.js';
import { attend, attentionSpecs, masksFor } from './scored.js';

const options = { useScale: flag(true), dropout: dropoutRate(), seed: seed() };

export class AdditiveAttention extends layerOf('AdditiveAttention', 'additiveAttention', options) {
  override takesSeveral = true;
  override supportsMasking = true;
  #scale: LayerVariable | null = null;
  readonly #draws = drawsFor(this.seed);

  override build(shapes: Shape | Shape[]): void {
    const [query] = triple(shapes as Shape[], 'additiveAttention');
    if (!this.useScale) return;
    const size = knownSize(query, -1, 'additiveAttention');
    this.#scale = this.addVariable('scale', [size], { initializer: toInitializer('glorotUniform') });
  }

  override call(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[] {
    const layer = 'additiveAttention';
    const [query, value, key] = triple(inputs, layer).map(asFloat) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const sums = tf.tanh(tf.add(tf.expandDims(query, -2), tf.expandDims(key, -3)));
    const scores = tf.sum(this.#scale ? tf.mul(sums, this.#scale.read()) : sums, -1);
    return attend(scores, value, { ...options, rate: this.dropout, draws: this.#draws, layer });
  }

  override computeMask(_inputs: tf.Tensor | tf.Tensor[], mask: Masks = null): Masks {
    return masksFor(mask, 'additiveAttention').query;
  }

  override computeOutputShape(shapes: Shape | Shape[]): Shape {
    const [query, value] = triple(shapes as Shape[], 'additiveAttention');
    return [...query.slice(0, -1), value.at(-1)!];
  }

  override outputSpecs(inputs: SymbolicTensor | SymbolicTensor[], options: NodeOptions) {
    const shapes = [inputs].flat().map(({ shape }) => shape);
    return attentionSpecs(this.computeOutputShape(shapes), shapes, options);
  }
}
registerLayer(AdditiveAttention);

/**
 * Attention by sums of query and key (Bahdanau et al., 2015). `useScale`: default true. Masks as for `attention`.
 * Keras: `AdditiveAttention`.
 * @example
 * const [query, value] = [layers.input({ shape: [5, 8] }), layers.input({ shape: [7, 8] })];
 * layers.additiveAttention().apply([query, value]).shape // [null, 5, 8]
 */
export function additiveAttention(args: AttentionArgs = {}): AttentionLayer {
  return asAttention(new AdditiveAttention(args));
}
