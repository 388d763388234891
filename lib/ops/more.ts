// Operations that need no graph, or whose names TypeScript keeps for itself; and a tensor's shape, size and type.
import { SymbolicTensor } from '../core/symbolic-tensor.js';
import { Range, withItems } from '../operations/items.js';
import { type NumberBuffer, setItems } from '../operations/items-in-place.js';
import { rearranged } from '../operations/named-axes.js';
import { tensorOf } from '../operations/values.js';
import { tf } from '../tf.js';
import { type Result, run, type TensorInput } from './run.js';

/**
 * The shape: sizes of the axes, null for those that a symbolic tensor leaves open. Keras: `ops.shape`.
 * @example ops.shape([[1, 2, 3]]) // [1, 3]
 */
export function shape(x: TensorInput): (number | null)[] {
  if (x instanceof SymbolicTensor) return [...x.shape];
  return tf.tidy(() => [...tensorOf(x).shape]);
}

/**
 * How many axes there are. Keras: `ops.ndim`.
 * @example ops.ndim([[1, 2, 3]]) // 2
 */
export const ndim = (x: TensorInput): number => shape(x).length;

/**
 * How many numbers there are; null where a symbolic tensor leaves a size open. Keras: `ops.size`.
 * @example ops.size([[1, 2, 3]]) // 3
 */
export const size = (x: TensorInput): number | null =>
  shape(x).reduce((product, one) => (product === null || one === null ? null : product * one), 1);

/**
 * The type of the numbers. Keras: `ops.dtype`.
 * @example ops.dtype(tf.scalar(1, 'int32')) // 'int32'
 */
export function dtype(x: TensorInput): tf.DataType {
  return x instanceof SymbolicTensor ? x.dtype : tf.tidy(() => tensorOf(x).dtype);
}

/**
 * Whether it is a tensor of numbers. Keras: `ops.is_tensor`.
 * @example ops.isTensor([1, 2]) // false
 */
export const isTensor = (x: unknown): x is tf.Tensor => x instanceof tf.Tensor;

/** One place, a range `[from, to]` or `[from, to, step]` with null for an open end, or `'all'` of an axis. */
export type ItemKey =
  | number
  | 'all'
  | readonly [from: number | null, to: number | null]
  | readonly [from: number | null, to: number | null, step: number | null];

/**
 * What stands at a place, or within a range, along each axis: Python's `x[0, 1:3]` is `[0, [1, 3]]`. Keras:
 * `ops.get_item`.
 * @example ops.getItem([[1, 2, 3], [4, 5, 6]], [1, [0, 2]]).print() // [4, 5]
 */
export function getItem<X extends TensorInput>(x: X, key: readonly ItemKey[]): Result<X> {
  return run('GetItem', [x, key.map(partOf)]);
}

function partOf(part: ItemKey): number | Range {
  if (typeof part === 'number') return part;
  if (part === 'all') return new Range(null, null, null);
  return new Range(part[0], part[1], part[2] ?? null);
}

/** Where numbers are set: parts of a key, one of which may be a tensor of places; or a tensor of places or of true and false. */
export type SetKey = readonly (ItemKey | tf.Tensor)[] | tf.Tensor;

/**
 * A copy of x with other numbers at a key: what NumPy's `x[0, 1:3] = value` leaves in x. The value is broadcast to the place
 * and takes the type of x. A buffer (`tf.buffer(shape)`, or `x.bufferSync()`) is changed itself, which a loop over many places
 * needs; `toTensor()` makes a tensor of it.
 * @param key as in `ops.getItem`; one of its parts may be a tensor of places; or a tensor of true and false alone
 * @throws Error on symbolic tensors, and where the value does not fit the place
 * @example ops.setItem(tf.zeros([2, 3]), [1, [0, 2]], 7).print() // [[0, 0, 0], [7, 7, 0]]
 * @example const counts = tf.buffer([2, 3]);
 * for (const [row, place] of [[0, 1], [1, 2]]) ops.setItem(counts, [row!, place!], 1);
 * counts.toTensor().print() // [[0, 1, 0], [0, 0, 1]]
 */
export function setItem<X extends TensorInput | NumberBuffer>(
  x: X,
  key: SetKey,
  value: TensorInput,
): X extends NumberBuffer ? X : tf.Tensor;
export function setItem(
  x: TensorInput | NumberBuffer,
  key: SetKey,
  value: TensorInput,
): tf.Tensor | NumberBuffer {
  if (x instanceof SymbolicTensor || value instanceof SymbolicTensor)
    throw new Error(
      'ops.setItem: it takes tensors. Expected on symbolic ones: ops.where, ops.concatenate or ops.scatterUpdate.',
    );
  const parts =
    key instanceof tf.Tensor ? key : key.map((part) => (part instanceof tf.Tensor ? part : partOf(part)));
  if (!(x instanceof tf.TensorBuffer)) return tf.tidy(() => withItems(tensorOf(x), parts, tensorOf(value)));
  tf.tidy(() => setItems(x, parts, tensorOf(value)));
  return x;
}

