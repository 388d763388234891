// Dot products of two inputs, sample by sample.
import type { Mask } from '../../core/masks.js';
import { received } from '../../core/messages.js';
import { flag, layerOf, type Option, option } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { numbersIn, positiveAxis, type Shape, shapesOf, shapeText } from '../../core/shape.js';
import { leavesOf, type Structure } from '../../core/structure.js';
import type { SymbolicTensor } from '../../core/symbolic-tensor.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { checkCount, joinedType } from './joined.js';

type Pair = [number, number];

/** One axis for both inputs, or one for each. */
const axes = (): Option<number | Pair> =>
  option((given, layer, name) => {
    const list: unknown[] = [given].flat();
    if (list.length === (Array.isArray(given) ? 2 : 1) && list.every((one) => Number.isInteger(one)))
      return given as number | Pair;
    throw new Error(
      `${layer}: ${name} must be an axis or a list of two, expected such as -1 or [1, 2]. Received: ${received(given)}.`,
    );
  });

export class Dot extends layerOf('Dot', 'dot', { axes: axes(), normalize: flag(false) }) {
  constructor(args: object) {
    super(args);
    this.takesSeveral = true;
  }

  override checkInputs(inputs: Structure<tf.Tensor | SymbolicTensor>): void {
    super.checkInputs(inputs);
    const shapes = leavesOf(inputs).map((input) => [...(input as tf.Tensor).shape]);
    checkCount('dot', shapes.length, 2);
    this.axesOf(shapes);
  }

  /** The axis of each input along which it is summed, counted from the front. */
  private axesOf(shapes: Shape[]): Pair {
    const given = Array.isArray(this.axes) ? this.axes : [this.axes, this.axes];
    const [a, b] = shapes as [Shape, Shape];
    const axes = [positiveAxis(given[0]!, a.length), positiveAxis(given[1]!, b.length)] as Pair;
    const said = (what: string): Error =>
      new Error(
        `dot: ${what}. Received: axes [${given}], for inputs of ${shapes.map(shapeText).join(' and ')}.`,
      );
    axes.forEach((axis, i) => {
      if (axis < 1 || axis >= shapes[i]!.length)
        throw said("axes must be among the inputs', but not the samples'");
    });
    const [first, second] = [a[axes[0]], b[axes[1]]];
    if (first != null && second != null && first !== second)
      throw said('inputs must have the same size along the axes');
    if (a[0] != null && b[0] != null && a[0] !== b[0])
      throw said('inputs must hold as many samples as each other');
    return axes;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shapes = shapesOf(inputShape);
    const axes = this.axesOf(shapes);
    const [a, b] = shapes.map((shape, i) => shape.filter((_, axis) => axis !== axes[i]));
    const output = [...a!, ...b!.slice(1)];
    return output.length === 1 ? [...output, 1] : output;
  }

  override computeOutputType(types: tf.DataType[]): tf.DataType {
    return this.normalize ? 'float32' : joinedType(types);
  }

  override call(given: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const inputs = given as tf.Tensor[];
    const shapes = inputs.map(({ shape }) => shape);
    const axes = this.axesOf(shapes);
    const [a, b] = inputs.map((input, i) => (this.normalize ? unit(input, axes[i]!) : input)) as [
      tf.Tensor,
      tf.Tensor,
    ];
    if (a.rank === 2 && b.rank === 2) return tf.sum(tf.mul(a, b), 1, true);
    const left = asMatrices(a, axes[0]);
    const right = asMatrices(b, axes[1]);
    const product = tf.matMul(left.matrices, right.matrices, left.isFirst, !right.isFirst);
    return tf.reshape(product, this.computeOutputShape(shapes) as number[]);
  }

  override computeMask(): Mask {
    return null;
  }
}
registerLayer(Dot);

/** Of length 1 along an axis. */
function unit(input: tf.Tensor, axis: number): tf.Tensor {
  const values = asFloat(input);
  const inverse = tf.rsqrt(tf.sum(tf.square(values), axis, true));
  return tf.mul(values, tf.minimum(inverse, 1e7));
}

/**
 * A matrix for each sample, with the axis to be summed along as the first or the last of its two. Only where it lies
 * between others must values move.
 */
function asMatrices(input: tf.Tensor, axis: number): { matrices: tf.Tensor3D; isFirst: boolean } {
  const { shape, rank } = input;
  const [samples, size] = [shape[0]!, shape[axis]!];
  const others = numbersIn(shape.filter((_, i) => i !== 0 && i !== axis));
  if (axis === 1) return { matrices: tf.reshape(input, [samples, size, others]), isFirst: true };
  const order = shape.map((_, i) => i).filter((i) => i !== axis);
  const last = axis === rank - 1 ? input : tf.transpose(input, [...order, axis]);
  return { matrices: tf.reshape(last, [samples, others, size]), isFirst: false };
}

/**
 * Dot products along axes, negative ones counted from the last: `axes` for both inputs, or one for each. With
 * `normalize` of vectors of length 1, which gives the cosine of the angle between them. Keras: `Dot`.
 * @example layers.dot({ axes: 1 }).apply([tf.tensor([[1, 2]]), tf.tensor([[3, 4]])]) // [[11]]
 */
export function dot(
  args: LayerArgs & {
    /** The axis that is summed over, or one of each input. */ axes: number | [number, number];
    /** Brings both to length 1 first: cosines. Default: false. */
    normalize?: boolean;
  },
): Layer {
  return new Dot(args);
}
