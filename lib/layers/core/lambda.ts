// Lambda: a function as a layer.

import { type CallOptions, Layer as CoreLayer } from '../../core/layer.js';
import type { Mask, Masks } from '../../core/masks.js';
import { received } from '../../core/messages.js';
import { layerOf, option, optional } from '../../core/options.js';
import { registeredFunction } from '../../core/registered-objects.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import { type NodeOptions, SymbolicTensor } from '../../core/symbolic-tensor.js';
import type { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { specsByRunning } from './output-by-running.js';

/** One, or a list of them. @inline */
type Tensors = tf.Tensor | tf.Tensor[];

/** What a lambda layer computes: of its inputs, and of `arguments` where there are some. */
export type LambdaFunction<X extends Tensors = tf.Tensor> = (
  inputs: X,
  args: Record<string, unknown> & { mask?: Masks; training?: boolean },
) => Tensors;

/** Arguments of `layers.lambda`. */
export interface LambdaArgs<X extends Tensors = tf.Tensor> extends LayerArgs {
  /** What the layer computes. */
  function: LambdaFunction<X>;
  /** The shape of an output without its first axis, or a function of the input's whole shape. Default: tried out on zeros. */
  outputShape?: readonly (number | null)[] | ((inputShape: never) => (number | null)[]);
  /** The output's mask, or a function of the inputs and theirs. Default: none. */
  mask?: tf.Tensor | ((inputs: X, mask: Masks) => Masks);
  /** Handed to the function beside its input. Default: none. */
  arguments?: Readonly<Record<string, unknown>>;
}

const asFunction = option<(...args: never[]) => unknown>((given, layer, name) => {
  if (typeof given === 'function') return given as (...args: never[]) => unknown;
  if (typeof given === 'string') return registeredFunction(given, `${layer}: ${name}`);
  throw new Error(`${layer}: ${name} must be a function of tensors. Received: ${received(given)}.`);
});
const anything = optional(option((given) => given));

const options = { function: asFunction, mask: anything, arguments: anything };

export class Lambda extends layerOf('Lambda', 'lambda', options) {
  // The layer's own `outputShape` is that of its output once it is connected.
  readonly #shape: LambdaArgs['outputShape'] | null;

  constructor(args: object) {
    const { outputShape, ...rest } = args as LambdaArgs;
    super(rest);
    this.#shape = outputShape ?? null;
    this.takesSeveral = true;
    this.supportsMasking = this.mask !== null;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), outputShape: this.#shape };
  }

  override call(inputs: Tensors, { training, mask }: CallOptions): Tensors {
    const given = { ...(this.arguments as object | null), mask, training };
    return (this.function as LambdaFunction<never>)(inputs as never, given);
  }

  override computeMask(inputs: Tensors, mask: Masks = null): Masks {
    const own = this.mask;
    return typeof own === 'function'
      ? (own as (inputs: Tensors, mask: Masks) => Masks)(inputs, mask)
      : (own as Mask);
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const outputShape = this.#shape;
    if (outputShape === null) return this.#triedOn(inputShape);
    if (typeof outputShape === 'function')
      return (outputShape as (shape: Shape | Shape[]) => Shape)(inputShape);
    const [first] = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as Shape;
    return [first ?? null, ...(outputShape as Shape)];
  }

  #triedOn(inputShape: Shape | Shape[]): Shape | Shape[] {
    const spec = (shape: unknown) => new SymbolicTensor(shape as Shape, 'float32');
    const isList = Array.isArray(inputShape[0]);
    const found = specsByRunning(this, isList ? (inputShape as Shape[]).map(spec) : spec(inputShape), {});
    return Array.isArray(found) ? found.map(({ shape }) => shape) : found.shape;
  }

  override outputSpecs(inputs: SymbolicTensor | SymbolicTensor[], given: NodeOptions) {
    return this.#shape === null
      ? specsByRunning(this, inputs, given)
      : CoreLayer.prototype.outputSpecs.call(this, inputs, given);
  }
}
registerLayer(Lambda);

/**
 * A function of tensors as a layer. Files cannot hold functions: a model with one saves where the function was made known
 * by `saving.registerKerasSerializable`; better, extend `layers.Layer`. Keras: `Lambda`.
 * @example layers.lambda((x) => tf.square(x)).apply(tf.tensor([[1, 2]])) // [[1, 4]]
 */
export function lambda<X extends Tensors = tf.Tensor>(args: LambdaArgs<X> | LambdaFunction<X>): Layer {
  return new Lambda(typeof args === 'function' ? { function: args } : args);
}
