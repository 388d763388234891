// The functions whose derivatives golden/make_gradients.py has from TensorFlow, by the same names.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { tf } from '../../../lib/tf.js';

type Fn = (x: tf.Tensor) => tf.Tensor;

interface Golden {
  readonly shape: number[];
  readonly x: string;
  readonly first: string;
  readonly second: string;
}

const file = new URL('golden/gradients.json', import.meta.url);
const golden = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Golden>;

const cubed: Fn = (x) => tf.mul(x, tf.square(x));
const waves = (shape: number[], start: number): tf.Tensor =>
  tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => Math.sin(start + 0.7 * i)),
    shape,
  );
const indices = (places: number[] | number[][] | number[][][]): tf.Tensor =>
  tf.tensor(places, undefined, 'int32');
const images = (x: tf.Tensor): tf.Tensor4D => x as tf.Tensor4D;
const B = (): tf.Tensor => waves([3, 4], 0.2);

const functions: Record<string, Fn> = {
  abs: tf.abs,
  absSquared: (x) => tf.square(tf.abs(x)),
  sqrtAtZero: tf.sqrt,
  normAtZero: (x) => tf.norm(x),
  divNoNanOver: (x) => tf.divNoNan(tf.square(x), [0, 2, 0, -1]),
  divNoNanUnder: (x) => tf.tensor([1, 2, 0, -1]).divNoNan(x),
  divNoNanBroadcast: (x) => tf.divNoNan(x, tf.mul([[0], [2]], tf.slice(x, [0, 0], [2, 1]))),
  relu: tf.relu,
  leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  elu: tf.elu,
  selu: tf.selu,
  clip: (x) => tf.square(tf.clipByValue(x, -1, 1)),
  floorDiv: (x) => tf.floorDiv(x, 3),
  modOver: (x) => tf.square(tf.mod(x, 3)),
  modUnder: (x) => tf.square(tf.mod(7, x)),
  maxTies: (x) => tf.square(tf.max(x)),

  exp: tf.exp,
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  softplus: tf.softplus,
  reluCubed: (x) => cubed(tf.relu(x)),
  eluSquared: (x) => tf.square(tf.elu(x)),
  seluSquared: (x) => tf.square(tf.selu(x)),
  rsqrt: (x) => tf.rsqrt(tf.add(x, 3)),
  sqrtOfSum: (x) => tf.sqrt(tf.sum(tf.square(x), 1)),
  norm: (x) => tf.norm(x, 2, 1),
  std: (x) => tf.sqrt(tf.moments(x, 1).variance),
  softmax: (x) => tf.softmax(x),
  logSoftmax: (x) => tf.logSoftmax(x),
  logSumExp: (x) => tf.logSumExp(x, 1),
  sigmoidCrossEntropy: (x) =>
    tf.losses.sigmoidCrossEntropy(tf.abs(waves([2, 3], 2.3)), x, 1, 0, tf.Reduction.NONE),
  softmaxCrossEntropy: (x) =>
    tf.losses.softmaxCrossEntropy(tf.softmax(waves([2, 3], 0.6)), x, undefined, 0, tf.Reduction.NONE),
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
  mish: (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
  power: (x) => tf.pow(tf.add(tf.abs(x), 1), x),
  product: (x) => tf.prod(x, 1),
  averagePool: (x) => cubed(tf.avgPool(images(x), 2, 1, 'same')),
  averagePoolVolume: (x) => cubed(tf.avgPool3d(x as tf.Tensor5D, 2, [1, 2, 1], 'same')),
  maxPool: (x) => cubed(tf.maxPool(images(x), 2, 1, 'valid')),
  resizeBilinear: (x) => cubed(tf.reshape(tf.image.resizeBilinear(images(x), [3, 7]), [3, 7])),
  resizeNearest: (x) => cubed(tf.image.resizeNearestNeighbor(images(x), [3, 7])),

  mirrorReflect: (x) => cubed(mirrored(x, [1, 2], [3, 0], 'reflect')),
  mirrorSymmetric: (x) => cubed(mirrored(x, [1, 2], [4, 0], 'symmetric')),
  topk: (x) => cubed(tf.topk(x, 2).values),
  topkTies: (x) => cubed(tf.topk(x, 2).values),
  einsumProduct: (x) => tf.einsum('ij,jk->ik', tf.square(x), B()),
  einsumSelf: (x) => tf.einsum('ij,kj->ik', x, tf.square(x)),
  einsumTransposed: (x) => cubed(tf.einsum('ij->ji', x)),
  einsumSummed: (x) => cubed(tf.einsum('ij->j', x)),
  einsumBatched: (x) => tf.einsum('bi,bi->b', x, tf.square(x)),
  einsumScalar: (x) => tf.einsum('ij,ij->', x, tf.square(x)),
  einsumOwnAxis: (x) => tf.einsum('ij,i->i', tf.square(x), tf.slice(tf.gather(B(), 0), 0, 2)),
  stridedSlice: (x) => cubed(tf.stridedSlice(x, [0, 3], [4, 0], [3, -2])),
  stridedSliceOne: (x) => cubed(tf.stridedSlice(x, [2, 1], [3, 0], [1, 1], 0, 2, 0, 0, 1)),
  stridedSliceNew: (x) => cubed(tf.stridedSlice(x, [0, 0, 0], [0, 0, 0], [1, 1, 2], 4, 4, 2, 1)),
  gatherND: (x) =>
    cubed(
      tf.gatherND(
        x,
        indices([
          [0, 1],
          [1, 2],
          [0, 1],
        ]),
      ),
    ),
  gatherNDRows: (x) =>
    cubed(
      tf.gatherND(
        x,
        indices([
          [[1], [0]],
          [[1], [1]],
        ]),
      ),
    ),
  scatterND: (x) => cubed(tf.scatterND(indices([[2], [2]]), x, [4, 3])),
  cumprod: (x) => tf.cumprod(x, 1),
  cumprodReverse: (x) => tf.cumprod(x, 1, true, true),
  cumprodZero: (x) => tf.cumprod(x),
  depthToSpace: (x) => cubed(tf.depthToSpace(images(x), 2)),
  gatherLast: (x) => cubed(tf.gather(x, indices([1, 1, 0]), -1)),
  gatherBeforeLast: (x) => cubed(tf.gather(x, indices([1, 0, 1]), -2)),
};

type Sides = [before: number, after: number];
const mirrored = (x: tf.Tensor, rows: Sides, columns: Sides, mode: 'reflect' | 'symmetric'): tf.Tensor =>
  tf.mirrorPad(x, [rows, columns], mode);

/** Those of TensorFlow, and those of the table. */
export const names = Object.keys(functions);
export const goldenNames = Object.keys(golden);

/** @param as how the derivatives are computed, such as compiled */
export function expectDerivatives(name: string, as: (fn: Fn) => Fn = (fn) => fn): void {
  const { shape, x: at, first, second } = golden[name]!;
  tf.tidy(() => {
    const x = tf.tensor(numbers(at), shape);
    const one = slope(functions[name]!, 0.3);
    expectNear(as(one)(x), numbers(first));
    expectNear(as(slope(one, 1.1))(x), numbers(second));
  });
}

const slope =
  (f: Fn, start: number): Fn =>
  (x) =>
    tf.grad((inner: tf.Tensor) => {
      const y = f(inner);
      // A slope that is the same everywhere does not depend on x, which TensorFlow.js takes for a mistake.
      return tf.add(tf.sum(tf.mul(y, waves(y.shape, start))), tf.mul(0, tf.sum(inner)));
    })(x);

const numbers = (text: string): number[] => text.split(' ').map(Number);

function expectNear(actual: tf.Tensor, expected: number[]): void {
  const values = Array.from(actual.dataSync());
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => {
    const near = Math.abs(value - expected[i]!) <= 1e-4 * (1 + Math.abs(expected[i]!));
    if (!near && !Object.is(value, expected[i])) expect(values).toEqual(expected);
  });
}
