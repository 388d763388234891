// Layers that bring images to one size: by resizing, or by cutting.
import { choice, flag, number, size } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import { tf } from '../../tf.js';
import type { Layer } from '../base/layer.js';
import { checkFitting, cropTo, fitted, middle } from './cuts.js';
import { type ImageLayerArgs, imageLayerOf } from './image-layer.js';
import { type ResizeMethod, resizeImages } from './resize.js';

/** Arguments of `layers.centerCrop`: the size to bring images to. */
export interface SizeArgs extends ImageLayerArgs {
  /** Rows of an output. */
  height: number;
  /** Columns of an output. */
  width: number;
}

/** Arguments of `layers.resizing`. */
export interface ResizingArgs extends SizeArgs {
  /** How pixels between pixels are made up. Default: 'bilinear'. */
  interpolation?: ResizeMethod;
  /** Cuts about the middle to the new proportions rather than distort. Default: false. */
  cropToAspectRatio?: boolean;
  /** Puts a margin on both sides of what is too short rather than distort. Default: false. */
  padToAspectRatio?: boolean;
  /** What the margin holds. Default, and all there is: 'constant', the fill value. */
  fillMode?: 'constant';
  /** The margin's value. Default: 0. */
  fillValue?: number;
  /** Blurs first where images get smaller, so that fine patterns do not turn into coarse ones. Default: false. */
  antialias?: boolean;
}

const sides = { height: size(), width: size() };

const methods = [
  'nearest',
  'bilinear',
  'bicubic',
  'lanczos3',
  'lanczos5',
  'area',
  'gaussian',
  'mitchellcubic',
] as const;

const resizingOptions = {
  ...sides,
  interpolation: choice(methods, 'bilinear'),
  cropToAspectRatio: flag(false),
  padToAspectRatio: flag(false),
  fillMode: choice(['constant'], 'constant'),
  fillValue: number(0),
  antialias: flag(false),
};

export class Resizing extends imageLayerOf('Resizing', 'resizing', resizingOptions) {
  protected override readonly keepsType = true;

  constructor(args: object) {
    super(args);
    checkFitting('resizing', this);
  }

  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const { height, width, interpolation, antialias } = this;
    const resized = this.channelsLast(images, (given) =>
      resizeImages(fitted(given, height, width, this), [height, width], interpolation, { antialias }),
    );
    return resized.dtype === images.dtype ? resized : tf.cast(tf.round(resized), images.dtype);
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return this.resizedShape(inputShape, this.height, this.width);
  }
}

/**
 * Brings images to one size. Whole numbers stay whole numbers, rounded. Keras: `Resizing`.
 * @example layers.resizing({ height: 150, width: 150 })
 */
export function resizing(args: ResizingArgs): Layer {
  return new Resizing(args);
}

export class CenterCrop extends imageLayerOf('CenterCrop', 'centerCrop', sides) {
  /** An image smaller than the part wanted is cut to its proportions and resized, as in Keras. */
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const { height, width } = this;
    return this.channelsLast(images, (given) => {
      const [, rows, columns] = given.shape;
      if (rows >= height && columns >= width) return middle(given, height, width);
      return resizeImages(cropTo(given, height, width), [height, width], 'bilinear');
    });
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return this.resizedShape(inputShape, this.height, this.width);
  }
}

/**
 * Cuts out the middle of images; smaller ones are cut to its proportions and resized. Keras: `CenterCrop`.
 * @example layers.centerCrop({ height: 100, width: 100 })
 */
export function centerCrop(args: SizeArgs): Layer {
  return new CenterCrop(args);
}

registerLayer(Resizing, CenterCrop);
