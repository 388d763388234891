// Layers that turn, shift, zoom or shear images at random.
import { choice, dataFormat, layerOf, number, type OptionTable, optional, seed } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import type { Layer } from '../base/layer.js';
import { type Filling, rotations, shears, transformImages, translations, zooms } from './affine-matrices.js';
import { type Factor, factor, rangeOf } from './factor.js';
import { type RandomImageArgs, RandomImageLayer } from './image-layer.js';

/** What lies beyond an image's edge once it has moved. */
export interface FillingArgs extends RandomImageArgs {
  /** `reflect` dcba|abcd|dcba, `nearest` aaaa|abcd|dddd, `wrap` abcd|abcd|abcd, `constant` the fill value. Default: 'reflect'. */
  fillMode?: Filling['fillMode'];
  /** The value beyond the edge for `constant`. Default: 0. */
  fillValue?: number;
  /** Default: 'bilinear'. */
  interpolation?: Filling['interpolation'];
}

abstract class MovingLayer extends RandomImageLayer implements Filling {
  declare readonly fillMode: Filling['fillMode'];
  declare readonly fillValue: number;
  declare readonly interpolation: Filling['interpolation'];

  /** One number an image, in a column. */
  protected column(images: number, [least, greatest]: [number, number]): tf.Tensor2D {
    return this.draw([images, 1], least, greatest) as tf.Tensor2D;
  }

  /** One matrix an image. */
  protected abstract matrices(images: number, height: number, width: number): tf.Tensor2D;

  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    return this.channelsLast(images, (given) => {
      const [count, height, width] = given.shape;
      return transformImages(given, this.matrices(count, height, width), this);
    });
  }
}

function movingLayerOf<Table extends OptionTable>(className: string, maker: string, options: Table) {
  const table = {
    ...options,
    fillMode: choice(['reflect', 'wrap', 'constant', 'nearest'], 'reflect'),
    interpolation: choice(['nearest', 'bilinear'], 'bilinear'),
    seed: seed(),
    fillValue: number(0),
    dataFormat: dataFormat(),
  };
  return layerOf(className, maker, table, {}, MovingLayer);
}

/** Arguments of `layers.randomRotation`. */
export interface RandomRotationArgs extends FillingArgs {
  /** As shares of a full turn: 0.1 is up to 36 degrees either way, [0, 0.25] up to a quarter counter-clockwise. */
  factor: Factor;
}

export class RandomRotation extends movingLayerOf('RandomRotation', 'randomRotation', {
  factor: factor({ least: -1, greatest: 1, loose: true }),
}) {
  protected override matrices(images: number, height: number, width: number): tf.Tensor2D {
    const turns = this.column(images, rangeOf(this.factor));
    return rotations(tf.mul(turns, 2 * Math.PI), height, width);
  }
}

/**
 * Rotates images in training by up to `factor` of a full turn either way. Keras: `RandomRotation`.
 * @example layers.randomRotation(0.1) // up to 36 degrees
 */
export function randomRotation(args: RandomRotationArgs | number): Layer {
  return new RandomRotation(typeof args === 'number' ? { factor: args } : args);
}

/** Arguments of `layers.randomTranslation`. */
export interface RandomTranslationArgs extends FillingArgs {
  /** As shares of the height; positive is down. */
  heightFactor: Factor;
  /** As shares of the width; positive is to the right. */
  widthFactor: Factor;
}

export class RandomTranslation extends movingLayerOf('RandomTranslation', 'randomTranslation', {
  heightFactor: factor({ least: -1, greatest: 1 }),
  widthFactor: factor({ least: -1, greatest: 1 }),
}) {
  protected override matrices(images: number, height: number, width: number): tf.Tensor2D {
    const down: tf.Tensor2D = tf.mul(this.column(images, rangeOf(this.heightFactor)), height);
    const right: tf.Tensor2D = tf.mul(this.column(images, rangeOf(this.widthFactor)), width);
    return translations(right, down);
  }
}

/**
 * Shifts images in training by shares of their height and width. Keras: `RandomTranslation`.
 * @example layers.randomTranslation({ heightFactor: 0.2, widthFactor: 0.2 })
 */
export function randomTranslation(args: RandomTranslationArgs): Layer {
  return new RandomTranslation(args);
}

/** Arguments of `layers.randomZoom`. */
export interface RandomZoomArgs extends FillingArgs {
  /** As shares of the height: positive zooms out, negative in; 0.2 is up to 20 % either way. */
  heightFactor: Factor;
  /** The same for the width. Default: as the height, so that proportions stay. */
  widthFactor?: Factor | null;
}

const zoomFactor = () => factor({ least: -1, greatest: 1, above: true });

export class RandomZoom extends movingLayerOf('RandomZoom', 'randomZoom', {
  heightFactor: zoomFactor(),
  widthFactor: optional(zoomFactor()),
}) {
  protected override matrices(images: number, height: number, width: number): tf.Tensor2D {
    const zoom = (given: Factor): tf.Tensor2D => tf.add(this.column(images, rangeOf(given)), 1);
    const y = zoom(this.heightFactor);
    return zooms(this.widthFactor === null ? y : zoom(this.widthFactor), y, height, width);
  }
}

/**
 * Zooms images in training: positive factors out, negative in. Keras: `RandomZoom`.
 * @example layers.randomZoom(0.2)
 */
export function randomZoom(args: RandomZoomArgs | number): Layer {
  return new RandomZoom(typeof args === 'number' ? { heightFactor: args } : args);
}

/** Arguments of `layers.randomShear`. */
export interface RandomShearArgs extends FillingArgs {
  /** How far each row is read further along than the one above, in pixels: a pair, or one number for both. Default: 0. */
  xFactor?: Factor;
  /** The same for columns. Default: 0. */
  yFactor?: Factor;
}

export class RandomShear extends movingLayerOf('RandomShear', 'randomShear', {
  xFactor: factor({ least: -1, greatest: 1 }, 0),
  yFactor: factor({ least: -1, greatest: 1 }, 0),
}) {
  protected override matrices(images: number): tf.Tensor2D {
    const inverted = tf.less(0.5, this.column(images, [0, 1]));
    const direction = tf.where(inverted, tf.scalar(-1), tf.scalar(1));
    const shear = (given: Factor): tf.Tensor2D => tf.mul(this.column(images, rangeOf(given)), direction);
    return shears(shear(this.xFactor), shear(this.yFactor));
  }
}

/**
 * Shears images in training, to one side or the other. Keras: `RandomShear`.
 * @example layers.randomShear({ xFactor: [0.1, 0.3] })
 */
export function randomShear(args: RandomShearArgs): Layer {
  return new RandomShear(args);
}

registerLayer(RandomRotation, RandomTranslation, RandomZoom, RandomShear);
