// Numbers counted in equal bins.
import { rounded } from './series.js';

export interface Bin {
  from: number;
  to: number;
  /** Part of all numbers that lies here, from 0 to 1. */
  share: number;
}

export function binned(
  numbers: readonly number[],
  [low, high]: readonly [number, number],
  bins: number,
): Bin[] {
  const start = low === high ? low - 0.5 : low;
  const width = (low === high ? 1 : high - low) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const value of numbers) {
    const bin = Math.floor((value - start) / width);
    if (bin >= 0 && bin <= bins) counts[Math.min(bins - 1, bin)]! += 1;
  }
  return counts.map((n, i) => ({
    from: rounded(start + i * width)!,
    to: rounded(start + (i + 1) * width)!,
    share: rounded(n / Math.max(1, numbers.length))!,
  }));
}
