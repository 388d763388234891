// Derivatives of ops, held to TensorFlow's (golden/make_derivatives.py).
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { toCamelCase } from '../../lib/core/names.js';
import * as ops from '../../lib/ops/ops.js';
import { tf } from '../../lib/tf.js';

interface Derivative {
  readonly name: string;
  readonly options: Record<string, unknown>;
  readonly args: { shape: number[]; dtype: 'float32' | 'int32'; values: number[] }[];
  readonly gradients: number[][];
}

export const derivatives = JSON.parse(
  readFileSync(new URL('golden/derivatives.json', import.meta.url), 'utf8'),
) as Derivative[];

type Op = (...args: unknown[]) => tf.Tensor | tf.Tensor[];

export function expectDerivative({ name, options, args, gradients }: Derivative): void {
  const given = args.map(({ values, shape, dtype }) => tf.tensor(values, shape, dtype));
  const own = name.split('.').at(-1)!;
  const group = (name.startsWith('image.') ? ops.image : ops) as unknown as Record<string, Op>;
  const op = group[toCamelCase(own)]!;
  const { kernel_size: kernelSize, size, order, ...rest } = options;
  const told = Object.fromEntries(Object.entries(rest).map(([key, value]) => [toCamelCase(key), value]));
  const places = [kernelSize, size, order].filter((one) => one !== undefined);
  const isWatched = args.map(({ dtype }) => dtype === 'float32');
  const loss = (...watched: tf.Tensor[]): tf.Scalar => {
    let next = 0;
    const all = given.map((one, i) => (isWatched[i] ? watched[next++]! : one));
    const found = [op(...all, ...places, ...(Object.keys(told).length > 0 ? [told] : []))].flat();
    const isFree = name === 'eigh' || name === 'svd';
    return found
      .map((one) => {
        const wave = tf.reshape(tf.cos(tf.range(0, one.size, 1, 'float32')), one.shape);
        return tf.sum(tf.mul(wave, isFree ? tf.square(one) : one));
      })
      .reduce((sum, one) => tf.add(sum, one)) as tf.Scalar;
  };
  const found = tf.grads(loss)(given.filter((_, i) => isWatched[i]));
  found.forEach((gradient, i) => {
    const values = [...gradient.dataSync()];
    const wanted = gradients[i]!;
    const scale = Math.max(1, ...wanted.map(Math.abs));
    expect(values.length).toBe(wanted.length);
    values.forEach((value, k) => {
      expect(Math.abs(value - wanted[k]!), `${name} ${i} ${k}`).toBeLessThan(3e-4 * scale);
    });
  });
}
