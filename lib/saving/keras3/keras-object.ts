// How Keras writes an object down: its class and the arguments that make it again.

/** The version of Keras whose files we write. */
export const kerasVersion = '3.15.1';

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
export function kerasObject(
  module: string | null,
  className: string,
  config: JsonObject,
  registeredName: string | null = null,
): JsonObject & KerasObject {
  return { module, class_name: className, config, registered_name: registeredName };
}

/** Classes of models, under all names that they have had. */
export const isModelClass = (className: string): boolean =>
  ['Functional', 'Model', 'Sequential'].includes(className);
