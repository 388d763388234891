// loadModel: a model from a file, whatever its format.
import { loadModel as load } from '../saving/load-model.js';
import type { Model as AnyModel } from '../training/model.js';
import { Model } from './model.js';
import './sequential.js'; // makes its class known

/**
 * Loads a model: `.keras` and `.h5` files of Keras or of `model.save`, and TensorFlow.js' `model.json`.
 * @param options.compile compiles as the file says, with the optimizer's state. Default true.
 * @example
 * await model.save('best_boston.h5');
 * const same = await loadModel('best_boston.h5');
 */
export async function loadModel(path: string, options: { compile?: boolean } = {}): Promise<AnyModel> {
  const loaded = await load(path, options);
  if (loaded instanceof Model) return loaded;
  throw new Error(`loadModel: ${path} holds a layer of the class ${loaded.getClassName()}, not a model.`);
}
