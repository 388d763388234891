// From a configuration to a model, its weights still fresh.
import '../../layers/layers.js'; // makes all layers known by name
import { tf } from '../../tf.js';
import { type CompileArgs, compile } from '../compile.js';
import { compileFromKeras } from './compile-in.js';
import { modelFromKeras } from './config-in.js';
import { isObject, type JsonObject } from './keras-object.js';

export async function buildModel(config: JsonObject): Promise<tf.LayersModel> {
  const topology = modelFromKeras(config);
  const model = await tf.models.modelFromJSON(topology as never);
  if (model instanceof tf.Sequential && !model.built) model.build();
  return model;
}

/** Compiles as the file says; a file that says nothing, or what only Python can do, leaves the model uncompiled. */
export function compileAsStored(model: tf.LayersModel, given: unknown, path: string): boolean {
  if (!isObject(given)) return false;
  let args: CompileArgs;
  try {
    args = compileFromKeras(given);
  } catch (error) {
    console.warn(`loadModel: ${path} is loaded but not compiled: ${(error as Error).message}`);
    return false;
  }
  compile(model, args);
  return true;
}
