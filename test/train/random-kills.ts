// How often tests start processes, and when and whom they kill at random: a few times by a seed, more where the environment
// asks for it.

/** Starts of one test. */
export const starts = Number(process.env.TENSORCELL_STARTS || 4);

/** Kills of one test. */
export const kills = Number(process.env.TENSORCELL_KILLS || 3);
/** Other moments and victims for each. */
export const seed = Number(process.env.TENSORCELL_KILLS_SEED || 1);

/** Numbers from 0 to before 1 that go by a seed (mulberry32). */
export function randomNumbers(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
