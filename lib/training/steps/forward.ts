// A model's outputs and losses for one batch.
import type { Network } from '../../core/network.js';
import { lossOf } from '../../losses/define.js';
import { toPrecision } from '../../precision.js';
import { tf } from '../../tf.js';
import { callModel } from './call-model.js';
import type { CompiledState } from './compile.js';
import { dataOf, type LossParts, oneOrAll, ownMethod } from './own-steps.js';
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
  const own = ownMethod(model, 'computeLoss');
  if (own) return { outputs, losses: [], loss: ownLoss(model, own, { batch, outputs, added, training }) };
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

interface OwnLossCall {
  readonly batch: Batch;
  readonly outputs: tf.Tensor[];
  readonly added: tf.Tensor[];
  readonly training: boolean;
}

function ownLoss(
  model: Network,
  own: (given: unknown) => unknown,
  { batch, outputs, added, training }: OwnLossCall,
): tf.Scalar {
  const [x, y, sampleWeight] = dataOf(model, batch);
  const parts = { x, y, yPred: oneOrAll(outputs)!, sampleWeight, training };
  const loss = withAdded(added, () => own(parts));
  if (loss instanceof tf.Tensor) return summed(loss) as tf.Scalar;
  throw new Error(`computeLoss: expected a tensor of one number. Received: ${typeof loss}.`);
}

let addedByLayers: tf.Tensor[] = [];

/** What layers added stands by for the loss that every model computes. */
function withAdded<T>(added: tf.Tensor[], body: () => T): T {
  const before = addedByLayers;
  addedByLayers = added;
  try {
    return body();
  } finally {
    addedByLayers = before;
  }
}

/** The loss that every model computes: by what compile was told, what layers added, and what regularizers charge. */
export function computeLoss(model: Network, state: CompiledState, parts: LossParts): tf.Scalar {
  const lists = [parts.y, parts.yPred, parts.sampleWeight].map((one) => [one ?? []].flat());
  const [targets, outputs, weights] = lists as [tf.Tensor[], tf.Tensor[], tf.Tensor[]];
  const terms = state.losses.flatMap((loss, i) => {
    if (!loss || !targets[i]) return [];
    const value = lossOf(loss, { yTrue: targets[i]!, yPred: outputs[i]!, weights: weights[i] });
    return [state.lossWeights[i] === 1 ? value : tf.mul<tf.Scalar>(value, state.lossWeights[i]!)];
  });
  const added = addedByLayers.length > 0 ? addedByLayers : model.addedLosses();
  return sumOf([...terms, ...added.map(summed), ...model.regularizationLosses()]);
}

/** A layer may add a loss of any shape: all of it counts. */
const summed = (loss: tf.Tensor): tf.Tensor =>
  tf.sum(loss.dtype === 'float32' ? toPrecision(loss, 'float32') : tf.cast(loss, 'float32'));

function sumOf(terms: tf.Tensor[]): tf.Scalar {
  const [first, ...others] = terms;
  if (first) return others.reduce((sum, term) => tf.add(sum, term), first) as tf.Scalar;
  throw new Error('There is no loss: no output has one, and no layer adds one. Give compile a loss.');
}
