// The waves of a short-time Fourier transform as weights.
import { tf } from '../tf.js';
import { Initializer } from './initializer.js';

/** Options of `initializers.stft`. */
export interface StftOptions {
  /** The real parts, which are cosines, or the imaginary ones. Default 'real'. */
  side?: 'real' | 'imag';
  /** How each frame fades at its ends: 'hann', 'hamming', 'blackman', 'bartlett', 'boxcar', or a value each place. Default 'hann'. */
  window?: WindowName | readonly number[] | null;
  /** Divides by the window's root of squares, or by its sum; null by nothing. Default 'density'. */
  scaling?: 'density' | 'spectrum' | null;
  /** Whether the window repeats, its last value left out. Default false. */
  periodic?: boolean;
}

/** A window by its name. */
export type WindowName = 'hann' | 'hamming' | 'blackman' | 'bartlett' | 'boxcar';

/** A window's height at a share of its length. */
const shapes: Readonly<Record<WindowName, (share: number) => number>> = {
  hann: (x) => 0.5 - 0.5 * Math.cos(2 * Math.PI * x),
  hamming: (x) => 0.54 - 0.46 * Math.cos(2 * Math.PI * x),
  blackman: (x) => 0.42 - 0.5 * Math.cos(2 * Math.PI * x) + 0.08 * Math.cos(4 * Math.PI * x),
  bartlett: (x) => 1 - Math.abs(2 * x - 1),
  boxcar: () => 1,
};

/** Names of windows. */
export const windowNames = Object.keys(shapes) as WindowName[];

/**
 * A window's values, as SciPy's `get_window(name, length, fftbins)` gives them.
 * @param periodic whether it repeats, its last value left out
 */
export function windowOf(name: WindowName, length: number, periodic: boolean): number[] {
  const steps = periodic ? length : length - 1;
  return Array.from({ length }, (_, i) => (steps === 0 ? 1 : shapes[name](i / steps)));
}

export class Stft extends Initializer {
  static override readonly className = 'STFT';
  readonly #options: Required<StftOptions>;

  constructor({ side = 'real', window = 'hann', scaling = 'density', periodic = false }: StftOptions = {}) {
    super();
    const isKnown = typeof window !== 'string' || windowNames.includes(window);
    if (!isKnown || !['real', 'imag'].includes(side) || ![null, 'density', 'spectrum'].includes(scaling))
      throw new Error(
        `initializers.stft: side must be 'real' or 'imag', window one of ${windowNames.join(', ')}, scaling 'density', 'spectrum' or null. Received: ${side}, ${String(window)}, ${scaling}.`,
      );
    this.#options = { side, window, scaling, periodic };
  }

  apply(shape: number[]): tf.Tensor {
    const [length, , count] = shape;
    if (shape.length !== 3)
      throw new Error(`initializers.stft: expected a shape [frame, 1, frequencies]. Received: [${shape}].`);
    const heights = this.#heights(length!);
    const wave = this.#options.side === 'real' ? Math.cos : Math.sin;
    const whole = (count! - 1) * 2;
    const values = Float32Array.from({ length: length! * count! }, (_, place) => {
      const [time, frequency] = [Math.floor(place / count!), place % count!];
      // The angle's own rounding would grow with time: whole turns are taken off first.
      return wave(-2 * Math.PI * (((time * frequency) % whole) / whole)) * heights[time]!;
    });
    return tf.tensor(values, [length!, 1, count!]);
  }

  /** The window, scaled. */
  #heights(length: number): number[] {
    const { window, scaling, periodic } = this.#options;
    if (window === null) return Array.from({ length }, () => 1);
    const heights = typeof window === 'string' ? windowOf(window, length, periodic) : [...window];
    if (heights.length !== length)
      throw new Error(`initializers.stft: window must have ${length} values. Received: ${heights.length}.`);
    const sum = (of: (height: number) => number): number =>
      heights.reduce((total, height) => total + of(height), 0);
    const divisors = { density: () => Math.sqrt(sum((one) => one * one)), spectrum: () => sum(Math.abs) };
    const divisor = scaling === null ? 1 : divisors[scaling]();
    return heights.map((height) => height / divisor);
  }

  override getConfig(): Record<string, unknown> {
    return { ...this.#options };
  }
}

/**
 * The waves of a short-time Fourier transform, for weights [frame, 1, frequencies]. Keras: `STFT`.
 * @example initializers.stft({ side: 'imag' }).apply([8, 1, 5])
 */
export const stft = (options: StftOptions = {}): Initializer => new Stft(options);
