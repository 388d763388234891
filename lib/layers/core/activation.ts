// An activation as a layer of its own.
import type { ActivationFunction, ActivationName } from '../../activations/activations.js';
import { layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import type { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { activation as activationOption } from '../base/weight-options.js';

const { read, write } = activationOption();

export class Activation extends layerOf('Activation', 'activation', {
  activation: { hasDefault: false, read, write },
}) {
  override supportsMasking = true;

  override call(input: tf.Tensor): tf.Tensor {
    return this.activation.apply(asFloat(input));
  }

  /** One of the functions gives half of the features. */
  override computeOutputShape(inputShape: Shape): Shape {
    const last = inputShape.at(-1) ?? null;
    if (this.activation.name !== 'glu' || last === null) return inputShape;
    return [...inputShape.slice(0, -1), last / 2];
  }
}
registerLayer(Activation);

/**
 * An activation as a layer of its own, e.g. after batch normalization. Keras: `Activation`.
 * @example layers.activation('relu')
 */
export function activation(
  args:
    | (LayerArgs & {
        /** What values go through. */
        activation: ActivationName | ActivationFunction;
      })
    | ActivationName
    | ActivationFunction,
): Layer {
  return new Activation(typeof args === 'string' || typeof args === 'function' ? { activation: args } : args);
}
