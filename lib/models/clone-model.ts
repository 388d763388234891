// A model from another's description, or from one as text: the same layers, with weights of its own.

import { networkOf } from '../core/network.js';
import { parseJson } from '../core/parse-json.js';
import { publicly } from '../core/public-types.js';
import { buildModel } from '../saving/keras3/build-model.js';
import { toPythonJson } from '../saving/keras3/python-json.js';
import { modelToKeras } from '../saving/keras3/write-model.js';
import type { Model as AnyModel } from '../training/model.js';
import './sequential.js'; // makes its class known

/**
 * A model of the same layers with new weights, not compiled. Keras: `clone_model`.
 * @example cloneModel(sequential([layers.dense({ units: 2, inputShape: [4] })])).countParams() // 10
 */
export function cloneModel(model: AnyModel): AnyModel {
  const network = networkOf(model);
  if (network.isOwn)
    throw new Error(
      `cloneModel: '${network.name}' is of a class of your own, whose code no description holds. Make another: new ${network.getClassName()}(…).`,
    );
  return modelFromJson(modelToJson(model));
}

/**
 * The description of a model as Keras' JSON: its layers and how they are connected, without weights. Keras:
 * `model.to_json()`.
 * @example modelToJson(sequential([layers.dense({ units: 2, inputShape: [4] })])).length
 */
export const modelToJson = (model: AnyModel): string => toPythonJson(modelToKeras(networkOf(model)));

/**
 * The model that Keras' JSON describes, with new weights. Keras: `model_from_json`.
 * @example
 * const text = modelToJson(sequential([layers.dense({ units: 2, inputShape: [4] })]));
 * modelFromJson(text).countParams() // 10
 */
export function modelFromJson(jsonString: string): AnyModel {
  try {
    return publicly(buildModel(parseJson(jsonString, 'the text')));
  } catch (error) {
    throw new Error(`modelFromJson: no model can be made of this text: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}
