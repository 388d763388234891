// The greatest and the smallest values of several inputs.
import type { Mask } from '../../core/masks.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import '../../engine/gradients/register.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { maskWithRank } from './joined.js';
import { mergeLayer } from './merge.js';

type Choose = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** Where one of two values is masked, the other one counts. */
const chosenBy =
  (choose: Choose) =>
  (inputs: tf.Tensor[], masks: Mask[]): tf.Tensor => {
    const shown = masks.map((mask, i) => mask && maskWithRank(mask, inputs[i]!.rank));
    let [output] = inputs as [tf.Tensor];
    let counts = shown[0] ?? null;
    inputs.slice(1).forEach((input, i) => {
      const mask = shown[i + 1] ?? null;
      const next = mask ? tf.where(mask, input, output) : input;
      output = choose(counts ? tf.where(counts, output, next) : output, next);
      counts = mask && counts && tf.logicalOr(counts, mask);
    });
    return output;
  };

export class Maximum extends mergeLayer('Maximum', 'maximum', { join: chosenBy(tf.maximum) }) {}
export class Minimum extends mergeLayer('Minimum', 'minimum', { join: chosenBy(tf.minimum) }) {}
registerLayer(Maximum, Minimum);

/**
 * Greatest values; masked ones are left out. Keras: `Maximum`.
 * @example layers.maximum().apply([tf.tensor([[2, 9]]), tf.tensor([[4, 5]])]) // [[4, 9]]
 */
export function maximum(args: LayerArgs = {}): Layer {
  return new Maximum(args);
}

/**
 * Smallest values; masked ones are left out. Keras: `Minimum`.
 * @example layers.minimum().apply([tf.tensor([[2, 9]]), tf.tensor([[4, 5]])]) // [[2, 5]]
 */
export function minimum(args: LayerArgs = {}): Layer {
  return new Minimum(args);
}
