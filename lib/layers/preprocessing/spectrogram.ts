// Spectrograms: which frequencies sound make up, step by step; by convolutions with waves, and in mels.
import { received } from '../../core/messages.js';
import { choice, flag, layerOf, number, option, optional, size } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import type { LayerVariable } from '../../core/variable.js';
import { Stft, type WindowName, windowNames, windowOf } from '../../initializers/stft.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { convolution } from '../convolutional/convolution-ops.js';
import { outputLength } from '../convolutional/output-length.js';

/** By name, or its values. @inline */
type Window = WindowName | readonly number[] | null;

/** A window by name or by its values. */
const window = () =>
  option<WindowName | number[]>((given, layer, name) => {
    if (Array.isArray(given) && given.every((one) => Number.isFinite(one))) return given as number[];
    if (windowNames.includes(given as WindowName)) return given as WindowName;
    throw new Error(
      `${layer}: ${name} must be one of ${windowNames.join(', ')}, or a list of numbers. Received: ${received(given)}.`,
    );
  }, 'hann');

const modes = ['log', 'magnitude', 'psd', 'real', 'imag', 'angle', 'stft'] as const;
/** As Keras keeps numbers away from zero. */
const epsilon = 1e-7;

const stftOptions = {
  mode: choice(modes, 'log'),
  frameLength: size(256),
  frameStep: optional(size()),
  fftLength: optional(size()),
  window: window(),
  periodic: flag(false),
  scaling: choice(['density', 'spectrum', 'none'], 'density'),
  padding: choice(['valid', 'same'], 'valid'),
  expandDims: flag(false),
  dataFormat: choice(['channelsLast', 'channelsFirst'], 'channelsLast'),
};

export class STFTSpectrogram extends layerOf('STFTSpectrogram', 'stftSpectrogram', stftOptions) {
  #real: LayerVariable | undefined;
  #imaginary: LayerVariable | undefined;

