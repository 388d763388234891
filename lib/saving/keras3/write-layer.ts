// From a layer to its class and settings in Keras' form.
import type { InputLayer } from '../../core/input-layer.js';
import { Layer } from '../../core/layer.js';
import { toSnakeCase } from '../../core/names.js';
import { registeredName } from '../../core/registered-objects.js';
import { layerClassNames } from '../../core/registry.js';
import { isSerialized, type SerializedObject } from '../../core/serializable.js';
import { isPlainObject } from '../../core/structure.js';
import { type Json, type JsonObject, kerasObject } from './keras-object.js';
import { plainTexts } from './plain-texts.js';

/** Writes a layer that stands within another's settings; models among them are written by another part. */
export type WriteLayer = (layer: Layer) => JsonObject;

export function layerToKeras(layer: Layer, write: WriteLayer): JsonObject {
  refuseQuantizedWithin(layer);
  const className = layer.getClassName();
  const config = settingsToKeras(layer, write);
  const { kerasModule }: { kerasModule?: string } = layer.constructor as object;
  if (kerasModule) return kerasObject(kerasModule, className, config, className);
  if (layerClassNames().includes(className)) return kerasObject('keras.layers', className, config);
  const known = registeredName(layer.constructor) ?? `Custom>${className}`;
  return kerasObject(null, className, config, known);
}

/** Layers that these make themselves stand nowhere in a file, so that Keras makes them anew in floats. */
function refuseQuantizedWithin(layer: Layer): void {
  if (!['MultiHeadAttention', 'GroupQueryAttention'].includes(layer.getClassName())) return;
  if (!layer.innerLayers().some(({ quantizationMode }) => quantizationMode !== null)) return;
  throw new Error(
    `A file cannot say that the layers within '${layer.name}' (${layer.getClassName()}) are quantized, so that nobody could read it. ` +
      'Leave them out of model.quantize by its filters, or save the model before.',
  );
}

export function inputToKeras({ batchInputShape, dtype, name }: InputLayer): JsonObject {
  return kerasObject('keras.layers', 'InputLayer', {
    batch_shape: batchInputShape as Json,
    dtype,
    sparse: false,
    ragged: false,
    name,
  });
}

/** Settings here that Keras does not know. */
const oursOnly = ['batch_input_shape', 'implementation', 'input_dtype'];

/** Settings that Keras does not take any more, whose absence says false. */
const gone = ['rms_scaling'];

/** Settings that a class there does not take, against its own base class. */
const refused: Readonly<Record<string, readonly string[]>> = {
  SpatialDropout1D: ['trainable'],
  SpatialDropout2D: ['trainable'],
  SpatialDropout3D: ['trainable'],
};

const settingsToKeras = (layer: Layer, write: WriteLayer): JsonObject =>
  configToKeras(layer.getClassName(), layer.getConfig(), (name) => inner(Reflect.get(layer, name), write));

/** @param live what stands for a setting that holds layers themselves; undefined for any other */
function configToKeras(
  className: string,
  settings: Readonly<Record<string, unknown>>,
  live: (name: string) => Json | undefined = () => undefined,
): JsonObject {
  const isKnown = layerClassNames().includes(className);
  const config: JsonObject = {};
  for (const [name, value] of Object.entries(settings)) {
    const key = toSnakeCase(name);
    if (value === undefined || oursOnly.includes(key) || refused[className]?.includes(key)) continue;
    if (gone.includes(key) && value === false) continue;
    if (key === 'dtype' && typeof value === 'string') config[key] = typeToKeras(value);
    else config[key] = live(name) ?? valueToKeras(key, value, isKnown);
  }
  return config;
}

/** A layer's type; a policy that mixes types as the object that Keras writes. */
export const typeToKeras = (dtype: string): Json =>
  dtype.startsWith('mixed_') ? kerasObject('keras', 'DTypePolicy', { name: dtype }) : dtype;

/** Layers within the settings: alone, in a list, or in an activation's place. */
function inner(value: unknown, write: WriteLayer): Json | undefined {
  if (value instanceof Layer) return write(value);
  if (Array.isArray(value) && value[0] instanceof Layer) return value.map(write);
  const isActivation = isPlainObject(value) && 'apply' in value && value.layer instanceof Layer;
  return isActivation ? write(value.layer as Layer) : undefined;
}

/** @param isKnown false for a user's own class, whose texts stay as they are */
function valueToKeras(key: string, value: unknown, isKnown: boolean): Json {
  if (isSerialized(value)) return objectToKeras(key, value);
  if (typeof value === 'function') return functionToKeras(key, value);
  if (Array.isArray(value)) return value.map((item) => valueToKeras(key, item, isKnown));
  if (typeof value === 'string' && isKnown && !plainTexts.has(key)) return toSnakeCase(value);
  return (value ?? null) as Json;
}

/** A function that was made known goes by its name. */
function functionToKeras(key: string, given: object): Json {
  const name = registeredName(given);
  if (name !== undefined)
    return { ...kerasObject('builtins', 'function', name as never), registered_name: name };
  throw new Error(
    `A file cannot hold the function that a layer has as '${key}'. Make it known: saving.registerKerasSerializable()(yourFunction), or extend layers.Layer.`,
  );
}

/** An initializer, regularizer or constraint; else a layer, which is copied from its settings. */
function objectToKeras(key: string, { className, config }: SerializedObject): Json {
  const kind = /(initializer|regularizer|constraint)$/.exec(key)?.[1];
  if (kind === undefined) return kerasObject('keras.layers', className, configToKeras(className, config));
  const settings = Object.entries(config).map(([name, value]) => [
    toSnakeCase(name),
    valueToKeras(name, value ?? null, true),
  ]);
  return kerasObject(`keras.${kind}s`, className, Object.fromEntries(settings));
}
