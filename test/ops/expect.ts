// What an op gives, held to what Keras gave: types, sizes and numbers.
import { expect } from 'vitest';
import { typeFromKeras } from '../../lib/saving/keras3/value-types.js';
import type { tf } from '../../lib/tf.js';
import type { Call } from './calls.js';

export function expectAsInKeras(outputs: tf.Tensor[], { y, types }: Call): void {
  expect(outputs.map(({ dtype }) => dtype)).toEqual(types.map(typeFromKeras));
  expect(outputs.length).toBe(y.length);
  outputs.forEach((output, i) => {
    const [ours, theirs] = [[output.arraySync()].flat(9), [y[i]].flat(9)] as [unknown[], unknown[]];
    expect(ours.length).toBe(theirs.length);
    ours.forEach((value, place) => {
      expectNear(Number(value), theirs[place]);
    });
  });
}

function expectNear(ours: number, theirs: unknown): void {
  const wanted =
    typeof theirs === 'string' ? { nan: NaN, inf: Infinity, '-inf': -Infinity }[theirs] : Number(theirs);
  if (!Number.isFinite(wanted)) expect(ours).toBe(wanted);
  else expect(Math.abs(ours - wanted!)).toBeLessThanOrEqual(2e-5 * Math.max(1, Math.abs(wanted!)));
}
