// Which axes of queries, keys and values meet in attention.
import type { Equation } from '../core/contraction.js';

const alphabet = 'abcdefghijklmnopqrstuvwxyz';

/**
 * Products of queries and keys, and sums of values by shares: [samples, …, steps, heads, size] to [samples, …, heads,
 * queries, values] and back.
 * @param rank of the layer's inputs @param axes those of steps
 */
export function attentionEquations(
  rank: number,
  axes: readonly number[],
): Record<'scores' | 'context', Equation> {
  const query = alphabet.slice(0, rank + 1);
  const value = [...query].map((letter, i) => (axes.includes(i) ? letter.toUpperCase() : letter)).join('');
  const others = [...query].filter((_, i) => !axes.includes(i) && i !== rank).join('');
  const along = (letters: string): string => axes.map((axis) => letters[axis]!).join('');
  const shares = others + along(query) + along(value);
  return {
    scores: { left: query, right: value, result: shares },
    context: { left: shares, right: value, result: query },
  };
}
