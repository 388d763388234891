// How long a step takes on several machines: the computation of one's part, and the ring in which the gradients are added
// up. A ring of n sends 2 (n - 1) pieces of 1/n of the bytes one after the other.

/** @typedef {{ bytesPerSecond: number, secondsPerHop: number }} Link */

/** @param {number} processes @param {number} bytes @param {Link} link */
export function reductionSeconds(processes, bytes, { bytesPerSecond, secondsPerHop }) {
  const hops = 2 * (processes - 1);
  return hops * (secondsPerHop + bytes / processes / bytesPerSecond);
}

/**
 * The link that the points of two processes show: the line nearest to all of them, by the share by which it misses each.
 * @param {{ bytes: number, seconds: number }[]} points @returns {Link}
 */
export function linkOf(points) {
  // seconds = base + perByte * bytes, each point weighed by 1 / seconds².
  const sum = (/** @type {(point: { bytes: number, seconds: number }) => number} */ of) =>
    points.reduce((total, point) => total + of(point) / point.seconds ** 2, 0);
  const [n, x, y] = [sum(() => 1), sum(({ bytes }) => bytes), sum(({ seconds }) => seconds)];
  const [xx, xy] = [sum(({ bytes }) => bytes ** 2), sum(({ bytes, seconds }) => bytes * seconds)];
  const perByte = (n * xy - x * y) / (n * xx - x * x);
  if (!(perByte > 0)) throw new Error('Expected points of different sizes, the larger ones slower.');
  return { secondsPerHop: (y - perByte * x) / n / 2, bytesPerSecond: 1 / perByte };
}

/** A network's: as fast as its wire, and no faster than the processes themselves, which this machine showed. @param {number} gigabits @param {Link} here */
export const linkAt = (gigabits, here) => ({
  secondsPerHop: here.secondsPerHop,
  bytesPerSecond: Math.min((gigabits * 1e9) / 8, here.bytesPerSecond),
});

/**
 * Throughput of n machines as a multiple of one's, where each computes as large a batch as one alone would.
 * @param {number} machines @param {number} secondsPerStep @param {number} bytes @param {Link} link
 */
export const speedUp = (machines, secondsPerStep, bytes, link) =>
  (machines * secondsPerStep) / (secondsPerStep + reductionSeconds(machines, bytes, link));
