// Boundaries between equally full ranges, by Keras' summaries: values in order, each with the number of samples it
// stands for, kept to some hundred by interpolation.

export interface Summary {
  readonly values: readonly number[];
  readonly weights: readonly number[];
}

export const emptySummary: Summary = { values: [], weights: [] };

/** The summary of some samples. @param epsilon how exact: 1 / epsilon values remain */
export function summaryOf(samples: Float32Array, epsilon: number): Summary {
  const sorted = Float32Array.from(samples).sort();
  const step = Math.max(sorted.length / (1 / epsilon), 1);
  const values: number[] = [];
  for (let i = Math.trunc(step - 1); i < sorted.length; i += Math.trunc(step)) values.push(sorted[i]!);
  return { values, weights: values.map(() => Math.fround(step)) };
}

/** Two summaries as one. */
export function merged(a: Summary, b: Summary, epsilon: number): Summary {
  const pairs = [a, b].flatMap(({ values, weights }) =>
    values.map((value, i) => ({ value, weight: weights[i]! })),
  );
  pairs.sort((left, right) => left.value - right.value);
  return compressed(
    { values: pairs.map(({ value }) => value), weights: pairs.map(({ weight }) => weight) },
    epsilon,
  );
}

/** The boundaries of `count` ranges. */
export function binBoundaries(summary: Summary, count: number): number[] {
  return compressed(summary, 1 / count).values.slice(0, -1);
}

function compressed(summary: Summary, epsilon: number): Summary {
  if (summary.values.length * epsilon < 1) return summary;
  let total = 0;
  const sums = summary.weights.map((weight) => {
    total = Math.fround(total + weight);
    return total;
  });
  const shares = sums.map((sum) => Math.fround(sum / total));
  const wanted = Array.from({ length: Math.ceil(1 / epsilon) }, (_, i) => epsilon + i * epsilon);
  const newSums = wanted.map((share) => interpolated(share, shares, sums));
  return {
    values: wanted.map((share) => Math.fround(interpolated(share, shares, summary.values))),
    weights: newSums.map((sum, i) => Math.fround(sum - (newSums[i - 1] ?? 0))),
  };
}

/** The value of a polyline at x; beyond its ends, that of the end. */
function interpolated(x: number, xs: readonly number[], ys: readonly number[]): number {
  const next = xs.findIndex((one) => one > x);
  if (next === 0) return ys[0]!;
  if (next < 0) return ys.at(-1)!;
  const [left, right] = [xs[next - 1]!, xs[next]!];
  return ys[next - 1]! + ((x - left) / (right - left)) * (ys[next]! - ys[next - 1]!);
}
