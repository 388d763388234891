// Choices and loops over tensors, as functions of functions. They run in JavaScript: what decides is read from the
// tensor, so that a model whose layers decide by numbers runs op by op.
import { tf } from '../tf.js';

/** A number or a tensor of one. @inline */
type Scalar = number | boolean | tf.Tensor;

const read = (x: Scalar): number => (x instanceof tf.Tensor ? x.dataSync()[0]! : Number(x));

/**
 * One of two functions' results. Keras: `ops.cond`.
 * @example ops.cond(true, () => tf.scalar(1), () => tf.scalar(2)).print() // 1
 */
export const cond = <T>(pred: Scalar, trueFn: () => T, falseFn: () => T): T =>
  read(pred) ? trueFn() : falseFn();

/**
 * The result of the function at a place; one beyond the ends stands for the end. Under the name `ops.switch`. Keras:
 * `ops.switch`.
 * @example ops.switch(1, [(x: tf.Tensor) => x, (x: tf.Tensor) => tf.neg(x)], tf.scalar(3)).print() // -3
 */
export function switchCase<Operands extends unknown[], T>(
  index: Scalar,
  branches: readonly ((...operands: Operands) => T)[],
  ...operands: Operands
): T {
  const place = Math.min(Math.max(Math.trunc(read(index)), 0), branches.length - 1);
  return branches[place]!(...operands);
}

/**
 * Values changed while a condition on them holds. Keras: `ops.while_loop`.
 * @example ops.whileLoop(([i]) => tf.less(i!, 5), ([i]) => [tf.add(i!, 1)], [tf.tensor(0)])[0]!.print() // 5
 */
export function whileLoop<State extends unknown[]>(
  cond: (state: State) => Scalar,
  body: (state: State) => State,
  loopVars: State,
  options: { maximumIterations?: number } = {},
): State {
  const { maximumIterations = Number.POSITIVE_INFINITY } = options;
  let state = loopVars;
  for (let i = 0; i < maximumIterations && read(cond(state)); i++) state = body(state);
  return state;
}

/**
 * A value changed for each whole number from `lower` up to `upper`. Keras: `ops.fori_loop`.
 * @example ops.foriLoop(0, 3, (i, x) => tf.add(x, i), tf.scalar(0)).print() // 3
 */
export function foriLoop<T>(
  lower: number,
  upper: number,
  bodyFun: (i: number, value: T) => T,
  initVal: T,
): T {
  let value = initVal;
  for (let i = lower; i < upper; i++) value = bodyFun(i, value);
  return value;
}

/**
 * A function of each part along the first axis, the results one after the other. Keras: `ops.map`.
 * @example ops.map((row) => tf.sum(row), tf.tensor2d([[1, 2], [3, 4]])).print() // [3, 7]
 */
export const map = (f: (part: tf.Tensor) => tf.Tensor, xs: tf.Tensor): tf.Tensor =>
  tf.tidy(() => tf.stack(tf.unstack(xs).map(f)));

/**
 * The same as `map`. Keras: `ops.vectorized_map`.
 * @example ops.vectorizedMap((row) => tf.sum(row), tf.tensor2d([[1, 2], [3, 4]])).print() // [3, 7]
 */
export const vectorizedMap = (f: (part: tf.Tensor) => tf.Tensor, elements: tf.Tensor): tf.Tensor =>
  map(f, elements);

/**
 * A value carried from part to part along the first axis, and what each step gives beside it. Keras: `ops.scan`.
 * @example
 * const [sum, sums] = ops.scan((carry, x) => [tf.add(carry, x), tf.add(carry, x)], tf.scalar(0), tf.tensor1d([1, 2, 3]));
 * sum.print(); // 6
 * sums.print(); // [1, 3, 6]
 */
export function scan<Carry>(
  f: (carry: Carry, x: tf.Tensor) => [carry: Carry, output: tf.Tensor],
  init: Carry,
  xs: tf.Tensor,
  options: { length?: number; reverse?: boolean } = {},
): [carry: Carry, outputs: tf.Tensor] {
  const { length = xs.shape[0]!, reverse = false } = options;
  const parts = tf.unstack(xs).slice(0, length);
  let carry = init;
  const outputs = (reverse ? parts.reverse() : parts).map((part) => {
    const [next, output] = f(carry, part);
    carry = next;
    return output;
  });
  return [carry, tf.stack(reverse ? outputs.reverse() : outputs)];
}
