// The mask that a layer left on its output.
import { type CallOptions, Layer } from '../core/layer.js';
import { maskOf } from '../core/masks.js';
import { received } from '../core/messages.js';
import { Network } from '../core/network.js';
import { inside, publicly } from '../core/public-types.js';
import { sourceInputs } from '../core/source-inputs.js';
import { SymbolicTensor } from '../core/symbolic-tensor.js';
import { tf } from '../tf.js';

/**
 * The mask that a layer left on its output: one boolean a step, [samples, steps], or null where all steps count. Of a
 * symbolic tensor it is symbolic; whether there is one is found by a call on zeros. Keras: `tensor._keras_mask`.
 * @throws Error for anything but a tensor or a symbolic tensor
 * @example
 * const embedding = layers.embedding({ inputDim: 10, outputDim: 2, maskZero: true });
 * utils.getKerasMask(embedding.apply(tf.tensor2d([[3, 1, 0]], [1, 3], 'int32'))) // [[true, true, false]]
 */
export function getKerasMask(tensor: tf.Tensor): tf.Tensor | null;
export function getKerasMask(tensor: tf.SymbolicTensor): tf.SymbolicTensor | null;
export function getKerasMask(tensor: tf.Tensor | tf.SymbolicTensor): tf.Tensor | tf.SymbolicTensor | null {
  if (tensor instanceof tf.Tensor) return maskOf(tensor);
  if ((tensor as unknown) instanceof SymbolicTensor) return symbolicMask(inside(tensor as tf.SymbolicTensor));
  throw new Error(
    `utils.getKerasMask: expected a tensor that a layer gave. Received: ${received(tensor)}. ` +
      'Call the layer on a tensor first.',
  );
}

/** Gives the mask of what it is called on. */
class MaskOf extends Layer {
  readonly #rank: number;

  constructor(rank: number) {
    super();
    this.#rank = rank;
  }

  override call(input: tf.Tensor, { mask }: CallOptions): tf.Tensor {
    return mask instanceof tf.Tensor
      ? tf.cast(mask, 'bool')
      : tf.ones(input.shape.slice(0, this.#rank), 'bool');
  }

  override outputSpecs(input: SymbolicTensor): SymbolicTensor {
    return new SymbolicTensor(input.shape.slice(0, this.#rank), 'bool');
  }
}

function symbolicMask(tensor: SymbolicTensor): tf.SymbolicTensor | null {
  const rank = maskRank(tensor);
  return rank === null ? null : publicly<tf.SymbolicTensor>([new MaskOf(rank).apply(tensor)].flat()[0]!);
}

/** How many axes the mask has; null where zeros come out without one. */
function maskRank(tensor: SymbolicTensor): number | null {
  const inputs = sourceInputs(tensor);
  const network = new Network({ inputs, outputs: [tensor] });
  const zeros = inputs.map(({ shape, dtype }) =>
    tf.zeros(
      shape.map((size, axis) => size ?? (axis === 0 ? 2 : 8)),
      dtype as 'float32',
    ),
  );
  const output = network.invoke(zeros, {});
  const rank = maskOf([output].flat()[0]!)?.rank ?? null;
  tf.dispose([zeros, output]);
  return rank;
}
