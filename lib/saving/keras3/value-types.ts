// Keras' types of numbers, and ours: all floats are float32 here, all whole numbers int32.
import type { tf } from '../../tf.js';
import { isKerasObject, type Json } from './keras-object.js';

const types: Readonly<Record<string, tf.DataType>> = {
  bfloat16: 'float32',
  bool: 'bool',
  complex64: 'complex64',
  float16: 'float32',
  float32: 'float32',
  int16: 'int32',
  int32: 'int32',
  int64: 'int32',
  int8: 'int32',
  mixed_bfloat16: 'float32',
  mixed_float16: 'float32',
  string: 'string',
  uint16: 'int32',
  uint32: 'int32',
  uint8: 'int32',
};

/** The type that a name, or a policy, stands for. */
export function typeFromKeras(value: Json | undefined): tf.DataType {
  const name = nameOf(value ?? 'float32');
  const type = types[name];
  if (type) return type;
  throw new Error(`it computes in '${name}', which is not available here: all floats are float32`);
}

/** Keras 3 writes policies, with a name; `mixed_float16` is one. */
function nameOf(value: Json): string {
  if (typeof value === 'string') return value;
  return isKerasObject(value) ? String(value.config.name ?? value.class_name) : String(value);
}
