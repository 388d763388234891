// model.predict: the model's outputs for samples, in inference mode.

import { checkOptions, checkWhole } from '../core/messages.js';
import type { Network } from '../core/network.js';
import { host } from '../host.js';
import { tf } from '../tf.js';
import { unlessAborted } from '../unless-aborted.js';
import { advise } from './advice/advice.js';
import { type CallbackArgs, callbacksOf } from './callback-list.js';
import { buildForSamples } from './data/build-for.js';
import { standardizeInputs } from './data/standardize.js';
import { depthOf, lengthOf, listenerIn, makesNewBatches, startStream } from './data/streams.js';
import type { BatchStream, Data } from './data/types.js';
import { predictTogether, type SharedPredictions } from './distribution.js';
import type { PredictArgs as PredictOptions, PredictStreamArgs as StreamOptions } from './predict-args.js';
import { predictTelling } from './predict-telling.js';
import { chooseTrainer } from './steps/choose-trainer.js';

/** Arguments of `model.predict`. */
export interface PredictArgs extends PredictOptions {
  /** Called at the begin and the end, and around each batch; with arrays, their functions must not be async. */
  callbacks?: CallbackArgs;
}

/** Arguments of `model.predict` for a generator. */
export interface PredictStreamArgs extends PredictArgs, StreamOptions {}

/** One tensor, or a list when the model has several outputs. */
export function predict(model: Network, x: Data, args: PredictArgs = {}): tf.Tensor | tf.Tensor[] {
  return predictBy(predictTogether(model), model, x, args);
}

function predictBy(
  together: SharedPredictions | undefined,
  model: Network,
  x: Data,
  args: PredictArgs,
): tf.Tensor | tf.Tensor[] {
  checkOptions('predict', args, ['batchSize', 'eager', 'callbacks', 'verbose']);
  const { batchSize = 32 } = args;
  buildForSamples(model, x, 'predict');
  checkWhole('predict', 'batchSize', batchSize, 1);
  const inputs = standardizeInputs(model, x, 'predict');
  const { predict: run } = chooseTrainer(args.eager);
  try {
    // Callbacks hear of every batch, so that each process computes all of them.
    const outputs = args.callbacks
      ? predictTelling(model, inputs, batchSize, args.callbacks, run)
      : (together?.ofRows(inputs, batchSize, run) ?? run(model, inputs, batchSize));
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
  const { steps = lengthOf(stream) ?? Number.POSITIVE_INFINITY, callbacks: given, ...rest } = args;
  const callbacks = callbacksOf(model, given, steps);
  const together = given === undefined ? predictTogether(model) : undefined;
  const parts = new Map<number, tf.Tensor[]>();
  let step = 0;
  try {
    await callbacks.call('onPredictBegin', {});
    for await (const value of batchesOf(stream, steps)) {
      await callbacks.callOnBatch('onPredictBatchBegin', step, {});
      const x = inputsIn(value, model);
      buildForSamples(model, x, 'predict');
      if (together?.takes(step) ?? true) {
        const outputs = predictBy(undefined, model, x, rest);
        parts.set(step, [outputs].flat());
        if (together && step === 0) begin(together, model, x, parts.get(0)!);
        await callbacks.callOnBatch('onPredictBatchEnd', step, { outputs });
      }
      if (makesNewBatches(stream)) tf.dispose(value as tf.TensorContainer);
      step += 1;
    }
    await callbacks.call('onPredictEnd', {});
    if (step === 0) throw new Error('predict: the generator gave no batch.');
    const joined = (await together?.gather(parts, step)) ?? joinedParts([...parts.values()]);
    return joined.length === 1 ? joined[0]! : joined;
  } finally {
    tf.dispose([...parts.values()]);
    await callbacks.release();
  }
}

function begin(together: SharedPredictions, model: Network, x: Data, outputs: readonly tf.Tensor[]): void {
  const inputs = standardizeInputs(model, x, 'predict');
  together.begin(inputs, outputs);
  tf.dispose(inputs);
}

const joinedParts = (parts: readonly tf.Tensor[][]): tf.Tensor[] =>
  tf.tidy(() => parts[0]!.map((_, i) => tf.concat(parts.map((part) => part[i]!))));

/** At most so many batches. */
async function* batchesOf(stream: BatchStream, steps: number): AsyncGenerator<unknown> {
  const listener = listenerIn(stream);
  listener?.onEpochBegin();
  const iterator = startStream(stream);
  for (let step = 0; step < steps; step++) {
    const { value, done } = await unlessAborted(Promise.resolve(iterator.next()), host().signal);
    if (done) break;
    yield value;
  }
  await iterator.return?.();
  listener?.onEpochEnd();
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
