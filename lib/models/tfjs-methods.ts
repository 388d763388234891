// tfjs' own methods, as they were before ours took their names.
import { tf } from '../tf.js';

type Save = typeof tf.LayersModel.prototype.save;

const originalSave: Save = tf.LayersModel.prototype.save;

export function tfjsSave(model: tf.LayersModel, ...args: Parameters<Save>): ReturnType<Save> {
  return originalSave.apply(model, args);
}
