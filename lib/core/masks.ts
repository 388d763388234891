// Which steps of a sequence count. A layer that makes a mask, or passes one on, leaves it on its output, where the
// next layer finds it; the loss finds it on the model's output.
import { tf } from '../tf.js';
import { leavesOf } from './structure.js';

/** True where a step counts; null: all of them do. */
export type Mask = tf.Tensor | null;
/** One mask, or one for each input. */
export type Masks = Mask | Mask[];

const masks = new WeakMap<tf.Tensor, tf.Tensor>();

/** The mask that came with a tensor. */
export function maskOf(tensor: tf.Tensor): Mask {
  return masks.get(tensor) ?? null;
}

/** Leaves a mask on a tensor. */
export function setMask(tensor: tf.Tensor, mask: Mask): void {
  if (mask) masks.set(tensor, mask);
}

/** Takes the mask off a tensor. */
export function removeMask(tensor: tf.Tensor): void {
  masks.delete(tensor);
}

/** The masks of a call's inputs: one, or a list where a list of inputs was given. */
export function masksOf(inputs: unknown): Masks {
  if (inputs instanceof tf.Tensor) return maskOf(inputs);
  return leavesOf(inputs).map((leaf) => (leaf instanceof tf.Tensor ? maskOf(leaf) : null));
}

/** Whether any mask is there. */
export function isMasked(given: Masks | undefined): boolean {
  return [given].flat().some((mask) => mask != null);
}

/** The one mask, or that of the first input. */
export function firstMask(given: Masks | undefined): Mask {
  return [given].flat()[0] ?? null;
}
