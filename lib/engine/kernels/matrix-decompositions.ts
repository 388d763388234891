// How a matrix is solved and decomposed where TensorFlow is not: by ml-matrix, with the signs that TensorFlow's have.
import { createRequire } from 'node:module';

type MlMatrix = typeof import('ml-matrix');
type Matrix = import('ml-matrix').Matrix;

export interface MatrixValues {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

export interface Made {
  readonly shape: number[];
  readonly values: number[];
  readonly type: 'float32' | 'int32';
}

type Flags = Readonly<Record<string, boolean>>;

export interface LinearKernel {
  /** Names of its inputs. */
  readonly takes: readonly string[];
  /** How many tensors it gives. */
  readonly gives: number;
  readonly run: (given: readonly MatrixValues[], flags: Flags) => Made[];
}

let loaded: MlMatrix | undefined;
/** Loaded once it is needed. */
function library(): MlMatrix {
  loaded ??= createRequire(import.meta.url)('ml-matrix') as MlMatrix;
  return loaded;
}

function matrix({ rows, columns, values }: MatrixValues): Matrix {
  return library().Matrix.from1DArray(rows, columns, [...values]);
}

const made = (given: Matrix): Made => ({
  shape: [given.rows, given.columns],
  values: given.to1DArray(),
  type: 'float32',
});
const list = (values: number[]): Made => ({ shape: [values.length], values, type: 'float32' });
const scalar = (value: number): Made => ({ shape: [], values: [value], type: 'float32' });

function checked(found: Matrix, what: string): Matrix {
  if (found.to1DArray().every((value) => Number.isFinite(value))) return found;
  throw new Error(`Input is not invertible: ${what} of a singular matrix.`);
}

function solved(a: Matrix, b: Matrix): Matrix {
  const { LuDecomposition } = library();
  const lu = new LuDecomposition(a);
  if (lu.isSingular()) throw new Error('Input matrix is not invertible.');
  return checked(lu.solve(b), 'a solution');
}

/** By substitution, reading one triangle alone. */
function substituted(given: Matrix, b: Matrix, isLower: boolean): Matrix {
  const [x, size] = [b.clone(), given.rows];
  const order = Array.from({ length: size }, (_, i) => (isLower ? i : size - 1 - i));
  for (const row of order)
    for (let column = 0; column < b.columns; column++) {
      let value = b.get(row, column);
      for (const other of order) {
        if (other === row) break;
        value -= given.get(row, other) * x.get(other, column);
      }
      x.set(row, column, value / given.get(row, row));
    }
  return x;
}

function lowerFactor(given: Matrix): Matrix {
  const size = given.rows;
  const factor = library().Matrix.zeros(size, size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let value = given.get(row, column);
      for (let k = 0; k < column; k++) value -= factor.get(row, k) * factor.get(column, k);
      if (row === column && !(value > 0))
        throw new Error('Cholesky decomposition was not successful. The input might not be valid.');
      factor.set(row, column, row === column ? Math.sqrt(value) : value / factor.get(column, column));
    }
  return factor;
}

/** Householder's reflections: the diagonal of R has the sign opposite to what it stood for. */
function reflected(given: Matrix, isFull: boolean): [q: Matrix, r: Matrix] {
  const { Matrix } = library();
  const [rows, columns] = [given.rows, given.columns];
  const r = given.clone();
  const q = Matrix.eye(rows, rows);
  for (let k = 0; k < Math.min(rows - 1, columns); k++) {
    const x = Array.from({ length: rows - k }, (_, i) => r.get(k + i, k));
    const tail = x.slice(1).reduce((sum, one) => sum + one * one, 0);
    if (tail === 0) continue;
    const length = Math.hypot(...x);
    const v = [...x];
    v[0] = x[0]! + (x[0]! >= 0 ? length : -length);
    const square = v.reduce((sum, one) => sum + one * one, 0);
    const reflect = (target: Matrix, isByRows: boolean): void => {
      const others = isByRows ? target.columns : target.rows;
      for (let j = 0; j < others; j++) {
        const at = (i: number): number => (isByRows ? target.get(k + i, j) : target.get(j, k + i));
        const share = (2 * v.reduce((sum, one, i) => sum + one * at(i), 0)) / square;
        v.forEach((one, i) => {
          if (isByRows) target.set(k + i, j, at(i) - share * one);
          else target.set(j, k + i, at(i) - share * one);
        });
      }
    };
    reflect(r, true);
    reflect(q, false);
  }
  const kept = isFull ? rows : Math.min(rows, columns);
  const upper = Matrix.zeros(kept, columns);
  for (let i = 0; i < kept; i++) for (let j = i; j < columns; j++) upper.set(i, j, r.get(i, j));
  return [q.subMatrix(0, rows - 1, 0, kept - 1), upper];
}

/** Of a symmetric matrix, the least value first. */
function eigen(given: Matrix): { values: number[]; vectors: Matrix } {
  const { EigenvalueDecomposition, Matrix } = library();
  const lower = Matrix.zeros(given.rows, given.rows);
  for (let i = 0; i < given.rows; i++)
    for (let j = 0; j <= i; j++) {
      lower.set(i, j, given.get(i, j));
      lower.set(j, i, given.get(i, j));
    }
  const found = new EigenvalueDecomposition(lower, { assumeSymmetric: true });
  const order = found.realEigenvalues.map((_, i) => i);
  order.sort((a, b) => found.realEigenvalues[a]! - found.realEigenvalues[b]!);
  return {
    values: order.map((place) => found.realEigenvalues[place]!),
    vectors: found.eigenvectorMatrix.subMatrixColumn(order),
  };
}

/** By the way of a tall matrix; a wide one is turned. */
function singular(given: Matrix, isFull: boolean): { s: number[]; u: Matrix; v: Matrix } {
  if (given.rows < given.columns) {
    const { s, u, v } = singular(given.transpose(), isFull);
    return { s, u: v, v: u };
  }
  const { SingularValueDecomposition } = library();
  const found = new SingularValueDecomposition(given, { autoTranspose: false });
  const s = found.diagonal.slice(0, given.columns);
  const u = found.leftSingularVectors.subMatrix(0, given.rows - 1, 0, given.columns - 1);
  const whole = isFull && given.rows > given.columns ? completed(u) : u;
  return { s, u: whole, v: found.rightSingularVectors };
}

/** Columns at right angles to those there are, up to a square. */
function completed(u: Matrix): Matrix {
  const [q] = reflected(u, true);
  const whole = library().Matrix.zeros(u.rows, u.rows);
  for (let i = 0; i < u.rows; i++)
    for (let j = 0; j < u.rows; j++) whole.set(i, j, j < u.columns ? u.get(i, j) : q.get(i, j));
  return whole;
}

const transposedIf = (given: Matrix, isAdjoint = false): Matrix => (isAdjoint ? given.transpose() : given);

function determinant(given: MatrixValues): number {
  return given.rows === 0 ? 1 : library().determinant(matrix(given));
}

/** The kernels, by TensorFlow's names. */
export const decompositions = {
  Cholesky: { takes: ['input'], gives: 1, run: ([x]) => [made(lowerFactor(matrix(x!)))] },
  MatrixInverse: {
    takes: ['input'],
    gives: 1,
    run: ([x], { adjoint }) => [
      made(solved(transposedIf(matrix(x!), adjoint), library().Matrix.eye(x!.rows, x!.rows))),
    ],
  },
  MatrixSolve: {
    takes: ['matrix', 'rhs'],
    gives: 1,
    run: ([a, b], { adjoint }) => [made(solved(transposedIf(matrix(a!), adjoint), matrix(b!)))],
  },
  MatrixTriangularSolve: {
    takes: ['matrix', 'rhs'],
    gives: 1,
    run: ([a, b], { lower, adjoint }) => [
      made(
        substituted(transposedIf(matrix(a!), adjoint), matrix(b!), (lower ?? true) !== (adjoint ?? false)),
      ),
    ],
  },
  MatrixDeterminant: { takes: ['input'], gives: 1, run: ([x]) => [scalar(determinant(x!))] },
  LogMatrixDeterminant: {
    takes: ['input'],
    gives: 2,
    run: ([x]) => {
      const value = determinant(x!);
      return [scalar(Math.sign(value)), scalar(Math.log(Math.abs(value)))];
    },
  },
  Qr: {
    takes: ['input'],
    gives: 2,
    run: ([x], { full_matrices: isFull = false }) => reflected(matrix(x!), isFull).map(made),
  },
  SelfAdjointEigV2: {
    takes: ['input'],
    gives: 2,
    run: ([x]) => {
      const { values, vectors } = eigen(matrix(x!));
      return [list(values), made(vectors)];
    },
  },
  Svd: {
    takes: ['input'],
    gives: 3,
    run: ([x], { full_matrices: isFull = false }) => {
      const { s, u, v } = singular(matrix(x!), isFull);
      return [list(s), made(u), made(v)];
    },
  },
  Lu: {
    takes: ['input'],
    gives: 2,
    run: ([x]) => {
      const { LuDecomposition } = library();
      const found = new LuDecomposition(matrix(x!));
      const order = found.pivotPermutationVector;
      const packed = (found as object as { LU: Matrix }).LU;
      return [made(packed), { shape: [order.length], values: [...order], type: 'int32' }];
    },
  },
} satisfies Record<string, LinearKernel>;
