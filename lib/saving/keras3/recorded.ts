// Keras' files say of each tensor what type it has. Where an operation of ours gave another, what follows would be
// computed otherwise: that is refused.
import type { SymbolicTensor } from '../../core/symbolic-tensor.js';
import { TensorOperation } from '../../operations/tensor-operation.js';
import { isKerasObject, isObject, type Json } from './keras-object.js';
import { type CallData, type Place, placeFrom } from './read-calls.js';
import { typeFromKeras } from './value-types.js';

/** Throws where a call is given something else than in Keras. */
export function checkRecorded({ args, kwargs }: CallData, find: (place: Place) => SymbolicTensor): void {
  visit([args, kwargs], (place, dtype) => {
    const tensor = find(place);
    if (!(tensor.operation instanceof TensorOperation) || dtype === undefined) return;
    const expected = typeFromKeras(dtype);
    if (tensor.dtype === expected) return;
    throw new Error(
      `its operation '${place[0]}' gives ${expected} in Keras, but ${tensor.dtype} here, so that it is not read`,
    );
  });
}

function visit(value: Json, see: (place: Place, dtype: Json | undefined) => void): void {
  if (isKerasObject(value) && value.class_name === '__keras_tensor__')
    see(placeFrom(value.config.keras_history), value.config.dtype);
  else if (Array.isArray(value)) for (const item of value) visit(item, see);
  else if (isObject(value)) for (const item of Object.values(value)) visit(item, see);
}
