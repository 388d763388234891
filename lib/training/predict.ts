// model.predict: the model's outputs for samples, in inference mode.

import { checkOptions, checkWhole } from '../core/messages.js';
import type { Network } from '../core/network.js';
import { host } from '../host.js';
import { tf } from '../tf.js';
import { unlessAborted } from '../unless-aborted.js';
import { advise } from './advice/advice.js';
import { buildForSamples } from './data/build-for.js';
import { standardizeInputs } from './data/standardize.js';
import { depthOf, lengthOf, makesNewBatches, startStream } from './data/streams.js';
import type { BatchStream, Data } from './data/types.js';
import { chooseTrainer } from './steps/choose-trainer.js';

/** Arguments of `model.predict`. */
export interface PredictArgs {
  /** Samples a step. Default 32. */
  batchSize?: number;
  /** Run op by op instead of compiled. */
  eager?: boolean;
  verbose?: 0 | 1 | 2 | 'auto' | boolean;
}

/** Arguments of `model.predict` for a generator. */
export interface PredictStreamArgs extends PredictArgs {
  /** Steps to take from the generator. Default: its length. */
  steps?: number;
}

/** One tensor, or a list when the model has several outputs. */
export function predict(model: Network, x: Data, args: PredictArgs = {}): tf.Tensor | tf.Tensor[] {
  checkOptions('predict', args, ['batchSize', 'eager', 'verbose']);
  const { batchSize = 32 } = args;
  buildForSamples(model, x, 'predict');
  checkWhole('predict', 'batchSize', batchSize, 1);
  const inputs = standardizeInputs(model, x, 'predict');
  try {
    const outputs = chooseTrainer(args.eager).predict(model, inputs, batchSize);
    return outputs.length === 1 ? outputs[0]! : outputs;
  } finally {
    tf.dispose(inputs);
  }
}

/** The same over a generator of batches; targets that it gives are passed over. */
export async function predictStream(
  model: Network,
  stream: BatchStream,
  args: PredictStreamArgs = {},
): Promise<tf.Tensor | tf.Tensor[]> {
  adviseOnOrder(model, stream);
  const { steps = lengthOf(stream) ?? Number.POSITIVE_INFINITY, ...rest } = args;
  const parts: tf.Tensor[][] = [];
  const iterator = startStream(stream);
  for (;;) {
    const { value, done } = await unlessAborted(Promise.resolve(iterator.next()), host().signal);
    if (done) break;
    const outputs = predict(model, inputsIn(value, model), rest);
    parts.push(Array.isArray(outputs) ? outputs : [outputs]);
    if (makesNewBatches(stream)) tf.dispose(value as tf.TensorContainer);
    if (parts.length === steps) break;
  }
  await iterator.return?.();
  if (parts.length === 0) throw new Error('predict: the generator gave no batch.');
  const joined = tf.tidy(() => parts[0]!.map((_, i) => tf.concat(parts.map((part) => part[i]!))));
  tf.dispose(parts);
  return joined.length === 1 ? joined[0]! : joined;
}

/** Predictions that are set beside the iterator's own labels would be beside the wrong ones. */
function adviseOnOrder(model: Network, stream: BatchStream): void {
  const { shuffles } = stream as { shuffles?: unknown };
  if (shuffles !== true) return;
  advise(
    model,
    'shuffled predictions',
    'these batches are shuffled, so the predictions come in another order than the classes and file names of the iterator. ' +
      'To compare them, make it with { shuffle: false }.',
  );
}

/** What a generator gives may be the inputs alone, or inputs and targets. */
function inputsIn(value: unknown, model: Network): Data {
  if (!Array.isArray(value)) return ((value as { xs?: Data } | null)?.xs ?? value) as Data;
  if (!model.isDescribed) return (value.length === 2 || value.length === 3 ? value[0] : value) as Data;
  const { inputs } = model;
  const isAlone = inputs.length === 1 && depthOf(value) === inputs[0]!.rank;
  return (isAlone ? value : value[0]) as Data;
}