/**
 * Axes by name, split and joined: einops' patterns. Keras: `ops.rearrange`.
 * @param sizes of names in brackets that the shape does not tell
 * @example ops.rearrange(tf.ones([2, 4, 3]), 'b h w -> b (h w)').shape // [2, 12]
 * @example ops.rearrange(tf.ones([6, 2]), '(a b) c -> a b c', { a: 2 }).shape // [2, 3, 2]
 */
export function rearrange(
  tensor: TensorInput,
  pattern: string,
  sizes: Record<string, number> = {},
): tf.Tensor {
  if (tensor instanceof SymbolicTensor)
    throw new Error(
      'ops.rearrange: it takes tensors. Expected on symbolic ones: ops.reshape and ops.transpose.',
    );
  return tf.tidy(() => rearranged(tensorOf(tensor), pattern, sizes));
}

const toType = (x: tf.Tensor, type: tf.DataType | undefined): tf.Tensor =>
  type === undefined || type === x.dtype ? x : tf.cast(x, type);

/**
 * Zeros. Keras: `ops.zeros`.
 * @example ops.zeros([2, 3]).print()
 */
export const zeros = (shape: number[], options: { dtype?: tf.DataType } = {}): tf.Tensor =>
  tf.zeros(shape, options.dtype ?? 'float32');

/**
 * Ones. Keras: `ops.ones`.
 * @example ops.ones([2, 3]).print()
 */
export const ones = (shape: number[], options: { dtype?: tf.DataType } = {}): tf.Tensor =>
  tf.ones(shape, options.dtype ?? 'float32');

/**
 * Zeros: what stands there does not count. Keras: `ops.empty`.
 * @example ops.empty([2]).shape
 */
export const empty = zeros;

/**
 * Ones on a diagonal, zeros elsewhere. `k` moves it to the right. Keras: `ops.eye`.
 * @example ops.eye(2, { M: 3, k: 1 }).print()
 */
export function eye(N: number, options: { M?: number; k?: number; dtype?: tf.DataType } = {}): tf.Tensor {
  return pattern(N, options, (row, column, k) => column - row === k);
}

/**
 * Ones on the diagonal, zeros elsewhere. Keras: `ops.identity`.
 * @example ops.identity(2).print()
 */
export const identity = (n: number, options: { dtype?: tf.DataType } = {}): tf.Tensor => eye(n, options);

/**
 * Ones on a diagonal and below, zeros elsewhere. Keras: `ops.tri`.
 * @example ops.tri(3).print()
 */
export function tri(N: number, options: { M?: number; k?: number; dtype?: tf.DataType } = {}): tf.Tensor {
  return pattern(N, options, (row, column, k) => column - row <= k);
}

function pattern(
  rows: number,
  { M: columns = rows, k = 0, dtype }: { M?: number; k?: number; dtype?: tf.DataType },
  isOne: (row: number, column: number, k: number) => boolean,
): tf.Tensor {
  const values = Float32Array.from({ length: rows * columns }, (_, i) =>
    Number(isOne(Math.floor(i / columns), i % columns, k)),
  );
  return tf.tidy(() => toType(tf.tensor2d(values, [rows, columns]), dtype));
}

const window = (x: number, value: (turn: number) => number): tf.Tensor =>
  tf.tensor1d(Array.from({ length: x }, (_, i) => (x === 1 ? 1 : value((2 * Math.PI * i) / (x - 1)))));

/**
 * A window that rises and falls in straight lines. Keras: `ops.bartlett`.
 * @example ops.bartlett(5).print()
 */
export const bartlett = (x: number): tf.Tensor => window(x, (turn) => 1 - Math.abs(turn / Math.PI - 1));

/**
 * A window of three cosines. Keras: `ops.blackman`.
 * @example ops.blackman(5).print()
 */
export const blackman = (x: number): tf.Tensor =>
  window(x, (turn) => 0.42 - 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn));

/**
 * A raised cosine that does not reach 0. Keras: `ops.hamming`.
 * @example ops.hamming(5).print()
 */
export const hamming = (x: number): tf.Tensor => window(x, (turn) => 0.54 - 0.46 * Math.cos(turn));

/**
 * A raised cosine. Keras: `ops.hanning`.
 * @example ops.hanning(5).print()
 */
export const hanning = (x: number): tf.Tensor => window(x, (turn) => 0.5 - 0.5 * Math.cos(turn));

/** Bessel's function, as a sum until nothing more comes of it. */
function besselOf(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/**
 * Kaiser's window: the larger `beta`, the narrower. Keras: `ops.kaiser`.
 * @example ops.kaiser(5, 8).print()
 */
export const kaiser = (x: number, beta: number): tf.Tensor =>
  tf.tensor1d(
    Array.from({ length: x }, (_, i) => {
      const place = x === 1 ? 0 : (2 * i) / (x - 1) - 1;
      return besselOf(beta * Math.sqrt(1 - place * place)) / besselOf(beta);
    }),
  );
