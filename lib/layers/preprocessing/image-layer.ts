// The base of layers that take images: a batch or one image, channels last or first, whole numbers or not.
import { type CallOptions, Layer } from '../../core/layer.js';
import { type DataFormat, dataFormat, layerOf, type OptionTable, seed } from '../../core/options.js';
import type { Shape } from '../../core/shape.js';
import { leavesOf } from '../../core/structure.js';
import { tf } from '../../tf.js';
import type { LayerArgs } from '../base/layer.js';
import { drawsFor, type SeededDraws } from '../regularization/draws.js';

/** What all layers of images take. */
export interface ImageLayerArgs extends LayerArgs {
  /** Where the channels are. Default: `channelsLast`, [height, width, channels]. */
  dataFormat?: DataFormat;
}

/** What all layers with a random change take. */
export interface RandomImageArgs extends ImageLayerArgs {
  /** Fixes what this layer draws. Default: `random.setSeed` does. */
  seed?: number;
}

/** The base of a class of image layers with options, `dataFormat` beside them. */
export function imageLayerOf<Table extends OptionTable>(className: string, maker: string, options: Table) {
  return layerOf(className, maker, { ...options, dataFormat: dataFormat() }, {}, ImageLayer);
}

export abstract class ImageLayer extends Layer {
  declare readonly dataFormat: DataFormat;
  /** Whether images of whole numbers stay such. */
  protected readonly keepsType: boolean = false;

  /** The change to a batch of images. */
  protected abstract change(images: tf.Tensor4D, training: boolean): tf.Tensor4D;

  override call(input: tf.Tensor, { training = false }: CallOptions): tf.Tensor {
    const images = this.keepsType || input.dtype === 'float32' ? input : tf.cast(input, 'float32');
    if (!this.applies(training)) return images;
    if (images.rank === 4) return this.change(images as tf.Tensor4D, training);
    return tf.squeeze(this.change(tf.expandDims(images, 0), training), [0]);
  }

  /** Whether images are changed at all. */
  protected applies(_training: boolean): boolean {
    return true;
  }

  override computeOutputType([type]: tf.DataType[]): tf.DataType {
    return this.keepsType ? type! : 'float32';
  }

  override checkInputs(inputs: Parameters<Layer['apply']>[0]): void {
    super.checkInputs(inputs as tf.Tensor);
    for (const input of leavesOf(inputs)) this.#checkShape([...(input as tf.Tensor).shape]);
  }

  /** One image alone has sizes that are known; a first axis of any size counts images. */
  #checkShape(shape: Shape): void {
    if (shape.length === 4 || (shape.length === 3 && shape[0] !== null)) return;
    const last = this.dataFormat === 'channelsLast';
    throw new Error(
      `${this.getClassName()} '${this.name}' takes images: [images, ${last ? 'height, width, channels' : 'channels, height, width'}]. ` +
        `Received: [${shape.map((size, axis) => size ?? (axis === 0 ? 'images' : 'any')).join(', ')}].` +
        (shape.length === 3 ? ` Grey images get their channel by expandDims(${last ? -1 : 1}).` : ''),
    );
  }

  /** The axes of height and width in a batch. */
  protected get imageAxes(): [height: 1 | 2, width: 2 | 3] {
    return this.dataFormat === 'channelsLast' ? [1, 2] : [2, 3];
  }

  /** Runs what knows only [images, height, width, channels]. */
  protected channelsLast(images: tf.Tensor4D, change: (images: tf.Tensor4D) => tf.Tensor4D): tf.Tensor4D {
    if (this.dataFormat === 'channelsLast') return change(images);
    return tf.transpose(change(tf.transpose(images, [0, 2, 3, 1])), [0, 3, 1, 2]);
  }

  /** The same shape with another height and width. */
  protected resizedShape(shape: Shape, height: number, width: number): Shape {
    const [row, column] = this.dataFormat === 'channelsLast' ? [-3, -2] : [-2, -1];
    return shape.with(row!, height).with(column!, width);
  }
}

/** A layer whose change is random: in training each image gets its own, otherwise none is changed. */
export abstract class RandomImageLayer extends ImageLayer {
  /** With a seed the layer's random numbers are a stream of their own; otherwise it is the library's. */
  declare readonly seed: number | null;
  /** Where its random numbers come from. */
  draws!: SeededDraws;

  override build(): void {
    this.draws = drawsFor(this.seed);
  }

  protected override applies(training: boolean): boolean {
    return training;
  }

  /** Numbers from `low` up to `high`. */
  protected draw(shape: number[], low = 0, high = 1): tf.Tensor {
    const values = this.draws.uniform(shape);
    return low === 0 && high === 1 ? values : tf.add(tf.mul(values, high - low), low);
  }
}

/** The base of a class of random image layers with options, `dataFormat` and `seed` beside them. */
export function randomImageLayerOf<
  Table extends OptionTable,
  Base extends RandomImageLayer = RandomImageLayer,
>(
  className: string,
  maker: string,
  options: Table,
  base: abstract new (...args: never[]) => Base = RandomImageLayer as never,
) {
  return layerOf(
    className,
    maker,
    { ...options, seed: seed(), dataFormat: dataFormat() },
    {},
    base as Parameters<typeof layerOf<Table, Base>>[4],
  );
}
