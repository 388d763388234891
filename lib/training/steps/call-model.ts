// A model's forward pass, with the losses that its layers add on the way.
import { inCall } from '../../core/call-context.js';
import type { Network } from '../../core/network.js';
import type { tf } from '../../tf.js';

export interface ModelCall {
  readonly outputs: tf.Tensor[];
  /** Losses that layers added: `addLoss`, and regularizers of outputs. */
  readonly added: tf.Tensor[];
}

/** Calls the model on one batch, as Keras' `model(x, training=…)` does. */
export function callModel(model: Network, inputs: tf.Tensor[], training: boolean): ModelCall {
  const added: tf.Tensor[] = [];
  const outputs = inCall({ training, losses: added }, () => model.invoke(inputs, { training }));
  return { outputs: [outputs].flat(), added };
}
