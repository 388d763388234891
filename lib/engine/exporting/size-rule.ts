// How a number follows from sizes that are left open: found by computing it at a few sizes, and checked at others.

/**
 * A sum of products of sizes: each coefficient by the sizes that it multiplies, as the bits of its key. Key 0 is the part
 * that no size changes.
 */
export type SizeRule = ReadonlyMap<number, number>;

/** Sizes at which a function is looked at: each open one low or high, in every combination, and one more to check. */
export interface ProbeSizes {
  readonly low: number;
  readonly high: number;
  readonly check: number;
}

/** The sizes of each look; the last is the check. Look number `n` has size `i` high where bit `i` of `n` is set. */
export function looks(open: readonly ProbeSizes[]): number[][] {
  const corners = Array.from({ length: 2 ** open.length }, (_, look) =>
    open.map(({ low, high }, i) => (look & (1 << i) ? high : low)),
  );
  return open.length === 0 ? [[]] : [...corners, open.map(({ check }) => check)];
}

/** The rule that gives these numbers, one for each look; undefined where no rule of whole numbers does. */
export function ruleFor(values: readonly number[], open: readonly ProbeSizes[]): SizeRule | undefined {
  const rule = new Map<number, number>();
  for (let key = 0; key < 2 ** open.length; key++) {
    const change = changeFor(values, key) / product(open.map(({ low, high }, i) => isIn(key, i, high - low)));
    for (const part of subsets(key)) {
      const share = change * product(open.map(({ low }, i) => isIn(key & ~part, i, -low)));
      rule.set(part, (rule.get(part) ?? 0) + share);
    }
  }
  for (const [key, coefficient] of rule) {
    if (!Number.isInteger(coefficient)) return undefined;
    if (coefficient === 0 && key > 0) rule.delete(key);
  }
  return looks(open).every((sizes, look) => valueAt(rule, sizes) === values[look]) ? rule : undefined;
}

/** What a rule gives at sizes. */
export function valueAt(rule: SizeRule, sizes: readonly number[]): number {
  let sum = 0;
  for (const [key, coefficient] of rule)
    sum += coefficient * product(sizes.map((size, i) => isIn(key, i, size)));
  return sum;
}

/** By how much the sizes of `key` together change the value. */
function changeFor(values: readonly number[], key: number): number {
  return subsets(key).reduce((sum, part) => sum + (bits(key ^ part) % 2 === 0 ? 1 : -1) * values[part]!, 0);
}

function subsets(key: number): number[] {
  return Array.from({ length: key + 1 }, (_, part) => part).filter((part) => (part & key) === part);
}

const bits = (key: number): number => key.toString(2).replaceAll('0', '').length;
const isIn = (key: number, i: number, factor: number): number => (key & (1 << i) ? factor : 1);
export const product = (factors: readonly number[]): number => factors.reduce((all, one) => all * one, 1);
