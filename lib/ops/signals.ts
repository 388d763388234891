// Fourier transforms; complex numbers are pairs of a real and an imaginary part.
import { type Result, run, type TensorInput } from './run.js';

/**
 * The Fourier transform along the last axis: of [real, imaginary], as such a pair. Keras: `ops.fft`.
 * @example ops.fft([tf.tensor1d([1, 0]), tf.tensor1d([0, 0])])[0]!.print()
 */
export function fft<X extends TensorInput>(x: readonly X[]): Result<X>[] {
  return run('FFT', [x]);
}

/**
 * The Fourier transform along the last two axes. Keras: `ops.fft2`.
 * @example ops.fft2([tf.ones([2, 2]), tf.zeros([2, 2])])[0]!.print()
 */
export function fft2<X extends TensorInput>(x: readonly X[]): Result<X>[] {
  return run('FFT2', [x]);
}

/**
 * The inverse of `fft2`. Keras: `ops.ifft2`.
 * @example ops.ifft2([tf.ones([2, 2]), tf.zeros([2, 2])])[0]!.print()
 */
export function ifft2<X extends TensorInput>(x: readonly X[]): Result<X>[] {
  return run('IFFT2', [x]);
}

/**
 * The Fourier transform of real numbers: the half that the other follows from. Keras: `ops.rfft`.
 * @example ops.rfft([1, 0, 1, 0])[0]!.print()
 */
export function rfft<X extends TensorInput>(x: X, options: { fftLength?: number } = {}): Result<X>[] {
  return run('RFFT', [x], options);
}

/**
 * The Fourier transform of windows over a signal. Keras: `ops.stft`.
 * @example ops.stft(tf.ones([16]), 8, 4, 8)[0]!.shape
 */
export function stft<X extends TensorInput>(
  x: X,
  sequenceLength: number,
  sequenceStride: number,
  fftLength: number,
  options: { window?: 'hann' | 'hamming' | null | TensorInput; center?: boolean } = {},
): Result<X>[] {
  return run('STFT', [x], { sequenceLength, sequenceStride, fftLength, ...options });
}

/**
 * Real numbers of the half of their Fourier transform that `rfft` gives. Keras: `ops.irfft`.
 * @param options `fftLength`: how many; twice the number of steps from the first by default
 * @example ops.irfft([tf.tensor1d([2, 0, 2]), tf.zeros([3])]).print() // [1, 0, 1, 0]
 */
export function irfft<X extends TensorInput>(
  x: readonly X[],
  options: { fftLength?: number | null } = {},
): Result<X> {
  return run('IRFFT', [x], options);
}

/**
 * The signal of which `stft` gave the windows. Keras: `ops.istft`.
 * @example
 * const windows = ops.stft(tf.ones([32]), 8, 4, 8);
 * ops.istft(windows, 8, 4, 8).shape // [32]
 */
export function istft<X extends TensorInput>(
  x: readonly X[],
  sequenceLength: number,
  sequenceStride: number,
  fftLength: number,
  options: {
    length?: number | null;
    window?: 'hann' | 'hamming' | null | TensorInput;
    center?: boolean;
  } = {},
): Result<X> {
  return run('ISTFT', [x], { sequenceLength, sequenceStride, fftLength, ...options });
}
