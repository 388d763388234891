// A layer of one's own: extend `layers.Layer`, make weights in `build`, compute in `call`.

import { constructByName } from '../../core/construct-by-name.js';
import type { HalfForm } from '../../core/half-layers.js';
import { type BaseLayerArgs, Layer as CoreLayer } from '../../core/layer.js';
import type { Masks } from '../../core/masks.js';
import { registerUserLayer } from '../../core/registry.js';
import { type NodeOptions, SymbolicTensor } from '../../core/symbolic-tensor.js';
import type { LayerVariable } from '../../core/variable.js';
import type { tf } from '../../tf.js';
import type {
  Layer as AnyLayer,
  Constraining,
  Initializing,
  LayerArgs,
  Regularizing,
} from '../base/layer.js';
import { specsByRunning } from './output-by-running.js';
import { makeWeight, type WeightArgs } from './own-weights.js';

export type { WeightArgs } from './own-weights.js';

/** @inline */
type Shape = (number | null)[];
/** @inline */
type Tensors = tf.Tensor | tf.Tensor[];

/** What `call` is told besides the inputs. */
export interface CustomCallOptions {
  /** True within fit. */
  training?: boolean;
  /** Which steps count: what came with the input; a list for a list of inputs. */
  mask?: tf.Tensor | null | (tf.Tensor | null)[];
  /** Options of `apply`. */
  [option: string]: unknown;
}

/** A layer that a class of one's own describes. */
export interface CustomLayer extends AnyLayer {
  /** Whether masks of the input are passed on. Default: whether it has a `computeMask` of its own. */
  supportsMasking: boolean;
  /** Makes the weights; called once, with the input's shape (its first axis, the samples, is null). */
  build(inputShape: Shape): void;
  /** The output for a batch of inputs; `training` is true within fit. */
  call(inputs: Tensors, options: CustomCallOptions): Tensors;
  /** Makes a variable that belongs to the layer. */
  addWeight(args: WeightArgs): tf.Variable;
  /** Adds to the loss. For use in `call`. */
  addLoss(loss: tf.Tensor | tf.Tensor[]): void;
  /** Found by running `call` on zeros; override it where that cannot be. */
  computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[];
  /** The mask of the output, for layers that change which steps there are. */
  computeMask(inputs: Tensors, mask?: Masks): Masks;
}

/** Any layer of a model. */
export type Layer = AnyLayer;

abstract class Custom extends CoreLayer {
  /** Settings go to the constructor's parameters of their names. */
  static override fromConfig(
    layerClass: new (...args: never[]) => CoreLayer,
    config: Record<string, unknown>,
  ): CoreLayer {
    return constructByName(layerClass, config);
  }

  constructor(args: BaseLayerArgs = {}) {
    super(args);
    this.takesSeveral = true;
    registerUserLayer(new.target);
  }

  addWeight(given: WeightArgs): tf.Variable;
  /** TensorFlow.js' own form. */
  addWeight(name: string, ...rest: TfjsWeightArgs): LayerVariable;
  addWeight(given: WeightArgs | string, ...rest: Partial<TfjsWeightArgs>): tf.Variable | LayerVariable {
    if (typeof given !== 'string') return makeWeight(this, given).read();
    const [shape, dtype, initializer, regularizer, trainable, constraint] = rest;
    const args = { dtype, initializer, regularizer, trainable, constraint } as Partial<WeightArgs>;
    return makeWeight(this, { name: given, shape: shape!, ...args });
  }

  override get halfForm(): HalfForm {
    return 'own';
  }

  /** A constructor may make weights too. */
  protected override get wasBuiltByHand(): boolean {
    return false;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const spec = (shape: unknown) => new SymbolicTensor(shape as Shape, 'float32');
    const isList = Array.isArray(inputShape[0]);
    const found = this.describe(isList ? (inputShape as Shape[]).map(spec) : spec(inputShape), {});
    return Array.isArray(found) ? found.map(({ shape }) => shape) : found.shape;
  }

  override outputSpecs(inputs: SymbolicTensor | SymbolicTensor[], options: NodeOptions) {
    const isTold = this.computeOutputShape !== Custom.prototype.computeOutputShape;
    return isTold ? super.outputSpecs(inputs, options) : specsByRunning(this, inputs, options);
  }
}

/**
 * Base of layers of one's own. Layers kept in its fields are part of it, with their weights. Keras: `Layer`.
 * @example
 * class Linear extends layers.Layer {
 *   kernel!: tf.Variable;
 *   constructor(readonly units: number) { super(); }
 *   override build(inputShape: (number | null)[]) {
 *     this.kernel = this.addWeight({ name: 'kernel', shape: [inputShape.at(-1), this.units] });
 *   }
 *   override call(x: tf.Tensor) { return tf.matMul(x, this.kernel); }
 * }
 * sequential([layers.dense({ units: 8, inputShape: [4] }), new Linear(3)]).summary();
 */
export const Layer: abstract new (args?: LayerArgs) => CustomLayer = Custom;

/** Name, shape, type, initializer, regularizer, whether it is trained, and constraint, by place. */
type TfjsWeightArgs = [
  shape: WeightArgs['shape'],
  dtype?: tf.DataType,
  initializer?: Initializing | null,
  regularizer?: Regularizing | null,
  trainable?: boolean,
  constraint?: Constraining | null,
];
