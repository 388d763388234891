// `model.stopTraining`: how a callback ends a fit.
import type { tf } from '../tf.js';
import { internals } from './internals.js';

export function setStop(model: tf.LayersModel, stop: boolean): void {
  const inner = internals(model);
  inner.stopTraining_ = stop;
  if (inner.model) inner.model.stopTraining_ = stop;
}

/** A callback sets it on the model; tfjs' sequential models hand it to the one inside. */
export function mustStop(model: tf.LayersModel): boolean {
  const inner = internals(model);
  return inner.stopTraining_ || (inner.model?.stopTraining_ ?? false);
}
