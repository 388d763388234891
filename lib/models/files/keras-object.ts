// How Keras writes an object down: its class and the arguments that make it again.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface KerasObject {
  class_name: string;
  config: JsonObject;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isKerasObject(value: unknown): value is JsonObject & KerasObject {
  return isObject(value) && typeof value.class_name === 'string' && 'config' in value;
}

/** Keras 3's form: with the module where the class is found. */
export function kerasObject(module: string, className: string, config: JsonObject): JsonObject {
  return { module, class_name: className, config, registered_name: null };
}
