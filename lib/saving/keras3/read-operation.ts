// Operations that stand in a model's graph by themselves: arithmetic, and masks that Keras recorded.
import { toCamelCase } from '../../core/names.js';
import { recipeOf } from '../../operations/recipes.js';
import { TensorOperation } from '../../operations/tensor-operation.js';
import type { JsonObject, KerasObject } from './keras-object.js';
import { typeFromKeras } from './value-types.js';

export function readOperation({ class_name, config }: JsonObject & KerasObject): TensorOperation {
  const { name, ...given } = config;
  const recipe = recipeOf(class_name);
  if (!recipe) throw new Error(`its '${name}' is the operation ${class_name}, which is not available here`);
  // A setting that says nothing is one that our recipe may lack.
  const said = Object.entries(given).filter(
    ([key, value]) => value !== null || toCamelCase(key) in recipe.settings,
  );
  const settings = said.map(([key, value]) => [
    toCamelCase(key),
    key === 'dtype' && value !== null ? typeFromKeras(value) : value,
  ]);
  return new TensorOperation(class_name, Object.fromEntries(settings), String(name));
}
