// From tfjs' configuration of a model to Keras 3's.
import { toSnakeCase } from '../../names.js';
import { tf } from '../../tf.js';
import { type CallOfLayer, callNumber, callsOf } from '../layers-of.js';
import { type Json, type JsonObject, kerasObject } from './keras-object.js';

type Settings = Record<string, unknown>;
interface TfjsObject {
  className: string;
  config: Settings;
}

/** A model's class and configuration, as `config.json` of a `.keras` file holds it. */
export function modelToKeras(model: tf.LayersModel): JsonObject {
  return model instanceof tf.Sequential ? sequentialToKeras(model) : functionalToKeras(model);
}

function sequentialToKeras(model: tf.Sequential): JsonObject {
  const inputShape = model.inputs[0]!.shape as Json;
  const input = kerasObject('keras.layers', 'InputLayer', {
    batch_shape: inputShape,
    dtype: model.inputs[0]!.dtype,
    name: `${model.name}_input`,
  });
  const layers = [input, ...model.layers.map(layerToKeras)];
  const config = { name: model.name, trainable: true, dtype: 'float32', layers };
  return kerasObject('keras', 'Sequential', { ...config, build_input_shape: inputShape });
}

function functionalToKeras(model: tf.LayersModel): JsonObject {
  const layers = model.layers.map((layer) => {
    const calls = callsOf(model, layer).filter((call) => call.inboundLayers.length > 0);
    return {
      ...layerToKeras(layer),
      name: layer.name,
      inbound_nodes: calls.map((call) => callToKeras(model, layer.getClassName(), call)),
    };
  });
  const config = {
    name: model.name,
    trainable: true,
    layers,
    input_layers: model.inputs.map((tensor) => placeOf(model, tensor)),
    output_layers: model.outputs.map((tensor) => placeOf(model, tensor)),
  };
  return kerasObject('keras.src.models.functional', 'Functional', config);
}

/** Layer, which of its calls in this model, which of its outputs. */
function placeOf(model: tf.LayersModel, tensor: tf.SymbolicTensor): Json {
  const layer = tensor.sourceLayer as tf.layers.Layer;
  return [layer.name, callNumber(model, layer, tensor.nodeIndex), tensor.tensorIndex];
}

/** Called there with one argument an input, not with a list of them. */
const apart = ['MultiHeadAttention'];

function callToKeras(model: tf.LayersModel, className: string, call: CallOfLayer): JsonObject {
  const tensors = call.inputTensors.map(
    (tensor, i): JsonObject => ({
      class_name: '__keras_tensor__',
      config: {
        shape: tensor.shape as Json,
        dtype: tensor.dtype,
        keras_history: [
          call.inboundLayers[i]!.name,
          callNumber(model, call.inboundLayers[i]!, call.nodeIndices[i]!),
          call.tensorIndices[i]!,
        ],
      },
    }),
  );
  return { args: apart.includes(className) || tensors.length === 1 ? tensors : [tensors], kwargs: {} };
}

export function layerToKeras(layer: tf.layers.Layer): JsonObject {
  const className = layer.getClassName();
  if (layer instanceof tf.LayersModel) return modelToKeras(layer);
  if (className === 'InputLayer') return inputToKeras(layer);
  const config = settingsToKeras(className, layer.getConfig() as Settings);
  const inner = layer as unknown as { layer?: tf.layers.Layer; forwardLayer?: tf.layers.Layer };
  const wrapped = inner.layer ?? inner.forwardLayer;
  if (wrapped) config.layer = layerToKeras(wrapped);
  return kerasObject('keras.layers', className, config);
}

function inputToKeras(layer: tf.layers.Layer): JsonObject {
  const { batchInputShape, dtype } = layer as unknown as { batchInputShape: Json; dtype: string };
  return kerasObject('keras.layers', 'InputLayer', { batch_shape: batchInputShape, dtype, name: layer.name });
}

/** Settings of tfjs that Keras does not know. */
const unknownToKeras = [
  'batch_input_shape',
  'input_dtype',
  'input_length',
  'rank',
  'cell',
  'num_constants',
  'fast_weight_init',
];

/** Settings that a class there does not take, against its own base class. */
const refused: Record<string, string[]> = {
  SpatialDropout1D: ['trainable'],
  SpatialDropout2D: ['trainable'],
  SpatialDropout3D: ['trainable'],
};

/** Settings with another name there, by class. */
const renamed: Record<string, Record<string, string>> = {
  LeakyReLU: { alpha: 'negative_slope' },
};

function settingsToKeras(className: string, settings: Settings): JsonObject {
  const config: JsonObject = {};
  for (const [name, value] of Object.entries(settings)) {
    const key = renamed[className]?.[name] ?? toSnakeCase(name);
    const known = !unknownToKeras.includes(key) && !refused[className]?.includes(key);
    if (known && value !== undefined) config[key] = valueToKeras(key, value);
  }
  return config;
}

function valueToKeras(key: string, value: unknown): Json {
  if (isTfjsObject(value)) return objectToKeras(key, value);
  if (typeof value === 'string' && key !== 'name') return toSnakeCase(value);
  return value as Json;
}

function isTfjsObject(value: unknown): value is TfjsObject {
  return typeof value === 'object' && value !== null && 'className' in value;
}

function objectToKeras(key: string, { className, config }: TfjsObject): Json {
  const kind = /(initializer|regularizer|constraint)$/.exec(key)?.[1];
  if (kind === undefined) return toSnakeCase(className);
  const settings = Object.entries(config)
    .filter(([name]) => !/^has[A-Z]/.test(name))
    .map(([name, value]) => [toSnakeCase(name), valueToKeras(name, value ?? null)]);
  return kerasObject(`keras.${kind}s`, className, Object.fromEntries(settings));
}