  constructor(args: object) {
    const { scaling, window: given } = args as { scaling?: unknown; window?: unknown };
    super({
      ...args,
      ...(scaling === null ? { scaling: 'none' } : {}),
      ...(given === null ? { window: 'boxcar' } : {}),
    });
    const { frameLength, frameStep, fftLength } = this;
    if (frameStep !== null && frameStep > frameLength)
      throw new Error(
        `stftSpectrogram: frameStep must be at most frameLength, ${frameLength}. Received: ${frameStep}.`,
      );
    if (fftLength !== null && fftLength < frameLength)
      throw new Error(
        `stftSpectrogram: fftLength must be at least frameLength, ${frameLength}. Received: ${fftLength}.`,
      );
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), scaling: this.#scaling };
  }

  get #scaling(): 'density' | 'spectrum' | null {
    return this.scaling === 'none' ? null : this.scaling;
  }

  get #frequencies(): number {
    return Math.floor((this.fftLength ?? 2 ** Math.ceil(Math.log2(this.frameLength))) / 2) + 1;
  }

  get #step(): number {
    return this.frameStep ?? Math.floor(this.frameLength / 2);
  }

  override build(): void {
    const { window: shape, periodic } = this;
    const made = (side: 'real' | 'imag'): LayerVariable =>
      this.addVariable(`${side}_kernel`, [this.frameLength, 1, this.#frequencies], {
        initializer: new Stft({ side, window: shape, scaling: this.#scaling, periodic }),
      });
    if (this.mode !== 'imag') this.#real = made('real');
    if (this.mode !== 'real') this.#imaginary = made('imag');
  }

  override call(input: tf.Tensor): tf.Tensor {
    const x = asFloat(input);
    const lines = this.dataFormat === 'channelsLast' ? tf.transpose(x, [0, 2, 1]) : x;
    const real = this.#real && this.#waves(lines, this.#real);
    const imaginary = this.#imaginary && this.#waves(lines, this.#imaginary);
    return this.#arranged(this.#combined(real, imaginary));
  }

  /** How much of each wave there is: [samples, channels, steps, frequencies]. */
  #waves(lines: tf.Tensor, kernel: LayerVariable): tf.Tensor {
    const [count, channels, length] = lines.shape as [number, number, number];
    const flat = tf.reshape(lines, [count * channels, length, 1]);
    const geometry = { strides: [this.#step], padding: this.padding, dilationRate: [1] };
    const found = convolution(flat, kernel.read(), geometry, 1);
    return tf.reshape(found, [count, channels, found.shape[1]!, this.#frequencies]);
  }

  #combined(real: tf.Tensor | undefined, imaginary: tf.Tensor | undefined): tf.Tensor {
    if (!real || !imaginary) return (real ?? imaginary)!;
    if (this.mode === 'angle') return tf.atan2(imaginary, real);
    if (this.mode === 'stft') return tf.concat([real, imaginary], 3);
    const power = tf.add(tf.square(real), tf.square(imaginary));
    if (this.mode === 'psd') return tf.add(power, inner(power));
    const magnitude = tf.sqrt(tf.maximum(power, epsilon));
    return this.mode === 'magnitude' ? magnitude : tf.log(tf.maximum(magnitude, epsilon));
  }

  #arranged(found: tf.Tensor): tf.Tensor {
    const [count, channels, steps, frequencies] = found.shape as [number, number, number, number];
    const isLast = this.dataFormat === 'channelsLast';
    if (this.expandDims) return isLast ? tf.transpose(found, [0, 2, 3, 1]) : found;
    const joined = tf.transpose(found, isLast ? [0, 2, 1, 3] : [0, 1, 3, 2]);
    const shape = isLast ? [count, steps, channels * frequencies] : [count, channels * frequencies, steps];
    return tf.reshape(joined, shape);
  }

  override computeOutputShape(shape: Shape): Shape {
    if (shape.length !== 3)
      throw new Error(
        `STFTSpectrogram '${this.name}' takes sounds: [samples, steps, channels]. Received: [${shape.map((one) => one ?? 'any').join(', ')}].`,
      );
    const isLast = this.dataFormat === 'channelsLast';
    const [length, channels] = isLast ? [shape[1]!, shape[2]!] : [shape[2]!, shape[1]!];
    const steps =
      length === null
        ? null
        : outputLength(
            length,
            {
              kernel: this.frameLength,
              stride: this.#step,
              padding: this.padding,
              dilation: 1,
            },
            this.name,
          );
    const frequencies = this.#frequencies * (this.mode === 'stft' ? 2 : 1);
    const first = shape[0]!;
    if (this.expandDims)
      return isLast ? [first, steps, frequencies, channels] : [first, channels, steps, frequencies];
    return isLast ? [first, steps, channels! * frequencies] : [first, channels! * frequencies, steps];
  }
}

/** All frequencies but the first and the last, which stand for themselves alone; zeros there. */
function inner(power: tf.Tensor): tf.Tensor {
  const last = power.shape[3]! - 1;
  const counts = Array.from({ length: last + 1 }, (_, i) => (i === 0 || i === last ? 0 : 1));
  return tf.mul(power, tf.tensor1d(counts));
}

/** Arguments of `layers.stftSpectrogram`. */
export interface STFTSpectrogramArgs extends LayerArgs {
  /** What is told of each frequency: its strength ('magnitude'), that as a logarithm, 'psd', parts, angle. Default 'log'. */
  mode?: (typeof modes)[number];
  /** Values in a frame. Default 256. */
  frameLength?: number;
  /** Values from a frame to the next. Default: half of a frame. */
  frameStep?: number | null;
  /** Length of the Fourier transform. Default: the next power of two. */
  fftLength?: number | null;
  /** How each frame fades at its ends. Default 'hann'. */
  window?: Window;
  /** Whether the window repeats. Default false. */
  periodic?: boolean;
  /** Default 'density'. */
  scaling?: 'density' | 'spectrum' | null;
  /** Default 'valid'. */
  padding?: 'valid' | 'same';
  /** Whether channels get an axis of their own. Default false. */
  expandDims?: boolean;
  /** Default `channelsLast`, [steps, channels]. */
  dataFormat?: 'channelsLast' | 'channelsFirst';
}

/**
 * How strong each frequency is in each frame of sounds [samples, steps, channels]; the waves are weights, which training may
 * change. Keras: `STFTSpectrogram`.
 * @example layers.stftSpectrogram({ frameLength: 8, mode: 'magnitude' }).apply(tf.ones([1, 32, 1])).shape // [1, 7, 5]
 */
export const stftSpectrogram = (args: STFTSpectrogramArgs = {}): Layer => new STFTSpectrogram(args);

const melOptions = {
  fftLength: size(2048),
  sequenceStride: size(512),
  sequenceLength: optional(size()),
  window: window(),
  samplingRate: number(16000),
  numMelBins: size(128),
  minFreq: number(20),
  maxFreq: optional(number()),
  powerToDb: flag(true),
  topDb: number(80),
  magExp: number(2),
  minPower: number(1e-10),
  refPower: number(1),
};

const melOf = (hertz: number): number => 1127 * Math.log(1 + hertz / 700);

export class MelSpectrogram extends layerOf('MelSpectrogram', 'melSpectrogram', melOptions) {
  override call(input: tf.Tensor): tf.Tensor {
    const x = asFloat(input);
    const weights = this.#weights();
    const mels = tf.reshape(
      tf.matMul(tf.reshape(this.#strengths(x), [-1, weights.shape[0]]) as tf.Tensor2D, weights),
      [...x.shape.slice(0, -1), -1, this.numMelBins],
    );
    const told = this.powerToDb ? this.#decibels(mels) : mels;
    const last = told.rank - 1;
    return tf.transpose(told, [...Array.from({ length: last - 1 }, (_, i) => i), last, last - 1]);
  }

  /** Of each frequency in each frame, to the power of `magExp`: [..., frames, frequencies]. */
  #strengths(x: tf.Tensor): tf.Tensor {
    const { fftLength, sequenceStride } = this;
    const length = this.sequenceLength ?? fftLength;
    const half = Math.floor(fftLength / 2);
    const around = x.shape.map((_, i): [number, number] => (i === x.rank - 1 ? [half, half] : [0, 0]));
    const padded = tf.mirrorPad(x, around, 'reflect');
    const count = 1 + Math.floor((padded.shape.at(-1)! - fftLength) / sequenceStride);
    const places = Array.from({ length: count }, (_, i) =>
      Array.from({ length: fftLength }, (_, k) => i * sequenceStride + k),
    );
    const frames = tf.gather(padded, tf.tensor2d(places, [count, fftLength], 'int32'), x.rank - 1);
    const before = Math.floor((fftLength - length) / 2);
    const heights = typeof this.window === 'string' ? windowOf(this.window, length, true) : [...this.window];
    const shape = tf.pad(tf.tensor1d(heights), [[before, fftLength - length - before]]);
    const waves = tf.rfft(tf.mul(frames, shape), fftLength);
    const power = tf.add(tf.square(tf.real(waves)), tf.square(tf.imag(waves)));
    return this.magExp === 2 ? power : tf.pow(power, this.magExp / 2);
  }

  /** How much each frequency counts for each mel: [frequencies, mels]. */
  #weights(): tf.Tensor2D {
    const count = Math.floor(this.fftLength / 2) + 1;
    const [least, greatest] = [melOf(this.minFreq), melOf(this.maxFreq ?? Math.trunc(this.samplingRate / 2))];
    const step = (greatest - least) / (this.numMelBins + 1);
    const weightOf = (frequency: number, bin: number): number => {
      if (frequency === 0) return 0;
      const mel = melOf((frequency * this.samplingRate) / 2 / (count - 1));
      const lower = least + bin * step;
      return Math.max(0, Math.min((mel - lower) / step, (lower + 2 * step - mel) / step));
    };
    const rows = Array.from({ length: count }, (_, frequency) =>
      Array.from({ length: this.numMelBins }, (_, bin) => weightOf(frequency, bin)),
    );
    return tf.tensor2d(rows, [count, this.numMelBins]);
  }

  #decibels(power: tf.Tensor): tf.Tensor {
    const decibels = (x: tf.Tensor): tf.Tensor => tf.mul(tf.log(x), 10 / Math.LN10);
    const reference = 10 * Math.log10(Math.max(Math.abs(this.refPower), this.minPower));
    const told = tf.sub(decibels(tf.maximum(power, this.minPower)), reference);
    return tf.maximum(told, tf.sub(tf.max(told), this.topDb));
  }

  override computeOutputShape(shape: Shape): Shape {
    const length = shape.at(-1) ?? null;
    const frames = length === null ? null : Math.floor(length / this.sequenceStride) + 1;
    return [...shape.slice(0, -1), this.numMelBins, frames];
  }
}

/** Arguments of `layers.melSpectrogram`. */
export interface MelSpectrogramArgs extends LayerArgs {
  /** Length of the Fourier transform. Default 2048. */
  fftLength?: number;
  /** Values from a frame to the next. Default 512. */
  sequenceStride?: number;
  /** Values in a frame. Default: `fftLength`. */
  sequenceLength?: number | null;
  /** How each frame fades at its ends. Default 'hann'. */
  window?: Window;
  /** Values a second. Default 16000. */
  samplingRate?: number;
  /** How many mels are told apart. Default 128. */
  numMelBins?: number;
  /** In hertz. Default 20. */
  minFreq?: number;
  /** In hertz. Default: half of `samplingRate`. */
  maxFreq?: number | null;
  /** Whether decibels are told. Default true. */
  powerToDb?: boolean;
  /** How far below the loudest the quietest may be, in decibels. Default 80. */
  topDb?: number;
  /** The power to which strengths are taken. Default 2. */
  magExp?: number;
  /** Default 1e-10. */
  minPower?: number;
  /** What counts as no decibels. Default 1. */
  refPower?: number;
}

/**
 * How loud each mel is in each frame of sounds [samples, steps]: [samples, mels, frames]. Keras: `MelSpectrogram`.
 * @example layers.melSpectrogram({ fftLength: 64, sequenceStride: 32, numMelBins: 8 }).apply(tf.ones([1, 128])).shape // [1, 8, 5]
 */
export const melSpectrogram = (args: MelSpectrogramArgs = {}): Layer => new MelSpectrogram(args);

registerLayer(STFTSpectrogram, MelSpectrogram);
