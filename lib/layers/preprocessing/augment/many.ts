// Layers made of others: several changes of colour one after the other, and changes drawn from all there are (Cubuk et
// al., 2019; Hendrycks et al., 2019).
import { choice, flag, option, optional, size } from '../../../core/options.js';
import { registerLayer } from '../../../core/registry.js';
import { betaBy, gammaBy, wholeBy } from '../../../random/distributions.js';
import { tf } from '../../../tf.js';
import type { Layer } from '../../base/layer.js';
import type { Factor } from '../factor.js';
import { type ImageLayer, RandomImageLayer, randomImageLayerOf } from '../image-layer.js';
import { RandomBrightness, RandomContrast, type ValueRangeArgs } from '../random-colors.js';
import { RandomRotation, RandomShear, RandomTranslation } from '../random-geometry.js';
import { valueRange } from '../value-range.js';
import { share, sharesOf } from './chances.js';
import { RandomColorDegeneration, RandomHue, RandomSaturation } from './colors.js';
import { RandomSharpness } from './sharpness.js';
import { AutoContrast, Equalization, RandomPosterization, Solarization } from './tones.js';

/** What another layer does to images in training, by the draws of the one that holds it. */
function changed(by: ImageLayer, images: tf.Tensor, { draws }: RandomImageLayer): tf.Tensor4D {
  if (by instanceof RandomImageLayer) by.draws = draws;
  return by.call(images, { training: true }) as tf.Tensor4D;
}

const anyFactor = () => optional(option<Factor>((given) => given as Factor));

/** Whatever policy is set: layers of many changes compute in float32, and so do those changes. */
const wide = { dtype: 'float32' } as const;

export class RandomColorJitter extends randomImageLayerOf('RandomColorJitter', 'randomColorJitter', {
  valueRange: valueRange(),
  brightnessFactor: anyFactor(),
  contrastFactor: anyFactor(),
  saturationFactor: anyFactor(),
  hueFactor: anyFactor(),
}) {
  readonly #steps: readonly ImageLayer[] = [
    [RandomBrightness, this.brightnessFactor] as const,
    [RandomContrast, this.contrastFactor] as const,
    [RandomSaturation, this.saturationFactor] as const,
    [RandomHue, this.hueFactor] as const,
  ].flatMap(([Step, factor]) => {
    const { valueRange: range, dataFormat } = this;
    return factor === null ? [] : [new Step({ factor, valueRange: range, dataFormat, ...wide })];
  });

  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    return this.#steps.reduce((given, step) => changed(step, given, this), images);
  }
}

/** Arguments of `layers.randomColorJitter`. */
export interface RandomColorJitterArgs extends ValueRangeArgs {
  /** As `layers.randomBrightness` takes it. Default: unchanged. */
  brightnessFactor?: Factor | null;
  /** As `layers.randomContrast` takes it. Default: unchanged. */
  contrastFactor?: Factor | null;
  /** As `layers.randomSaturation` takes it. Default: unchanged. */
  saturationFactor?: Factor | null;
  /** As `layers.randomHue` takes it. Default: unchanged. */
  hueFactor?: Factor | null;
}

/**
 * Changes brightness, contrast, saturation and hue in training, one after the other. Keras: `RandomColorJitter`.
 * @example layers.randomColorJitter({ brightnessFactor: 0.2, hueFactor: [0, 0.1], valueRange: [0, 1] })
 */
export const randomColorJitter = (args: RandomColorJitterArgs = {}): Layer => new RandomColorJitter(args);

/** What the layers that draw their changes share. */
interface Changing {
  readonly factor: Factor;
  readonly valueRange: readonly [number, number];
  readonly interpolation: 'nearest' | 'bilinear';
  readonly dataFormat: 'channelsLast' | 'channelsFirst';
}

/** Changes by the names that Keras gives them. */
function changesOf({ factor: given, valueRange: range, interpolation, dataFormat }: Changing) {
  const [least, greatest] = sharesOf(given);
  const factor: Factor = [least, greatest];
  const moving = { interpolation, dataFormat, ...wide };
  const coloring = { factor, valueRange: range, dataFormat, ...wide };
  return {
    shear: new RandomShear({ xFactor: factor, yFactor: factor, ...moving }),
    translation: new RandomTranslation({ heightFactor: factor, widthFactor: factor, ...moving }),
    rotation: new RandomRotation({ factor, ...moving }),
    brightness: new RandomBrightness(coloring),
    colorDegeneration: new RandomColorDegeneration(coloring),
    contrast: new RandomContrast(coloring),
    sharpness: new RandomSharpness(coloring),
    posterization: new RandomPosterization({
      factor: Math.max(1, Math.trunc(8 * greatest)),
      valueRange: range,
      dataFormat,
      ...wide,
    }),
    solarization: new Solarization({
      additionFactor: factor,
      thresholdFactor: factor,
      valueRange: range,
      dataFormat,
      ...wide,
    }),
    autoContrast: new AutoContrast({ valueRange: range, dataFormat, ...wide }),
    equalization: new Equalization({ valueRange: range, dataFormat, ...wide }),
  };
}

