// What layers within layers learn from the outermost call: whether it trains, and where losses are gathered.
import type { tf } from '../tf.js';

/** One call of a layer, and all calls within it. */
export interface CallContext {
  readonly training: boolean;
  /** Whether a layer is called by another. */
  readonly isInner?: boolean;
  /** Losses that layers added on the way. */
  readonly losses: tf.Tensor[];
  /** Masks that came with the inputs of the innermost model. */
  readonly givenMasks?: ReadonlySet<tf.Tensor>;
}

let current: CallContext | undefined;

/** The call that is under way. */
export const currentCall = (): CallContext | undefined => current;

/** Runs `body` as part of a call. */
export function inCall<T>(context: CallContext, body: () => T): T {
  const outer = current;
  current = context;
  try {
    return body();
  } finally {
    current = outer;
  }
}
