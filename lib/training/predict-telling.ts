// Predictions with callbacks: batch by batch, so that each can be told of.

import type { Network } from '../core/network.js';
import { tf } from '../tf.js';
import { type CallbackArgs, callbacksOf } from './callback-list.js';
import type { Trainer } from './steps/trainer.js';

/** The outputs for arrays; callbacks hear of each batch. */
export function predictTelling(
  model: Network,
  inputs: tf.Tensor[],
  batchSize: number,
  given: CallbackArgs,
  run: Trainer['predict'],
): tf.Tensor[] {
  const samples = inputs[0]!.shape[0]!;
  const callbacks = callbacksOf(model, given, Math.ceil(samples / batchSize));
  const parts: tf.Tensor[][] = [];
  try {
    callbacks.callNow('onPredictBegin', {});
    for (let start = 0; start < samples; start += batchSize) {
      const step = parts.length;
      callbacks.callNowOnBatch('onPredictBatchBegin', step, {});
      const batch = inputs.map((input) => tf.slice(input, start, Math.min(batchSize, samples - start)));
      parts.push(run(model, batch, batchSize));
      tf.dispose(batch);
      const [first, ...others] = parts[step] as [tf.Tensor, ...tf.Tensor[]];
      callbacks.callNowOnBatch('onPredictBatchEnd', step, {
        outputs: others.length > 0 ? [first, ...others] : first,
      });
    }
    callbacks.callNow('onPredictEnd', {});
    return parts[0]!.map((_, i) => tf.concat(parts.map((part) => part[i]!)));
  } finally {
    tf.dispose(parts);
    callbacks.releaseNow();
  }
}
