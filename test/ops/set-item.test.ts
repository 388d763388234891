// ops.setItem against NumPy's `x[key] = value` (golden/make_set_item.py).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { InputLayer } from '../../lib/core/input-layer.js';
import * as ops from '../../lib/ops/ops.js';
import { tf } from '../../lib/tf.js';

interface Places {
  readonly places: number[];
}
interface Golden {
  readonly cases: readonly {
    readonly key: readonly (ops.ItemKey | Places)[];
    readonly value: number;
    readonly y: unknown;
  }[];
  readonly masked: unknown;
  readonly rows: unknown;
}
const golden: Golden = JSON.parse(readFileSync(join(import.meta.dirname, 'golden/set-item.json'), 'utf8'));
const x = (): tf.Tensor => tf.reshape(tf.range(0, 24), [2, 3, 4]);
const isPlaces = (part: ops.ItemKey | Places): part is Places => typeof part === 'object' && 'places' in part;

beforeAll(() => tf.setBackend('cpu'));

test.each(golden.cases)('x[$key] = $value', ({ key, value, y }) => {
  const given = key.map((part) => (isPlaces(part) ? tf.tensor1d(part.places, 'int32') : part));
  const before = x();
  expect(ops.setItem(before, given, value).arraySync()).toEqual(y);
  expect(before.dataSync()[5]).toBe(5);
  const buffer = x().bufferSync();
  expect(ops.setItem(buffer, given, value)).toBe(buffer);
  expect(buffer.toTensor().arraySync()).toEqual(y);
});

test('by true and false, of numbers and of rows', () => {
  expect(ops.setItem(x(), tf.greater(x(), 11), -1).arraySync()).toEqual(golden.masked);
  const first = tf.reshape(tf.slice(x(), 0, 1), [3, 4]);
  const buffer = ops.setItem(x().bufferSync(), tf.greater(x(), 11), -1);
  expect(buffer.toTensor().arraySync()).toEqual(golden.masked);
  const rows = ops.setItem(first.bufferSync(), tf.tensor1d([false, true, true]), [9, 8, 7, 6]);
  expect(rows.toTensor().arraySync()).toEqual(golden.rows);
  expect(ops.setItem(first, tf.tensor1d([false, true, true]), [9, 8, 7, 6]).arraySync()).toEqual(golden.rows);
});

test('keeps the type, and says what does not fit', () => {
  const whole = ops.setItem(tf.zeros([3], 'int32'), [1], 2.7);
  expect([whole.dtype, [...whole.dataSync()]]).toEqual(['int32', [0, 2, 0]]);
  expect(() => ops.setItem(x(), [0, 0], [1, 2, 3])).toThrow();
  const buffer = tf.buffer([3], 'int32');
  expect([...ops.setItem(buffer, [-1], -2.7).values]).toEqual([0, 0, -2]);
  expect(() => ops.setItem(buffer, [3], 1)).toThrow('from -3 to 2 along axis 0. Received: 3.');
  expect(() => ops.setItem(buffer, [0, 0], 1)).toThrow('at most 1 parts of a key for the shape [3]');
  expect(() => ops.setItem(buffer, tf.tensor1d([true, false]), 1)).toThrow('Received a mask of [2].');
  expect(() => ops.setItem(buffer, [[0, 2]], [1, 2, 3])).toThrow();
  const { output } = new InputLayer({ batchShape: [null, 2] });
  expect(() => ops.setItem(output as unknown as tf.SymbolicTensor, [0], 1)).toThrow('it takes tensors');
});
