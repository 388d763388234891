// Whose batches are let go after use: those of streams that make each one for whoever takes it. A user's own may give
// one again.
const streams = new WeakSet<object>();

/** Says of a stream of ours that it keeps none of its batches. */
export function keepsNoBatch(stream: object): void {
  streams.add(stream);
}

export const givesFreshBatches = (stream: object): boolean => streams.has(stream);
