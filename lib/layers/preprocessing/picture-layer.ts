// The base of layers that take pictures [pictures, height, width, channels]: shapes, and chance in training only.
import { tf } from '../../tf.js';
import type { LayerArgs } from '../args.js';

export type Shape = (number | null)[];

/** A layer that changes pictures always, as Resizing does. */
export abstract class PictureLayer extends tf.layers.Layer {
  /** The change, inside a tidy. */
  protected abstract change(pictures: tf.Tensor4D): tf.Tensor4D;

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean } = {}): tf.Tensor {
    return tf.tidy(() => {
      const pictures = (Array.isArray(inputs) ? inputs[0]! : inputs) as tf.Tensor4D;
      return this.applies(kwargs.training === true) ? this.change(pictures) : tf.clone(pictures);
    });
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shape = inputShape as Shape;
    if (shape.length === 4) return shape;
    throw new Error(
      `${this.name} takes pictures. Expected shape [pictures, height, width, channels], received [${shape.join(', ')}].` +
        (shape.length === 3 ? ' Grey pictures get their channel by expandDims(-1).' : ''),
    );
  }

  protected applies(_training: boolean): boolean {
    return true;
  }
}

/** A layer whose change is left to chance: in training each picture gets its own, otherwise none is changed. */
export abstract class RandomPictureLayer extends PictureLayer {
  protected override applies(training: boolean): boolean {
    return training;
  }
}

/**
 * A range that chance draws from: [least, greatest], or one number for both directions.
 * @inline
 */
export type Factor = number | readonly [number, number];

/** Checks a factor and gives its two ends. */
export function rangeOf(
  layer: string,
  name: string,
  factor: Factor,
  [least, most]: [number, number],
): [number, number] {
  const ends =
    typeof factor === 'number' ? [Math.max(-Math.abs(factor), least), Math.abs(factor)] : [...factor];
  const sorted = ends.sort((a, b) => a - b);
  const good = sorted.length === 2 && sorted.every((end) => end >= least && end <= most);
  if (good) return sorted as [number, number];
  throw new RangeError(
    `${layer}: ${name} is a number or a pair of numbers from ${least} to ${most}. Received: ${JSON.stringify(factor)}.`,
  );
}

export type PictureLayerArgs = LayerArgs;
