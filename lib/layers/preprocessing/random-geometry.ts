// Layers that turn, shift, zoom or mirror pictures by chance.
import * as random from '../../random.js';
import { tf } from '../../tf.js';
import './transform-kernel.js';
import { type Filling, rotations, transformPictures, translations, zooms } from './affine-matrices.js';
import { type Factor, type PictureLayerArgs, RandomPictureLayer, rangeOf } from './picture-layer.js';

/** What lies beyond a picture's edge once it has moved. */
export interface FillingArgs extends PictureLayerArgs {
  /** `reflect` dcba|abcd|dcba, `nearest` aaaa|abcd|dddd, `wrap` abcd|abcd|abcd, `constant` the fill value. Default: 'reflect'. */
  fillMode?: Filling['fillMode'];
  /** The value beyond the edge for `constant`. Default: 0. */
  fillValue?: number;
  /** Default: 'bilinear'. */
  interpolation?: Filling['interpolation'];
}

abstract class MovingLayer extends RandomPictureLayer {
  protected readonly filling: Filling;

  constructor(args: FillingArgs) {
    super(args);
    const { fillMode = 'reflect', fillValue = 0, interpolation = 'bilinear' } = args;
    this.filling = { fillMode, fillValue, interpolation };
  }

  /** One matrix a picture. */
  protected abstract matrices(pictures: number, height: number, width: number): tf.Tensor2D;

  protected override change(pictures: tf.Tensor4D): tf.Tensor4D {
    const [count, height, width] = pictures.shape;
    return transformPictures(pictures, this.matrices(count, height, width), this.filling);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.filling };
  }
}

/** Arguments of `layers.randomRotation`. */
export interface RandomRotationArgs extends FillingArgs {
  /** As shares of a full turn: 0.1 is up to 36 degrees either way, [0, 0.25] up to a quarter counter-clockwise. */
  factor: Factor;
}

export class RandomRotation extends MovingLayer {
  static readonly className = 'RandomRotation';
  private readonly factor: [number, number];

  constructor(args: RandomRotationArgs) {
    super(args);
    this.factor = rangeOf('randomRotation', 'factor', args.factor, [-1, 1]);
  }

  protected override matrices(pictures: number, height: number, width: number): tf.Tensor2D {
    const turns = random.uniform([pictures, 1], ...this.factor) as tf.Tensor2D;
    return rotations(tf.mul(turns, 2 * Math.PI), height, width);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), factor: this.factor };
  }
}

/** Arguments of `layers.randomTranslation`. */
export interface RandomTranslationArgs extends FillingArgs {
  /** As shares of the height; positive is down. */
  heightFactor: Factor;
  /** As shares of the width; positive is to the right. */
  widthFactor: Factor;
}

export class RandomTranslation extends MovingLayer {
  static readonly className = 'RandomTranslation';
  private readonly heightFactor: [number, number];
  private readonly widthFactor: [number, number];

  constructor(args: RandomTranslationArgs) {
    super(args);
    this.heightFactor = rangeOf('randomTranslation', 'heightFactor', args.heightFactor, [-1, 1]);
    this.widthFactor = rangeOf('randomTranslation', 'widthFactor', args.widthFactor, [-1, 1]);
  }

  protected override matrices(pictures: number, height: number, width: number): tf.Tensor2D {
    const down = tf.mul(random.uniform([pictures, 1], ...this.heightFactor), height) as tf.Tensor2D;
    const right = tf.mul(random.uniform([pictures, 1], ...this.widthFactor), width) as tf.Tensor2D;
    return translations(right, down);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), heightFactor: this.heightFactor, widthFactor: this.widthFactor };
  }
}

/** Arguments of `layers.randomZoom`. */
export interface RandomZoomArgs extends FillingArgs {
  /** As shares of the height: positive zooms out, negative in; 0.2 is up to 20 % either way. */
  heightFactor: Factor;
  /** The same for the width. Default: as the height, so that proportions stay. */
  widthFactor?: Factor | null;
}

export class RandomZoom extends MovingLayer {
  static readonly className = 'RandomZoom';
  private readonly heightFactor: [number, number];
  private readonly widthFactor: [number, number] | null;

  constructor(args: RandomZoomArgs) {
    super(args);
    const range = (name: string, factor: Factor) => rangeOf('randomZoom', name, factor, [-1, 1]);
    this.heightFactor = range('heightFactor', args.heightFactor);
    this.widthFactor = args.widthFactor == null ? null : range('widthFactor', args.widthFactor);
  }

  protected override matrices(pictures: number, height: number, width: number): tf.Tensor2D {
    const draw = (factor: [number, number]) =>
      tf.add(random.uniform([pictures, 1], ...factor), 1) as tf.Tensor2D;
    const y = draw(this.heightFactor);
    return zooms(this.widthFactor ? draw(this.widthFactor) : y, y, height, width);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), heightFactor: this.heightFactor, widthFactor: this.widthFactor };
  }
}

/** Arguments of `layers.randomFlip`. */
export interface RandomFlipArgs extends PictureLayerArgs {
  /** Default: 'horizontal_and_vertical'. */
  mode?: 'horizontal' | 'vertical' | 'horizontal_and_vertical' | 'horizontalAndVertical';
}

export class RandomFlip extends RandomPictureLayer {
  static readonly className = 'RandomFlip';
  private readonly mode: 'horizontal' | 'vertical' | 'horizontal_and_vertical';

  constructor(args: RandomFlipArgs = {}) {
    super(args);
    const mode = args.mode === 'horizontalAndVertical' ? undefined : args.mode;
    this.mode = mode ?? 'horizontal_and_vertical';
  }

  protected override change(pictures: tf.Tensor4D): tf.Tensor4D {
    const across = this.mode === 'vertical' ? pictures : flipSome(pictures, 2);
    return this.mode === 'horizontal' ? across : flipSome(across, 1);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), mode: this.mode };
  }
}

/** Mirrors every other picture, as chance has it. */
function flipSome(pictures: tf.Tensor4D, axis: 1 | 2): tf.Tensor4D {
  const chosen = tf.less(random.uniform([pictures.shape[0], 1, 1, 1]), 0.5);
  return tf.where(chosen, tf.reverse(pictures, axis), pictures);
}

for (const layer of [RandomRotation, RandomTranslation, RandomZoom, RandomFlip]) {
  tf.serialization.registerClass(layer as unknown as tf.serialization.SerializableConstructor<RandomFlip>);
}
