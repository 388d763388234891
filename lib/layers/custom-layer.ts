// A layer of one's own: extend `layers.Layer`, make weights in `build`, compute in `call`.
import { toInitializer } from '../initializers/initializers.js';
import { toRegularizer } from '../regularizers/regularizers.js';
import { tf } from '../tf.js';
import type { Constraining, Initializing, LayerArgs, Regularizing } from './args.js';
import type { Layer as AnyLayer, LayerWeight } from './layer.js';
import { nextName } from './layer-names.js';

/** @inline */
type Shape = (number | null)[];
/** @inline */
type Tensors = tf.Tensor | tf.Tensor[];

/** What a custom layer's `addWeight` takes. */
export interface WeightArgs {
  /** The usual first size is `inputShape.at(-1)`. */
  shape: readonly (number | null | undefined)[];
  /** Default: `weight`, `weight_1` … */
  name?: string;
  /** Default `glorotUniform`. */
  initializer?: Initializing;
  regularizer?: Regularizing;
  constraint?: Constraining;
  /** Whether an optimizer changes it. Default true. */
  trainable?: boolean;
  /** Default `float32`. */
  dtype?: tf.DataType;
}

/** A layer that a class of one's own describes. */
export interface CustomLayer extends AnyLayer {
  /** Makes the weights; called once, with the input's shape (its first axis, the samples, is null). */
  build(inputShape: Shape): void;
  /** The output for a batch of inputs; `training` is true within fit. */
  call(inputs: Tensors, options: { training?: boolean }): Tensors;
  /** Makes a variable that belongs to the layer. */
  addWeight(args: WeightArgs): tf.Variable;
  /** Found by running `call` on zeros; override it where that cannot be. */
  computeOutputShape(inputShape: Shape | Shape[]): Shape;
}

/** Any layer of a model. */
export type Layer = AnyLayer;

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
export const Layer: abstract new (args?: LayerArgs) => CustomLayer = customLayer();

function customLayer() {
  const Base = tf.layers.Layer as unknown as abstract new (
    args: LayerArgs,
  ) => { readonly trainable: boolean };
  const tfjs = tf.layers.Layer.prototype;
  const { apply, addWeight } = tfjs as unknown as Record<
    'apply' | 'addWeight',
    (...args: unknown[]) => unknown
  >;

  abstract class Custom extends Base {
    #inputType: tf.DataType = 'float32';

    constructor(args: LayerArgs = {}) {
      super({ ...args, name: args.name ?? nextName(new.target.name) });
    }

    build(_inputShape: Shape): void {}
    abstract call(inputs: Tensors, options: { training?: boolean }): Tensors;

    addWeight({ name, shape, dtype, trainable, constraint, ...args }: WeightArgs): tf.Variable {
      const count = this.weights.length;
      const called = name ?? (count === 0 ? 'weight' : `weight_${count}`);
      const initializer = toInitializer(args.initializer ?? 'glorotUniform');
      const regularizer = args.regularizer && toRegularizer(args.regularizer);
      const rest = [initializer, regularizer, trainable, constraint];
      return (addWeight.call(this, called, shape, dtype, ...rest) as LayerWeight).read() as tf.Variable;
    }

    apply(input: unknown, options?: object): unknown {
      // A model gives a list even of one.
      const given = Array.isArray(input) && input.length === 1 ? input[0] : input;
      this.#inputType = ([given].flat()[0] as tf.Tensor).dtype;
      return apply.call(this, given, options);
    }

    // Axes that come out alike for two sizes of those left open are fixed.
    computeOutputShape(inputShape: Shape | Shape[]): Shape {
      const [two, three] = [2, 3].map((size) => this.#outputFor(inputShape, size));
      return two!.map((length, axis) => (length === three![axis] ? length : null));
    }

    #outputFor(inputShape: Shape | Shape[], size: number): number[] {
      const zeros = (shape: Shape) =>
        tf.zeros(
          shape.map((length) => length ?? size),
          this.#inputType as 'float32',
        );
      const several = Array.isArray(inputShape[0]);
      let found: number[] = [];
      tf.tidy(() => {
        const inputs = several ? (inputShape as Shape[]).map(zeros) : zeros(inputShape as Shape);
        found = ([this.call(inputs, { training: false })].flat()[0] as tf.Tensor).shape;
      });
      return found;
    }

    get weights(): LayerWeight[] {
      return [...this.trainableWeights, ...this.nonTrainableWeights];
    }
    get trainableWeights(): LayerWeight[] {
      return this.trainable ? this.#with('trainableWeights') : [];
    }
    get nonTrainableWeights(): LayerWeight[] {
      return this.trainable
        ? this.#with('nonTrainableWeights')
        : [...this.#own('nonTrainableWeights'), ...this.#inner().flatMap(({ weights }) => weights)];
    }

    #with(list: 'trainableWeights' | 'nonTrainableWeights'): LayerWeight[] {
      return [...this.#own(list), ...this.#inner().flatMap((layer) => layer[list])];
    }
    #own(list: 'trainableWeights' | 'nonTrainableWeights'): LayerWeight[] {
      return Reflect.get(tfjs, list, this) as LayerWeight[];
    }
    /** Layers in fields, alone or in lists. */
    #inner(): AnyLayer[] {
      return Object.values(this)
        .flat()
        .filter((value): value is AnyLayer => value instanceof tf.layers.Layer);
    }
  }
  // Files and summaries name a layer by its class.
  Object.defineProperty(Custom, 'className', {
    get(this: { name: string }) {
      return this.name;
    },
  });
  return Custom as unknown as abstract new (
    args?: LayerArgs,
  ) => CustomLayer;
}
