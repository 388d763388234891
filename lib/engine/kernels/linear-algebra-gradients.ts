// Derivatives of solutions and decompositions, as TensorFlow has them. Source: Giles, 2008; Townsend, 2016.
import { tf } from '../../tf.js';
import { linear } from './linear-algebra.js';

type T = tf.Tensor;

const product = (a: T, b: T, isTurnedA = false, isTurnedB = false): T =>
  tf.matMul(a, b, isTurnedA, isTurnedB);
const turned = (x: T): T => {
  const axes = x.shape.map((_, i) => i);
  return tf.transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
};
const inverse = (x: T): T => linear('MatrixInverse', [x], { adjoint: false })[0]!;

/** Ones where `keeps` says so. */
function pattern(rows: number, columns: number, valueAt: (row: number, column: number) => number): T {
  return tf.tensor2d(
    Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => valueAt(i, j))),
    [rows, columns],
  );
}

const lowerPart = (x: T, diagonal = 1): T =>
  tf.mul(
    x,
    pattern(x.shape.at(-2)!, x.shape.at(-1)!, (i, j) => (i > j ? 1 : i === j ? diagonal : 0)),
  );

/** Values on the diagonals of square matrices. */
const onDiagonal = (values: T): T => tf.mul(tf.expandDims(values, -1), tf.eye(values.shape.at(-1)!));

/** 1 / (right − left) off the diagonal, zeros on it. */
function gaps(values: T): T {
  const eye = tf.eye(values.shape.at(-1)!);
  const apart = tf.sub(tf.expandDims(values, -2), tf.expandDims(values, -1));
  return tf.mul(tf.div(1, tf.add(apart, eye)), tf.sub(1, eye));
}

/** Both halves alike, half each. */
const symmetric = (x: T): T => tf.mul(tf.add(x, turned(x)), 0.5);

type Rule = (dy: T[], saved: T[], flags: Readonly<Record<string, boolean>>) => Record<string, () => T>;

interface Entry {
  readonly inputs?: string[];
  readonly outputs: boolean[];
  readonly rule: Rule;
}

const rules: Readonly<Record<string, Entry>> = {
  Cholesky: {
    outputs: [true],
    rule: ([dy], [factor]) => ({
      input: () => {
        const middle = lowerPart(product(factor!, dy!, true), 0.5);
        const back = inverse(factor!);
        return symmetric(product(product(back, middle, true), back));
      },
    }),
  },
  MatrixInverse: {
    outputs: [true],
    rule: ([dy], [found]) => ({
      input: () => tf.neg(product(product(found!, dy!, true), found!, false, true)),
    }),
  },
  MatrixSolve: {
    inputs: ['matrix'],
    outputs: [true],
    rule: ([dy], [matrix, found], { adjoint = false }) => {
      const back = (): T => linear('MatrixSolve', [matrix!, dy!], { adjoint: !adjoint })[0]!;
      return {
        matrix: () =>
          tf.neg(adjoint ? product(found!, back(), false, true) : product(back(), found!, false, true)),
        rhs: back,
      };
    },
  },
  MatrixTriangularSolve: {
    inputs: ['matrix'],
    outputs: [true],
    rule: ([dy], [matrix, found], { lower = true, adjoint = false }) => {
      const back = (): T => linear('MatrixTriangularSolve', [matrix!, dy!], { lower, adjoint: !adjoint })[0]!;
      const whole = (): T =>
        tf.neg(adjoint ? product(found!, back(), false, true) : product(back(), found!, false, true));
      return { matrix: () => (lower ? lowerPart(whole()) : turned(lowerPart(turned(whole())))), rhs: back };
    },
  },
  MatrixDeterminant: {
    inputs: ['input'],
    outputs: [true],
    rule: ([dy], [matrix, found]) => ({
      input: () =>
        tf.mul(tf.expandDims(tf.expandDims(tf.mul(dy!, found!), -1), -1), turned(inverse(matrix!))),
    }),
  },
  LogMatrixDeterminant: {
    inputs: ['input'],
    outputs: [],
    rule: ([, dy], [matrix]) => ({
      input: () => tf.mul(tf.expandDims(tf.expandDims(dy!, -1), -1), turned(inverse(matrix!))),
    }),
  },
  Qr: {
    outputs: [true, true],
    rule: ([dq, dr], [q, r]) => ({
      input: () => {
        if (r!.shape.at(-2)! !== r!.shape.at(-1)!)
          throw new Error(
            'ops.qr: its derivative is known for matrices with at least as many rows as columns, in reduced mode.',
          );
        const m = tf.sub(product(r!, dr!, false, true), product(dq!, q!, true));
        const both = tf.add(lowerPart(m), turned(lowerPart(m, 0)));
        const whole = tf.add(dq!, product(q!, both));
        return turned(
          linear('MatrixTriangularSolve', [r!, turned(whole)], { lower: false, adjoint: false })[0]!,
        );
      },
    }),
  },
  SelfAdjointEigV2: {
    outputs: [true, true],
    rule: ([dValues, dVectors], [values, vectors]) => ({
      input: () => {
        const turning = tf.mul(gaps(values!), product(vectors!, dVectors!, true));
        const middle = tf.add(onDiagonal(dValues!), turning);
        const whole = product(product(vectors!, middle), vectors!, false, true);
        // One triangle alone is read, so that all of the derivative lies there.
        return lowerPart(tf.add(whole, turned(whole)), 0.5);
      },
    }),
  },
  Svd: {
    outputs: [true, true, true],
    rule: ([ds, du, dv], [s, u, v]) => ({
      input: () => {
        const count = s!.shape.at(-1)!;
        if (u!.shape.at(-1) !== count || v!.shape.at(-1) !== count)
          throw new Error(
            'ops.svd: its derivative is known for square matrices, or with fullMatrices: false.',
          );
        const apart = gaps(tf.square(s!));
        const diagonal = onDiagonal(s!);
        const turning = (x: T, dx: T): T => {
          const back = product(x, dx, true);
          return tf.mul(apart, tf.sub(back, turned(back)));
        };
        const left = product(turning(u!, du!), diagonal);
        const right = product(diagonal, turning(v!, dv!));
        const middle = tf.add(tf.add(left, right), onDiagonal(ds!));
        const shares = tf.expandDims(tf.div(1, s!), -2);
        const outside = (x: T, dx: T): T => tf.mul(tf.sub(dx, product(x, product(x, dx, true))), shares);
        const whole = product(product(u!, middle), v!, false, true);
        const beyond = product(outside(u!, du!), v!, false, true);
        return tf.add(tf.add(whole, beyond), product(u!, outside(v!, dv!), false, true));
      },
    }),
  },
};

for (const [kernelName, { inputs = [], outputs, rule }] of Object.entries(rules))
  tf.registerGradient({
    kernelName,
    inputsToSave: inputs,
    outputsToSave: outputs,
    gradFunc: (dy, saved, flags) =>
      rule([dy].flat(), saved, flags as object as Readonly<Record<string, boolean>>),
  });
