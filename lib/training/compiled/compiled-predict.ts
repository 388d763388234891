// A model's outputs by a compiled forward pass, batch by batch.

import type { Network } from '../../core/network.js';
import type { TensorFlowBackend } from '../../engine/backend-types.js';
import { deviceInForce } from '../../engine/pjrt/choose-device.js';
import { flatten } from '../../engine/tracing/structure.js';
import { TracedFunction } from '../../engine/tracing/traced-function.js';
import { tf } from '../../tf.js';
import { callModel } from '../steps/call-model.js';

type Forward = TracedFunction | 'op by op';

const forwards = new WeakMap<Network, Map<string, Forward>>();
const abandoned = new FinalizationRegistry<Map<string, Forward>>((made) => {
  for (const forward of made.values()) if (forward !== 'op by op') forward.dispose();
});

/** The outputs for all rows; undefined when the model cannot be a graph. */
export function predictCompiled(
  backend: TensorFlowBackend,
  model: Network,
  inputs: readonly tf.Tensor[],
  batchSize: number,
): tf.Tensor[] | undefined {
  return tf.tidy(() => {
    const count = inputs[0]!.shape[0]!;
    const parts: tf.Tensor[][] = [];
    for (let start = 0; start < count; start += batchSize) {
      const size = Math.min(batchSize, count - start);
      const batch = size === count ? [...inputs] : inputs.map((input) => tf.slice(input, [start], [size]));
      const forward = forwardFor(backend, model, batch);
      if (forward === 'op by op') return undefined;
      parts.push(forward.call(batch) as tf.Tensor[]);
    }
    return parts.length === 1
      ? parts[0]!
      : parts[0]!.map((_, output) => tf.concat(parts.map((part) => part[output]!)));
  });
}

function forwardFor(backend: TensorFlowBackend, model: Network, batch: tf.Tensor[]): Forward {
  let made = forwards.get(model);
  if (!made) {
    made = new Map();
    forwards.set(model, made);
    abandoned.register(model, made);
  }
  const key = keyOf(model, batch);
  const forward = made.get(key) ?? trace(backend, model, batch);
  made.set(key, forward);
  return forward;
}

function trace(backend: TensorFlowBackend, model: Network, batch: tf.Tensor[]): Forward {
  try {
    return new TracedFunction(backend, batch, (tensors) => {
      return flatten(callModel(model, [...tensors], false).outputs);
    });
  } catch {
    return 'op by op';
  }
}

// Other weights (a layer was added, the model disposed and built anew) need another graph.
function keyOf(model: Network, batch: readonly tf.Tensor[]): string {
  const shapes = batch.map(({ dtype, shape }) => `${dtype}[${shape}]`);
  return `${deviceInForce()} ${shapes} ${model.weights.map(({ id }) => id)}`;
}
