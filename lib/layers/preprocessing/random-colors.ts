// Layers that change pictures' brightness and contrast by chance.
import * as random from '../../random.js';
import { tf } from '../../tf.js';
import { type Factor, type PictureLayerArgs, RandomPictureLayer, rangeOf } from './picture-layer.js';

/** The range that pixels have, and keep. */
export interface ValueRangeArgs extends PictureLayerArgs {
  /** Default: [0, 255]; pass [0, 1] after rescaling. */
  valueRange?: readonly [number, number];
}

/** Arguments of `layers.randomContrast`. */
export interface RandomContrastArgs extends ValueRangeArgs {
  /** Contrast is multiplied by a number from [1 − lower, 1 + upper]: a pair, or one number for both, from 0 to 1. */
  factor: Factor;
}

export class RandomContrast extends RandomPictureLayer {
  static readonly className = 'RandomContrast';
  private readonly factor: [number, number];
  private readonly valueRange: [number, number];

  constructor(args: RandomContrastArgs) {
    super(args);
    const { factor } = args;
    const [lower, upper] = typeof factor === 'number' ? [factor, factor] : factor;
    rangeOf('randomContrast', 'factor', [lower, upper], [0, 1]);
    this.factor = [lower, upper];
    this.valueRange = valueRangeOf('randomContrast', args);
  }

  protected override change(pictures: tf.Tensor4D): tf.Tensor4D {
    const [lower, upper] = this.factor;
    const factor = random.uniform([pictures.shape[0], 1, 1, 1], 1 - lower, 1 + upper);
    const mean = tf.mean(pictures, [1, 2], true);
    const changed = tf.add(tf.mul(tf.sub(pictures, mean), factor), mean) as tf.Tensor4D;
    return tf.clipByValue(changed, ...this.valueRange);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), factor: this.factor, valueRange: this.valueRange };
  }
}

/** Arguments of `layers.randomBrightness`. */
export interface RandomBrightnessArgs extends ValueRangeArgs {
  /** Added as shares of the value range: 0.2 is up to 20 % darker or brighter, −1 black, 1 white. */
  factor: Factor;
}

export class RandomBrightness extends RandomPictureLayer {
  static readonly className = 'RandomBrightness';
  private readonly factor: [number, number];
  private readonly valueRange: [number, number];

  constructor(args: RandomBrightnessArgs) {
    super(args);
    this.factor = rangeOf('randomBrightness', 'factor', args.factor, [-1, 1]);
    this.valueRange = valueRangeOf('randomBrightness', args);
  }

  protected override change(pictures: tf.Tensor4D): tf.Tensor4D {
    const [least, greatest] = this.valueRange;
    const shares = random.uniform([pictures.shape[0], 1, 1, 1], ...this.factor);
    const changed = tf.add(pictures, tf.mul(shares, greatest - least)) as tf.Tensor4D;
    return tf.clipByValue(changed, least, greatest);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), factor: this.factor, valueRange: this.valueRange };
  }
}

function valueRangeOf(layer: string, { valueRange = [0, 255] }: ValueRangeArgs): [number, number] {
  const [least, greatest] = valueRange;
  if (valueRange.length === 2 && least < greatest) return [least, greatest];
  throw new RangeError(`${layer}: valueRange is [least, greatest]. Received: ${JSON.stringify(valueRange)}.`);
}

for (const layer of [RandomContrast, RandomBrightness]) {
  tf.serialization.registerClass(
    layer as unknown as tf.serialization.SerializableConstructor<RandomContrast>,
  );
}
