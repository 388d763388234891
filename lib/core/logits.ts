// Softmax followed by cross-entropy loses digits: exp, then log. Keras therefore computes the loss from what
// went into the softmax, and so do we: while a step runs, an activation leaves its input here for the loss.
import { tf } from '../tf.js';

type Kind = 'softmax' | 'sigmoid';

let remembered: Map<tf.Tensor, { kind: Kind; logits: tf.Tensor }> | undefined;

/** Runs `step` with the memory on; what it holds lives no longer than the step. */
export function withLogits<T>(step: () => T): T {
  const outer = remembered;
  remembered = new Map();
  try {
    return step();
  } finally {
    for (const { logits } of remembered.values()) logits.dispose();
    remembered = outer;
  }
}

/** Says that `output` is softmax (over the last axis) or sigmoid of `logits`. */
export function rememberLogits(output: tf.Tensor, kind: Kind, logits: tf.Tensor): void {
  if (remembered === undefined) return;
  // Kept: the layer's own tidy would dispose of it before the loss asks.
  remembered.set(output, { kind, logits: tf.keep(tf.clone(logits)) });
}

/** Says the same of a copy. */
export function shareLogits(output: tf.Tensor, copy: tf.Tensor): void {
  const found = remembered?.get(output);
  if (found) remembered?.set(copy, found);
}

/** What went into the activation that made `output`, when it was one of `kind`. */
export function logitsOf(output: tf.Tensor, kind: Kind): tf.Tensor | undefined {
  const found = remembered?.get(output);
  return found?.kind === kind ? found.logits : undefined;
}
