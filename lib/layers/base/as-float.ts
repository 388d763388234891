// Layers compute with float32, as Keras does by default; whole numbers and booleans become floats.
import { tf } from '../../tf.js';

/** The same numbers as float32. */
export const asFloat = (x: tf.Tensor): tf.Tensor => (x.dtype === 'float32' ? x : tf.cast(x, 'float32'));
