// Dilated convolutions by plain ones. A filter with gaps sees every so many cells only, its phase: with each phase as
// a sample by itself (`tf.spaceToBatchND`) there are no gaps.

/** How cells become phases, and outputs of phases become cells again. */
export interface Phases {
  readonly rates: number[];
  /** Zeros before and after each axis, so that all phases are of one length. */
  readonly paddings: [before: number, after: number][];
  /** What the outputs have too many for that. */
  readonly crops: [before: number, after: number][];
}

/** @param paddings zeros that the convolution wants before and after each axis */
export function phasesOf(
  lengths: readonly number[],
  rates: readonly number[],
  paddings: readonly (readonly [before: number, after: number])[],
): Phases {
  const missing = lengths.map((length, axis) => {
    const [before, after] = paddings[axis]!;
    return lacking(before + length + after, rates[axis]!);
  });
  return {
    rates: [...rates],
    paddings: paddings.map(([before, after], axis) => [before, after + missing[axis]!]),
    crops: missing.map((count) => [0, count]),
  };
}

/** How many are missing to a multiple of `rate`. */
export const lacking = (length: number, rate: number): number => (rate - (length % rate)) % rate;
