// A model's outputs and losses for one batch.
import type { Loss } from '../losses/loss.js';
import { spreadWeights } from '../metrics/metric.js';
import { tf } from '../tf.js';
import type { CompiledState } from './compile.js';
import { internals } from './internals.js';
import type { Batch } from './trainer.js';

export interface ForwardResult {
  readonly outputs: tf.Tensor[];
  /** Each trained output's loss, the mean over its values. */
  readonly losses: tf.Scalar[];
  /** Their weighted sum and the regularizers' penalties. */
  readonly loss: tf.Scalar;
}

export function forward(
  model: tf.LayersModel,
  state: CompiledState,
  batch: Batch,
  training: boolean,
): ForwardResult {
  const result = model.call(batch.inputs, { training });
  const outputs = Array.isArray(result) ? result : [result];
  const terms = state.losses.flatMap((loss, i) =>
    loss ? [{ loss: meanLoss(loss, batch, outputs, i), weight: state.lossWeights[i]! }] : [],
  );
  const weighted = terms.map(({ loss, weight }) =>
    weight === 1 ? loss : (tf.mul(loss, weight) as tf.Scalar),
  );
  const total = [...weighted, ...internals(model).calculateLosses()].reduce((sum, term) => tf.add(sum, term));
  return { outputs, losses: terms.map(({ loss }) => loss), loss: total };
}

/** As Keras: values times their sample's weight, summed, over the number of values. */
function meanLoss(loss: Loss, batch: Batch, outputs: tf.Tensor[], index: number): tf.Scalar {
  const values = loss.call(batch.targets[index]!, outputs[index]!);
  const weights = batch.weights[index];
  return tf.mean(weights ? tf.mul(values, spreadWeights(weights, values)) : values) as tf.Scalar;
}
