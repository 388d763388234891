// tfjs keeps some base classes to itself; an instance leads to them. Our activations, initializers and
// regularizers extend these, so that tfjs' layers take them.
import { tf } from '../tf.js';

type Class<T> = abstract new () => T;

function baseOf<T>(instance: object): Class<T> {
  const own = Object.getPrototypeOf(instance) as object;
  return (Object.getPrototypeOf(own) as { constructor: Class<T> }).constructor;
}

interface ActivationBase extends tf.serialization.Serializable {
  apply(x: tf.Tensor, axis?: number): tf.Tensor;
}
interface InitializerBase extends tf.serialization.Serializable {
  apply(shape: number[], dtype?: tf.DataType): tf.Tensor;
}
interface RegularizerBase extends tf.serialization.Serializable {
  apply(x: tf.Tensor): tf.Scalar;
}

const activationLayer = tf.layers.activation({ activation: 'relu' }) as unknown as { activation: object };

/** Base of activation functions. */
export const Activation = baseOf<ActivationBase>(activationLayer.activation);
/** Base of initializers. */
export const Initializer = baseOf<InitializerBase>(tf.initializers.zeros());
/** Base of regularizers. */
export const Regularizer = baseOf<RegularizerBase>(tf.regularizers.l1l2());

/** Lets tfjs find a class by its `className` when it reads a model. */
export function register(defined: object): void {
  tf.serialization.registerClass(
    defined as tf.serialization.SerializableConstructor<tf.serialization.Serializable>,
  );
}
