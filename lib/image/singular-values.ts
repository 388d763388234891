// Singular values and right singular vectors of a matrix by one-sided Jacobi rotations: few lines, and accurate for
// small values too. Source: G. H. Golub, C. F. Van Loan, "Matrix Computations", section 8.6.3.

export interface SingularValues {
  readonly values: Float64Array;
  /** The right singular vector of each value. */
  readonly vectors: readonly Float64Array[];
}

const PRECISION = 1e-12;
const MOST_SWEEPS = 40;

/** Of a matrix given row by row; as many values as its smaller side. */
export function singularValues(matrix: ArrayLike<number>, rows: number, columns: number): SingularValues {
  const vectors = Array.from({ length: rows }, (_, row) => {
    return Float64Array.from({ length: columns }, (_, column) => matrix[row * columns + column]!);
  });
  // With fewer columns than rows it is the columns that are turned, and the turns themselves are the vectors.
  return rows <= columns ? ofRows(vectors) : ofColumns(vectors, columns);
}

/** Turns the rows until they are orthogonal: their lengths are the values, their directions the vectors. */
function ofRows(vectors: Float64Array[]): SingularValues {
  orthogonalize(vectors, []);
  const values = Float64Array.from(vectors, length);
  return {
    values,
    vectors: vectors.map((vector, k) => vector.map((x) => (values[k]! > 0 ? x / values[k]! : 0))),
  };
}

function ofColumns(rows: Float64Array[], columns: number): SingularValues {
  const vectors = Array.from({ length: columns }, (_, column) =>
    Float64Array.from(rows, (row) => row[column]!),
  );
  const turns = Array.from({ length: columns }, (_, k) => {
    return Float64Array.from({ length: columns }, (_, i) => Number(i === k));
  });
  orthogonalize(vectors, turns);
  return { values: Float64Array.from(vectors, length), vectors: turns };
}

/** Rotates pairs of vectors until every pair is orthogonal; `followers` are rotated alike. */
function orthogonalize(vectors: Float64Array[], followers: Float64Array[]): void {
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let turned = false;
    for (let p = 0; p < vectors.length - 1; p++) {
      for (let q = p + 1; q < vectors.length; q++) {
        const turn = turnOf(vectors[p]!, vectors[q]!);
        if (!turn) continue;
        turned = true;
        rotate(vectors[p]!, vectors[q]!, turn);
        if (followers.length > 0) rotate(followers[p]!, followers[q]!, turn);
      }
    }
    if (!turned) return;
  }
}

interface Turn {
  readonly cos: number;
  readonly sin: number;
}

function turnOf(a: Float64Array, b: Float64Array): Turn | undefined {
  const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
  if (Math.abs(ab) <= PRECISION * Math.sqrt(aa * bb)) return undefined;
  const zeta = (bb - aa) / (2 * ab);
  const tan = Math.sign(zeta || 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const cos = 1 / Math.sqrt(1 + tan * tan);
  return { cos, sin: cos * tan };
}

function rotate(a: Float64Array, b: Float64Array, { cos, sin }: Turn): void {
  for (let i = 0; i < a.length; i++) {
    const held = a[i]!;
    a[i] = cos * held - sin * b[i]!;
    b[i] = sin * held + cos * b[i]!;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function length(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}
