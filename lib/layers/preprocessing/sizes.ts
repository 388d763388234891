// Layers that bring pictures to one size, in training and outside it.
import { tf } from '../../tf.js';
import { PictureLayer, type PictureLayerArgs, type Shape } from './picture-layer.js';

/** Arguments of `layers.centerCrop`: the size to bring pictures to. */
export interface SizeArgs extends PictureLayerArgs {
  height: number;
  width: number;
}

/** Arguments of `layers.resizing`. */
export interface ResizingArgs extends SizeArgs {
  /** Default: 'bilinear'. */
  interpolation?: 'bilinear' | 'nearest';
  /** Cuts about the middle to the new proportions rather than distort. Default: false. */
  cropToAspectRatio?: boolean;
}

abstract class SizeLayer extends PictureLayer {
  protected readonly height: number;
  protected readonly width: number;

  constructor(layer: string, args: SizeArgs) {
    super(args);
    const good = [args.height, args.width].every((side) => Number.isInteger(side) && side > 0);
    if (!good) {
      throw new RangeError(
        `${layer}: height and width are whole numbers from 1. Received: ${args.height}, ${args.width}.`,
      );
    }
    this.height = args.height;
    this.width = args.width;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [pictures, , , channels] = super.computeOutputShape(inputShape);
    return [pictures!, this.height, this.width, channels!];
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), height: this.height, width: this.width };
  }
}

export class Resizing extends SizeLayer {
  static readonly className = 'Resizing';
  private readonly interpolation: 'bilinear' | 'nearest';
  private readonly cropToAspectRatio: boolean;

  constructor(args: ResizingArgs) {
    super('resizing', args);
    this.interpolation = args.interpolation ?? 'bilinear';
    this.cropToAspectRatio = args.cropToAspectRatio ?? false;
  }

  protected override change(pictures: tf.Tensor4D): tf.Tensor4D {
    const source = this.cropToAspectRatio ? cropTo(pictures, this.height, this.width) : pictures;
    const size: [number, number] = [this.height, this.width];
    const resize =
      this.interpolation === 'nearest' ? tf.image.resizeNearestNeighbor : tf.image.resizeBilinear;
    return resize(tf.cast(source, 'float32'), size, false, true);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { interpolation, cropToAspectRatio } = this;
    return { ...super.getConfig(), interpolation, cropToAspectRatio };
  }
}

export class CenterCrop extends SizeLayer {
  static readonly className = 'CenterCrop';

  constructor(args: SizeArgs) {
    super('centerCrop', args);
  }

  /** A picture smaller than the part wanted is cut to its proportions and resized, as in Keras. */
  protected override change(pictures: tf.Tensor4D): tf.Tensor4D {
    const [, height, width] = pictures.shape;
    const { height: wantedHeight, width: wantedWidth } = this;
    if (height >= wantedHeight && width >= wantedWidth) return middle(pictures, wantedHeight, wantedWidth);
    const cut = cropTo(pictures, wantedHeight, wantedWidth);
    return tf.image.resizeBilinear(tf.cast(cut, 'float32'), [wantedHeight, wantedWidth], false, true);
  }
}

/** The largest part about the middle with the proportions height : width. */
function cropTo(pictures: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  const [, rows, columns] = pictures.shape;
  const cutRows = Math.min(rows, Math.trunc((columns * height) / width));
  const cutColumns = Math.min(columns, Math.trunc((rows * width) / height));
  return middle(pictures, cutRows, cutColumns);
}

function middle(pictures: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  const [count, rows, columns, channels] = pictures.shape;
  const [top, left] = [Math.floor((rows - height) / 2), Math.floor((columns - width) / 2)];
  return tf.slice(pictures, [0, top, left, 0], [count, height, width, channels]);
}

for (const layer of [Resizing, CenterCrop]) {
  tf.serialization.registerClass(layer as unknown as tf.serialization.SerializableConstructor<Resizing>);
}
