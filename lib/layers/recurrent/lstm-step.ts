// What LSTM cells of all kinds do at a step, and their bias.
import type { Activation } from '../../activations/activations.js';
import type { VariableSettings, WeightInitializer } from '../../core/variable.js';
import { tf } from '../../tf.js';
import { gate } from './products.js';

type Gates = [input: tf.Tensor, forget: tf.Tensor, candidate: tf.Tensor, output: tf.Tensor];

interface Activations {
  readonly activation: Activation;
  readonly recurrentActivation: Activation;
}

/**
 * The output, the new state and the new carry.
 * @param sum what goes into the gates and the candidate, side by side on the last axis
 */
export function lstmStep(
  { activation, recurrentActivation }: Activations,
  sum: tf.Tensor,
  carry: tf.Tensor,
): tf.Tensor[] {
  const [activate, open] = [gate(activation), gate(recurrentActivation)];
  const [input, forget, candidate, output] = tf.split(sum, 4, -1) as Gates;
  const kept = tf.mul(open(forget), carry);
  const newCarry = tf.add(kept, tf.mul(open(input), activate(candidate)));
  const newState = tf.mul(open(output), activate(newCarry));
  return [newState, newState, newCarry];
}

/** A bias that lets the cell forget little at first (Jozefowicz et al., 2015): ones for the forget gate. */
export function forgetting(settings: VariableSettings): VariableSettings {
  return { ...settings, initializer: withOnes(settings.initializer) };
}

const withOnes = (inner: WeightInitializer): WeightInitializer => ({
  apply: ([length], dtype) => {
    const units = length! / 4;
    return tf.concat([inner.apply([units], dtype), tf.ones([units], dtype), inner.apply([2 * units], dtype)]);
  },
});
