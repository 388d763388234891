// Between the core's classes and the types by which users know them: those are generic, or have other overloads, where a
// class has one form for all. This is the one place that takes one for the other.
import type { tf } from '../tf.js';
import type { Layer } from './layer.js';
import type { SymbolicTensor } from './symbolic-tensor.js';

/** A layer, a model or symbolic tensors of the core, by the type that users see. */
export const publicly = <T>(inner: Layer | SymbolicTensor | readonly SymbolicTensor[]): T =>
  inner as unknown as T;

/** A symbolic tensor that a user gave, as the core knows it. */
export const inside = (given: tf.SymbolicTensor): SymbolicTensor => given as unknown as SymbolicTensor;
