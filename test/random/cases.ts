// Draws by a seed, held to those of Keras.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import * as random from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';

interface Case {
  readonly name: string;
  readonly args: unknown[];
  readonly seed: number;
  readonly y: number[];
}

export const { cases, stream } = JSON.parse(
  readFileSync(new URL('golden.json', import.meta.url), 'utf8'),
) as { cases: Case[]; stream: number[][] };

const ofTensors = ['categorical', 'shuffle', 'dropout'];

export function expectAsKeras({ name, args, seed, y }: Case): void {
  const [first, ...rest] = args;
  const given = ofTensors.includes(name) ? tf.tensor(first as number[]) : first;
  const draw = (random as unknown as Record<string, (...args: unknown[]) => tf.Tensor>)[name]!;
  const isShort = name === 'uniform' && rest.length === 0;
  expectNear(draw(given, ...(isShort ? [0, 1] : rest), { seed }), y);
}

export function expectNear(found: tf.Tensor, wanted: number[]): void {
  const values = [...found.dataSync()];
  expect(values.length).toBe(wanted.length);
  values.forEach((value, i) => {
    expect(Math.abs(value - wanted[i]!)).toBeLessThanOrEqual(2e-6 * Math.max(1, Math.abs(wanted[i]!)));
  });
}
