// What real Keras worked out (make_keras_numbers.py), typed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toCamelCase } from '../../lib/core/names.js';

type Config = Record<string, unknown>;
type Nested = number | Nested[];

interface KerasNumbers {
  losses: Record<string, { config: Config; yTrue: Nested; yPred: Nested; values: number[] }>;
  metrics: Record<
    string,
    { config: Config; yTrue: Nested; yPred: Nested; value: number; weights: number[]; weighted: number }
  >;
  optimizers: {
    gradients: number[][][];
    cases: Record<string, { config: Config; path: [number[][], number[]][] }>;
  };
  schedules: Record<string, { config: Config; values: number[] }>;
  initializers: Record<string, { mean: number; deviation: number; least: number; greatest: number }>;
  callbacks: {
    stopping: { course: number[]; config: Config; epochs: number; best: number }[];
    plateau: { course: number[]; config: Config; rates: number[] }[];
  };
  trainings: {
    x: number[][];
    y: number[][];
    weights: number[];
    cases: Record<
      string,
      {
        start: Nested[];
        end: Nested[];
        history: Record<string, number[]>;
        evaluation: { loss: number; accuracy: number };
      }
    >;
  };
}

export const keras: KerasNumbers = JSON.parse(
  readFileSync(join(import.meta.dirname, 'keras-numbers.json'), 'utf8'),
);

/** Python's argument names as ours. */
export function camelConfig(config: Config): Config {
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [toCamelCase(name), value]));
}

/** The largest difference between two blocks of numbers, relative where they are above 1. */
export function difference(a: unknown, b: unknown): number {
  const flatA = [a].flat(Number.POSITIVE_INFINITY) as number[];
  const flatB = [b].flat(Number.POSITIVE_INFINITY) as number[];
  if (flatA.length !== flatB.length) throw new Error(`${flatA.length} numbers against ${flatB.length}`);
  return Math.max(...flatA.map((value, i) => Math.abs(value - flatB[i]!) / Math.max(1, Math.abs(flatB[i]!))));
}
