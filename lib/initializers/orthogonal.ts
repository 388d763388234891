// Rows (or columns) at right angles and of one length: repeated products keep their size (Saxe et al., 2013).
import type { Philox } from '../random/philox.js';
import { fillNormal, type Initializer, RandomInitializer } from './initializer.js';

/**
 * A random orthogonal matrix times `gain`. Keras: `Orthogonal`.
 * @example initializers.orthogonal({ seed: 7 }).apply([4, 4])
 */
export const orthogonal = ({ gain = 1, seed }: { gain?: number; seed?: number } = {}): Initializer =>
  new Orthogonal({ gain, seed });

export class Orthogonal extends RandomInitializer {
  static override readonly className = 'Orthogonal';

  readonly gain: number;

  constructor({ gain = 1, seed }: { gain?: number; seed?: number } = {}) {
    super(seed);
    this.gain = gain;
  }

  protected fill(values: Float32Array, source: Philox, shape: number[]): void {
    if (shape.length < 2)
      throw new Error(`orthogonal: the weight must have at least 2 axes. Received: shape [${shape}].`);
    const columns = shape.at(-1)!;
    const rows = values.length / columns;
    // The longer side's vectors cannot all be orthogonal, so the shorter side's are.
    const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
    const vectors = orthonormal(count, length, source);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const value = rows < columns ? vectors[row]![column]! : vectors[column]![row]!;
        values[row * columns + column] = this.gain * value;
      }
    }
  }

  override getConfig(): Record<string, unknown> {
    return { gain: this.gain, seed: this.seed ?? null };
  }
}

/** `count` random vectors at right angles, by Gram and Schmidt, each made orthogonal twice against rounding. */
function orthonormal(count: number, length: number, source: Philox): Float64Array[] {
  const done: Float64Array[] = [];
  while (done.length < count) {
    const draw = new Float32Array(length);
    fillNormal(draw, source, 0, 1);
    const vector = Float64Array.from(draw);
    for (const _ of [1, 2]) for (const other of done) subtractProjection(vector, other);
    const size = Math.sqrt(dot(vector, vector));
    done.push(vector.map((value) => value / size));
  }
  return done;
}

function subtractProjection(vector: Float64Array, unit: Float64Array): void {
  const share = dot(vector, unit);
  for (let i = 0; i < vector.length; i++) vector[i]! -= share * unit[i]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
