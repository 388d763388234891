// Spectral normalization: a layer's kernel is divided by its largest singular value at each step of training.
import type { CallOptions } from '../../core/layer.js';
import { Layer as CoreLayer } from '../../core/layer.js';
import { received } from '../../core/messages.js';
import { layerOf, option, size } from '../../core/options.js';
import { layerFromConfig, registerLayer } from '../../core/registry.js';
import { isSerialized, serialize } from '../../core/serializable.js';
import type { Shape } from '../../core/shape.js';
import { SymbolicTensor } from '../../core/symbolic-tensor.js';
import type { LayerVariable } from '../../core/variable.js';
import { truncatedNormal } from '../../initializers/initializers.js';
import { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';

const layer = {
  ...option((given, maker, name) => {
    const made = isSerialized(given) ? layerFromConfig(given) : given;
    if (made instanceof CoreLayer) return made;
    throw new Error(
      `${maker}: ${name} must be a layer, such as layers.dense(…). Received: ${received(given)}.`,
    );
  }),
  write: (value: CoreLayer) => serialize(value),
};

/** Keeps vectors of length 0 from being divided by it. */
const leastSquare = 1e-14;

export class SpectralNormalization extends layerOf('SpectralNormalization', 'spectralNormalization', {
  layer,
  powerIterations: size(1),
}) {
  #kernel: LayerVariable | null = null;
  #direction!: LayerVariable;

  /** The kernel counts as the wrapper's own, too, and comes first: the order of Keras' files. */
  override get ownWeights(): LayerVariable[] {
    return this.#kernel ? [this.#kernel, ...super.ownWeights] : super.ownWeights;
  }

  override build(inputShape: Shape): void {
    this.layer.describe(new SymbolicTensor(inputShape, 'float32'), {});
    const kernel = kernelOf(this.layer);
    this.#direction = this.addVariable('vector_u', [1, kernel.shape.at(-1)!], {
      initializer: truncatedNormal({ stddev: 0.02 }),
      trainable: false,
    });
    this.#kernel = kernel;
    this.inputSpec = {
      minNDim: 1,
      axes: typeof inputShape.at(-1) === 'number' ? { [-1]: inputShape.at(-1)! } : {},
    };
  }

  override call(input: tf.Tensor, { training }: CallOptions): tf.Tensor {
    if (training) this.#normalize();
    return this.layer.apply(input);
  }

  /** Where the kernel is not all zeros. */
  #normalize(): void {
    const weight = this.#kernel!;
    const kernel = weight.read();
    const matrix = tf.reshape(kernel, [-1, kernel.shape.at(-1)!]);
    let right: tf.Tensor = tf.clone(this.#direction.read());
    let left: tf.Tensor = right;
    for (let i = 0; i < this.powerIterations; i++) {
      left = ofLengthOne(tf.matMul(right, matrix, false, true));
      right = ofLengthOne(tf.matMul(left, matrix));
    }
    const largest = tf.matMul(tf.matMul(left, matrix), right, false, true);
    const isZero = tf.all(tf.equal(kernel, 0));
    const choose = (before: tf.Tensor, after: tf.Tensor): tf.Tensor =>
      tf.where(tf.fill(before.shape, 0, 'bool').logicalOr(isZero), before, after);
    this.#direction.write(choose(this.#direction.read(), right));
    weight.write(choose(kernel, tf.div(kernel, tf.reshape(largest, []))));
  }

  override computeOutputShape(inputShape: Shape): Shape | Shape[] {
    return this.layer.computeOutputShape(inputShape);
  }
}
registerLayer(SpectralNormalization);

function kernelOf(inner: CoreLayer): LayerVariable {
  const held: unknown = Reflect.get(inner, 'kernel') ?? Reflect.get(inner, 'embeddings');
  const found = inner.weights.find((weight) => weight === held || weight.read() === held);
  if (found) return found;
  throw new Error(
    `spectralNormalization: layer must have a kernel or embeddings. Received: ${inner.getClassName()} '${inner.name}'.`,
  );
}

const ofLengthOne = (x: tf.Tensor): tf.Tensor =>
  tf.mul(x, tf.rsqrt(tf.maximum(tf.sum(tf.square(x)), leastSquare)));

/**
 * Divides a layer's kernel by its largest singular value at each step of training (Miyato et al., 2018), which steadies
 * GANs. `powerIterations`: how closely that value is found, default 1. Keras: `SpectralNormalization`.
 * @example layers.spectralNormalization({ layer: layers.dense({ units: 8 }), inputShape: [4] })
 */
export function spectralNormalization(
  args: LayerArgs & {
    /** The layer whose kernel is kept small. */
    layer: Layer;
    /** Steps of the power method in each call. Default: 1. */
    powerIterations?: number;
  },
): Layer {
  return new SpectralNormalization(args);
}