const changing = {
  valueRange: valueRange(),
  interpolation: choice(['nearest', 'bilinear'], 'bilinear'),
};

export class RandAugment extends randomImageLayerOf('RandAugment', 'randAugment', {
  ...changing,
  numOps: size(2),
  factor: share(0.5),
}) {
  readonly #changes: readonly ImageLayer[] = Object.values(changesOf(this));

  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const places = wholeBy(this.draws.next(), [this.numOps], 0, this.#changes.length);
    let now: tf.Tensor4D = images;
    for (let i = 0; i < this.numOps; i++) {
      const place = tf.slice(places, [i], [1]);
      for (const [index, one] of this.#changes.entries()) {
        const isChosen = tf.broadcastTo(tf.equal(place, index), now.shape);
        now = tf.where(isChosen, changed(one, now, this), now) as tf.Tensor4D;
      }
    }
    return now;
  }
}

/** Arguments of `layers.randAugment`. */
export interface RandAugmentArgs extends ValueRangeArgs {
  /** How many changes each batch goes through. Default 2. */
  numOps?: number;
  /** How strong they are: a range from 0 to 1, or the end of one from 0. Default 0.5. */
  factor?: Factor;
  /** Default: 'bilinear'. */
  interpolation?: 'nearest' | 'bilinear';
}

/**
 * Sends each batch through `numOps` changes in training, drawn from eleven: shears, shifts, turns, colours, tones. Keras:
 * `RandAugment`.
 * @example layers.randAugment({ numOps: 2, factor: 0.3, valueRange: [0, 1] })
 */
export const randAugment = (args: RandAugmentArgs = {}): Layer => new RandAugment(args);

const few = [
  'shear',
  'translation',
  'rotation',
  'posterization',
  'solarization',
  'autoContrast',
  'equalization',
] as const;

export class AugMix extends randomImageLayerOf('AugMix', 'augMix', {
  ...changing,
  numChains: size(3),
  chainDepth: size(3),
  factor: share(0.3),
  alpha: option((given) => given as number, 1),
  allOps: flag(true),
}) {
  readonly #changes = this.#changesThere();

  #changesThere(): readonly ImageLayer[] {
    const all = changesOf(this);
    return this.allOps ? Object.values(all) : few.map((name) => all[name]);
  }

  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const { numChains, alpha, valueRange: range } = this;
    const drawn = gammaBy(this.draws.next(), [numChains], tf.scalar(alpha));
    const weights = tf.unstack(tf.div(drawn, tf.sum(drawn)));
    const kept = betaBy(this.draws.next(), [], tf.scalar(alpha), tf.scalar(alpha));
    const mixed = weights
      .map((weight) => tf.mul(this.#chain(images), weight))
      .reduce((sum, one) => tf.add(sum, one));
    const blended = tf.add(tf.mul(kept, images), tf.mul(tf.sub(1, kept), mixed));
    return tf.clipByValue(blended as tf.Tensor4D, ...range);
  }

  /** One change after the other, each drawn from all there are; one past the last is none. */
  #chain(images: tf.Tensor4D): tf.Tensor4D {
    let now = images;
    for (let i = 0; i < this.chainDepth; i++) {
      const place = wholeBy(this.draws.next(), [1], 0, this.#changes.length + 1);
      let next = now;
      for (const [index, one] of this.#changes.entries()) {
        const isChosen = tf.broadcastTo(tf.equal(place, index), now.shape);
        next = tf.where(isChosen, changed(one, now, this), next) as tf.Tensor4D;
      }
      now = next;
    }
    return now;
  }
}

/** Arguments of `layers.augMix`. */
export interface AugMixArgs extends ValueRangeArgs {
  /** How many chains of changes are mixed. Default 3. */
  numChains?: number;
  /** How many changes a chain has. Default 3. */
  chainDepth?: number;
  /** How strong they are: a range from 0 to 1, or the end of one from 0. Default 0.3. */
  factor?: Factor;
  /** Of the distributions that the chains' weights are drawn from. Default 1. */
  alpha?: number;
  /** Whether changes of colour are among them. Default true. */
  allOps?: boolean;
  /** Default: 'bilinear'. */
  interpolation?: 'nearest' | 'bilinear';
}

/**
 * Mixes each batch in training with several chains of random changes of it. Keras: `AugMix`.
 * @example layers.augMix({ numChains: 2, valueRange: [0, 1] })
 */
export const augMix = (args: AugMixArgs = {}): Layer => new AugMix(args);

registerLayer(RandomColorJitter, RandAugment, AugMix);
