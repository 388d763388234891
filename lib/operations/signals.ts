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
  IRFFT: recipe(
    ['x'],
    { fftLength: null },
    ([x], { fftLength }) => backFrom(complexOf(x), fftLength as number | null),
    'math',
  ),
  ISTFT: recipe(
    ['x'],
    {
      ...{ sequenceLength: undefined, sequenceStride: undefined, fftLength: undefined },
      ...{ length: null, window: 'hann', center: true },
    },
    ([x], settings) => overlapped(complexOf(x), settings),
    'math',
  ),
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

/** Real numbers of their transform's half. @param length how many; twice as many as there are beyond the first by default */
function backFrom(x: tf.Tensor, length: number | null): tf.Tensor {
  const there = x.shape.at(-1)!;
  const size = length ?? 2 * (there - 1);
  const needed = Math.floor(size / 2) + 1;
  const [real, imaginary] = pairOf(x).map((part) => {
    const kept = tf.slice(
      part,
      part.shape.map(() => 0),
      [...part.shape.slice(0, -1), Math.min(there, needed)],
    );
    const missing = needed - Math.min(there, needed);
    return tf.pad(
      kept,
      kept.shape.map((_, axis) => [0, axis === kept.rank - 1 ? missing : 0] as [number, number]),
    );
  }) as [tf.Tensor, tf.Tensor];
  // The other half mirrors this one; the first value, and the middle one of an even length, stand for themselves.
  const mirrored = size - needed;
  const turned = (part: tf.Tensor): tf.Tensor => {
    const begin = part.shape.map((_, axis) => (axis === part.rank - 1 ? 1 : 0));
    return tf.reverse(tf.slice(part, begin, [...part.shape.slice(0, -1), mirrored]), -1);
  };
  const whole = tf.complex(
    tf.concat([real, turned(real)], -1),
    tf.concat([imaginary, tf.neg(turned(imaginary))], -1),
  );
  return tf.real(tf.ifft(whole));
}

/** Frames back to the signal, each where it was, weighed so that windows add up to 1. */
function overlapped(x: tf.Tensor, settings: Settings): tf.Tensor {
  const { sequenceLength, sequenceStride, fftLength, length, window, center } = settings as Record<
    string,
    never
  >;
  const [size, stride] = [fftLength as number, sequenceStride as number];
  const frames = backFrom(x, size);
  const shaped = window === null ? frames : tf.mul(frames, backWindow(window, sequenceLength, stride, size));
  const count = frames.shape.at(-2)!;
  const whole = size + stride * (count - 1);
  const outer = frames.shape.slice(0, -2);
  const each = tf.unstack(tf.reshape(shaped, [-1, count, size]), 1);
  const sum = each
    .map((frame, i) =>
      tf.pad(frame, [
        [0, 0],
        [i * stride, whole - size - i * stride],
      ]),
    )
    .reduce((total, one) => tf.add(total, one));
  const start = center ? Math.floor(size / 2) : 0;
  const end = length !== null ? start + (length as number) : center ? whole - Math.floor(size / 2) : whole;
  const cut = tf.slice(sum, [0, start], [sum.shape[0]!, Math.min(end, whole) - start]);
  return tf.reshape(cut, [...outer, cut.shape[1]!]);
}

/** The window over the sum of squares of all that overlap. */
function backWindow(window: unknown, length: number, stride: number, size: number): tf.Tensor {
  const before = Math.floor((size - length) / 2);
  const shape = tf.pad(windowOf(window, length), [[before, size - length - before]]);
  const overlaps = Math.ceil(size / stride);
  const squares = tf.pad(tf.square(shape), [[0, overlaps * stride - size]]);
  const sums = tf.sum(tf.reshape(squares, [overlaps, stride]), 0, true);
  return tf.div(shape, tf.slice(tf.reshape(tf.tile(sums, [overlaps, 1]), [-1]), [0], [size]));
}

/** A half wave over the frame, which repeats: the first value is the least. */
function windowOf(window: unknown, length: number): tf.Tensor {
  if (window !== 'hann' && window !== 'hamming') return floatsOf(window);
  const share = window === 'hann' ? 0.5 : 0.54;
  const wave = (i: number): number => share - (1 - share) * Math.cos((2 * Math.PI * i) / length);
  return tf.tensor1d(Array.from({ length }, (_, i) => wave(i)));
}
