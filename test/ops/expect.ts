// What an op gives, held to what Keras gave: types, sizes and numbers.
import { expect } from 'vitest';
import { typeFromKeras } from '../../lib/saving/keras3/value-types.js';
import { tf } from '../../lib/tf.js';
import type { Call } from './calls.js';

/** Whose vectors may point either way: TensorFlow's way is known where TensorFlow computes. */
const eitherWay = ['eigh', 'svd'];

export function expectAsInKeras(outputs: tf.Tensor[], { name, y, types }: Call): void {
  const isFree = eitherWay.includes(name) && tf.getBackend() !== 'tensorflow';
  expect(outputs.map(({ dtype }) => dtype)).toEqual(types.map(typeFromKeras));
  expect(outputs.length).toBe(y.length);
  outputs.forEach((output, i) => {
    const [ours, theirs] = [[output.arraySync()].flat(9), [y[i]].flat(9)] as [unknown[], unknown[]];
    expect(ours.length).toBe(theirs.length);
    ours.forEach((value, place) => {
      if (isFree) expectNear(Math.abs(Number(value)), Math.abs(Number(theirs[place])));
      else expectNear(Number(value), theirs[place]);
    });
  });
}

function expectNear(ours: number, theirs: unknown): void {
  const wanted =
    typeof theirs === 'string' ? { nan: NaN, inf: Infinity, '-inf': -Infinity }[theirs] : Number(theirs);
  if (!Number.isFinite(wanted)) expect(ours).toBe(wanted);
  else expect(Math.abs(ours - wanted!)).toBeLessThanOrEqual(2e-5 * Math.max(1, Math.abs(wanted!)));
}
