// Two engines' losses, step by step: equal, apart no further than rounding alone leads, or wrong.

/** How near losses are that count as equal, beside 1 or the loss itself where that is more. */
export const near = 1e-5;
/** How many times as far as rounding alone leads is still rounding. */
const leeway = 10;

/**
 * @typedef {object} Parting
 * @property {number} steps that were compared
 * @property {number} [from] the first step, counted from 1, at which they are not near
 * @property {number} most the largest difference
 */

/**
 * @param {number[]} received
 * @param {number[]} expected
 * @returns {Parting}
 */
export function parting(received, expected) {
  const steps = Math.min(received.length, expected.length);
  const apart = Array.from({ length: steps }, (_, at) => {
    const difference = Math.abs(received[at] - expected[at]) / Math.max(1, Math.abs(expected[at]));
    // NaN beside a number is as far as can be.
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  });
  const first = apart.findIndex((difference) => difference > near);
  return { steps, ...(first < 0 ? {} : { from: first + 1 }), most: Math.max(0, ...apart) };
}

/**
 * @param {Parting} parted of the two engines
 * @param {Parting} rounding of one engine from itself, with each weight moved by one unit in its last place
 * @returns {{ mark: '✓' | '≈' | '✗', text: string }}
 */
export function verdict(parted, rounding) {
  const { steps, from, most } = parted;
  if (from === undefined) return { mark: '✓', text: `equal to 1e-5 over the first ${steps} steps` };
  const apart = `not equal to 1e-5 from step ${from} on, by up to ${most.toExponential(1)} in ${steps} steps`;
  const itself = `TensorFlow parts from itself by ${rounding.most.toExponential(1)} when each weight moves by one unit in its last place`;
  const isRounding = most <= leeway * rounding.most;
  return isRounding
    ? { mark: '≈', text: `${apart}: rounding, since ${itself}` }
    : { mark: '✗', text: `${apart}: more than rounding, since ${itself}` };
}
