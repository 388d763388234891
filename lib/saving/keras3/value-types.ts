// Keras' types of numbers, and ours: all floats are float32 here, all whole numbers int32.
import { type DTypePolicyName, isPolicyName } from '../../core/dtype-policy.js';
import { quantizedType, refusalOf } from '../../core/quantization.js';
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

/** A layer's type, which may be a policy, or say that its weights are quantized. */
export function layerTypeFromKeras(
  value: Json | undefined,
): tf.DataType | typeof quantizedType | DTypePolicyName {
  const policy = quantizedPolicy(value ?? null);
  const name = nameOf(value ?? 'float32');
  if (isPolicyName(name)) return name;
  if (!policy) return typeFromKeras(value);
  const [mode, source] = policy;
  if (mode !== 'int8')
    throw new Error(`it is quantized in a way that is not available here: ${refusalOf(mode)}`);
  const computed = typeFromKeras(source);
  if (computed === 'float32') return quantizedType;
  throw new Error(`it is quantized from '${source}', which is not available here: all floats are float32`);
}

/** How, and from which type. */
function quantizedPolicy(value: Json): [mode: string, source: string] | undefined {
  if (typeof value === 'string') {
    const [, mode, source] = /^((?:int8|int4|float8|gptq|awq)(?:\/[^_]*)?)_from_(.+)$/.exec(value) ?? [];
    return mode && source ? [mode, source] : undefined;
  }
  if (!isKerasObject(value)) return undefined;
  const { mode, source_name, name } = value.config;
  if (typeof mode === 'string') return [mode, String(source_name ?? 'float32')];
  return typeof name === 'string' ? quantizedPolicy(name) : undefined;
}

/** Keras 3 writes policies, with a name; `mixed_float16` is one. */
function nameOf(value: Json): string {
  if (typeof value === 'string') return value;
  return isKerasObject(value) ? String(value.config.name ?? value.class_name) : String(value);
}
