// How long a step takes on several machines: the computation of one's part, and the ring in which the gradients are added
// up. A ring of n sends 2 (n - 1) pieces of 1/n of the bytes one after the other.

/** @typedef {{ bytesPerSecond: number, secondsPerHop: number }} Link */

/** @param {number} processes @param {number} bytes @param {Link} link */
export function reductionSeconds(processes, bytes, { bytesPerSecond, secondsPerHop }) {
  const hops = 2 * (processes - 1);
  return hops * (secondsPerHop + bytes / processes / bytesPerSecond);
}

/**
 * The link that points of two processes show: the smallest one's time is that of the hops, the largest one's that of the
 * bytes.
 * @param {{ bytes: number, seconds: number }[]} points @returns {Link}
 */
export function linkOf(points) {
  const [least, most] = [points[0], points.at(-1)];
  if (!least || !most) throw new Error('Expected two points at least.');
  const secondsPerHop = least.seconds / 2;
  return { secondsPerHop, bytesPerSecond: most.bytes / (most.seconds - least.seconds) };
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
