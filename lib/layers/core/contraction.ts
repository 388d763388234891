// Products of two tensors summed over axes that they share, as an equation says: `ab,bc->ac`. They are brought into
// the form of a matrix product, without moving axes that already stand right.
import { tf } from '../../tf.js';

/** Letters of the axes of both factors and of the result. */
export interface Equation {
  readonly left: string;
  readonly right: string;
  readonly result: string;
}

type MatrixProduct = (a: tf.Tensor, b: tf.Tensor, transposeA?: boolean, transposeB?: boolean) => tf.Tensor;

/**
 * The product. Each letter of the result stands in a factor; those that do not are summed over.
 * @param multiply matrices
 */
export function contract(
  equation: Equation,
  left: tf.Tensor,
  right: tf.Tensor,
  multiply: MatrixProduct = tf.matMul,
): tf.Tensor {
  const [a, leftLetters] = summedAlone(left, equation.left, equation.right + equation.result);
  const [b, rightLetters] = summedAlone(right, equation.right, equation.left + equation.result);
  const isIn = (letters: string) => (letter: string) => letters.includes(letter);
  const both = [...leftLetters].filter(isIn(rightLetters));
  const batch = both.filter(isIn(equation.result));
  const summed = both.filter((letter) => !batch.includes(letter));
  const leftOnly = [...leftLetters].filter((letter) => !rightLetters.includes(letter));
  const rightOnly = [...rightLetters].filter((letter) => !leftLetters.includes(letter));
  const sizes = new Map([...zip(leftLetters, a.shape), ...zip(rightLetters, b.shape)]);
  const order = [...batch, ...leftOnly, ...rightOnly];
  // The right factor may stand either way round: so that its last axis stays the last.
  const isTurned = summed.includes(rightLetters.at(-1)!);
  const rightOrder = isTurned ? [batch, rightOnly, summed] : [batch, summed, rightOnly];
  const product = multiply(
    asMatrices(a, leftLetters, [batch, leftOnly, summed], sizes),
    asMatrices(b, rightLetters, rightOrder, sizes),
    false,
    isTurned,
  );
  const whole = reshaped(
    product,
    order.map((letter) => sizes.get(letter)!),
  );
  return ordered(whole, order.join(''), equation.result);
}

const zip = (letters: string, shape: readonly number[]): [string, number][] =>
  [...letters].map((letter, i) => [letter, shape[i]!]);

/** Letters that stand nowhere else are summed over first. */
function summedAlone(x: tf.Tensor, letters: string, others: string): [tf.Tensor, string] {
  const alone = [...letters].flatMap((letter, axis) => (others.includes(letter) ? [] : [axis]));
  if (alone.length === 0) return [x, letters];
  return [tf.sum(x, alone), [...letters].filter((_, axis) => !alone.includes(axis)).join('')];
}

/** Axes in groups: those of the batch stay, the others become one each. */
function asMatrices(
  x: tf.Tensor,
  letters: string,
  [batch, ...groups]: string[][],
  sizes: ReadonlyMap<string, number>,
): tf.Tensor {
  const inOrder = ordered(x, letters, [...batch!, ...groups.flat()].join(''));
  const sizeOf = (group: string[]): number => group.reduce((size, letter) => size * sizes.get(letter)!, 1);
  return reshaped(inOrder, [...batch!.map((letter) => sizes.get(letter)!), ...groups.map(sizeOf)]);
}

function ordered(x: tf.Tensor, letters: string, wanted: string): tf.Tensor {
  if (letters === wanted) return x;
  return tf.transpose(
    x,
    [...wanted].map((letter) => letters.indexOf(letter)),
  );
}

const reshaped = (x: tf.Tensor, shape: number[]): tf.Tensor =>
  x.shape.join() === shape.join() ? x : tf.reshape(x, shape);
