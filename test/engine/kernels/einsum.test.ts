// Einstein's sums on TensorFlow.js' plain engine.
import { beforeAll, describe, expect, test } from 'vitest';
import '../../../lib/engine/kernels/stand-ins.js';
import { tf } from '../../../lib/tf.js';

beforeAll(() => tf.setBackend('cpu'));

const a = tf.tensor2d([
  [1, 2, 3],
  [4, 5, 6],
]);

describe('einsum', () => {
  test('sums an axis that is one operand’s alone', () => {
    expect(tf.einsum('ij,k->ik', a, tf.tensor1d([1, 10])).arraySync()).toEqual([
      [6, 60],
      [15, 150],
    ]);
    expect(tf.einsum('ij,ik->k', a, tf.tensor2d([[1], [2]])).arraySync()).toEqual([36]);
    expect(tf.einsum('ij,jk->', a, tf.ones([3, 2])).arraySync()).toBe(42);
  });

  test('orders axes as the result names them, with batches between', () => {
    const b = tf.tensor3d([...Array(24).keys()], [2, 3, 4]);
    const expected = tf.matMul(tf.transpose(b, [0, 2, 1]), b);
    expect(tf.einsum('bij,bik->jbk', b, b).arraySync()).toEqual(
      tf.transpose(expected, [1, 0, 2]).arraySync(),
    );
    expect(tf.einsum('bij->jb', b).arraySync()).toEqual(tf.transpose(tf.sum(b, 1)).arraySync());
  });

  test('gives a copy of a tensor that stays as it is', () => {
    const copy = tf.einsum('ij->ij', a);
    expect(copy).not.toBe(a);
    copy.dispose();
    expect(a.arraySync()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  test('of nothing and of single numbers', () => {
    expect(tf.einsum('ij,jk->ik', tf.zeros([2, 0]), tf.zeros([0, 1])).arraySync()).toEqual([[0], [0]]);
    expect(tf.einsum(',->', tf.scalar(3), tf.scalar(4)).arraySync()).toBe(12);
  });

  test('says what is wrong with an equation', () => {
    expect(() => tf.einsum('ii->i', tf.ones([2, 2]))).toThrow(/expected one or two terms.*Received: 'ii->i'/);
    expect(() => tf.einsum('ij', a)).toThrow(/and a result.*Received: 'ij'/);
    expect(() => tf.einsum('ij->ik', a)).toThrow(/Received: 'ij->ik'/);
    expect(() => tf.einsum('ij,jk->ik', a, tf.ones([2, 2]))).toThrow(/one size along 'j'. Received: 3 and 2/);
    expect(() => tf.einsum('ijk->i', a)).toThrow(/expected 3 axes. Received: 2 axes/);
  });
});
