// A model's outputs and losses for one batch.
import type { Network } from '../../core/network.js';
import { lossOf } from '../../losses/define.js';
import { tf } from '../../tf.js';
import { callModel } from './call-model.js';
import type { CompiledState } from './compile.js';
import type { Batch } from './trainer.js';

export interface ForwardResult {
  readonly outputs: tf.Tensor[];
  /** Each trained output's loss. */
  readonly losses: tf.Scalar[];
  /** Their weighted sum, what layers added, and what regularizers charge. */
  readonly loss: tf.Scalar;
}

export function forward(
  model: Network,
  state: CompiledState,
  batch: Batch,
  training: boolean,
): ForwardResult {
  const { outputs, added } = callModel(model, batch.inputs, training);
  const terms = state.losses.flatMap((loss, i) => {
    if (!loss) return [];
    const judged = { yTrue: batch.targets[i]!, yPred: outputs[i]!, weights: batch.weights[i] };
    return [{ loss: lossOf(loss, judged), weight: state.lossWeights[i]! }];
  });
  const weighted = terms.map(({ loss, weight }) =>
    weight === 1 ? loss : (tf.mul(loss, weight) as tf.Scalar),
  );
  const total = sumOf([...weighted, ...added.map(summed), ...model.regularizationLosses()]);
  return { outputs, losses: terms.map(({ loss }) => loss), loss: total };
}

/** A layer may add a loss of any shape: all of it counts. */
const summed = (loss: tf.Tensor): tf.Tensor =>
  tf.sum(loss.dtype === 'float32' ? loss : tf.cast(loss, 'float32'));

function sumOf(terms: tf.Tensor[]): tf.Scalar {
  const [first, ...others] = terms;
  if (first) return others.reduce((sum, term) => tf.add(sum, term), first) as tf.Scalar;
  throw new Error('There is no loss: no output has one, and no layer adds one. Give compile a loss.');
}
