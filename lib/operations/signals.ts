// Fourier transforms: complex numbers are pairs of tensors, the real and the imaginary parts, as in Keras.
import { tf } from '../tf.js';
import { recipe } from './make.js';
import { rearranging } from './rearranging.js';
import type { Recipes, Settings } from './recipe.js';
import { swapped } from './shapes.js';
import { floatsOf, tensorsOf } from './values.js';

const complexOf = (given: unknown): tf.Tensor => {
  const [real, imaginary] = tensorsOf(given).map(floatsOf);
  return tf.complex(real!, imaginary!);
};
const pairOf = (x: tf.Tensor): tf.Tensor[] => [tf.real(x), tf.imag(x)];

type Transform = (x: tf.Tensor) => tf.Tensor;

/** Along the last axis, then along the one before it. */
const overBoth =
  (transform: Transform): Transform =>
  (x) => {
    const [real, imaginary] = pairOf(transform(x)).map((one) => swapped(one, -1, -2));
    const [a, b] = pairOf(transform(tf.complex(real!, imaginary!))).map((one) => swapped(one, -1, -2));
    return tf.complex(a!, b!);
  };

/** Fourier transforms. */
export const signals: Recipes = {
  FFT: recipe(['x'], {}, ([x]) => pairOf(tf.fft(complexOf(x))), 'math'),
  FFT2: recipe(['x'], {}, ([x]) => pairOf(overBoth(tf.fft)(complexOf(x))), 'math'),
  IFFT2: recipe(['x'], {}, ([x]) => pairOf(overBoth(tf.ifft)(complexOf(x))), 'math'),
  RFFT: recipe(
    ['x'],
    { fftLength: null },
    ([x], { fftLength }) => pairOf(tf.rfft(floatsOf(x), (fftLength as number | null) ?? undefined)),
    'math',
  ),
  STFT: recipe(
    ['x'],
    {
      ...{ sequenceLength: undefined, sequenceStride: undefined, fftLength: undefined },
      ...{ window: 'hann', center: true },
    },
    ([x], settings) => shortTime(floatsOf(x), settings),
    'math',
  ),
};

function shortTime(given: tf.Tensor, settings: Settings): tf.Tensor[] {
  const { sequenceLength, sequenceStride, fftLength, window, center } = settings as Record<string, never>;
  const [length, size] = [sequenceLength as number, fftLength as number];
  const half = Math.floor(size / 2);
  const around = given.shape.map((_, axis): [number, number] =>
    axis === given.rank - 1 ? [half, half] : [0, 0],
  );
  const x = center ? tf.mirrorPad(given, around, 'reflect') : given;
  const before = Math.floor((size - length) / 2);
  const frames = rearranging.ExtractSequences!.run([x], {
    sequenceLength: size,
    sequenceStride,
  }) as tf.Tensor;
  const shaped =
    window === null
      ? frames
      : tf.mul(frames, tf.pad(windowOf(window, length), [[before, size - length - before]]));
  return pairOf(tf.rfft(shaped, size));
}

/** A half wave over the frame, which repeats: the first value is the least. */
function windowOf(window: unknown, length: number): tf.Tensor {
  if (window !== 'hann' && window !== 'hamming') return floatsOf(window);
  const share = window === 'hann' ? 0.5 : 0.54;
  const wave = (i: number): number => share - (1 - share) * Math.cos((2 * Math.PI * i) / length);
  return tf.tensor1d(Array.from({ length }, (_, i) => wave(i)));
}
