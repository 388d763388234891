// From Keras' configuration of a model, version 2 or 3, to the one that tfjs reads.
import { tf } from '../../tf.js';
import { isKerasObject, isObject, type Json, type JsonObject, type KerasObject } from './keras-object.js';

/** Class and configuration for tfjs, from `config.json` or an `.h5` file's `model_config`. */
export function modelFromKeras(given: JsonObject): JsonObject {
  if (!isKerasObject(given)) throw new Error('it holds no model configuration');
  return model(given);
}

function model({ class_name, config }: KerasObject): JsonObject {
  if (class_name === 'Sequential') return { class_name, config: sequential(config) };
  if (class_name === 'Functional' || class_name === 'Model')
    return { class_name: 'Model', config: functional(config) };
  throw new Error(`its model is of the class '${class_name}', which only its own Python code can build`);
}

function sequential(config: JsonObject): JsonObject {
  const layers = (Array.isArray(config) ? config : config.layers) as Json[];
  const read = layers.map((entry) => layer(entry as JsonObject & KerasObject));
  const first = read[0]?.config as JsonObject | undefined;
  // A model without an InputLayer says its shape elsewhere.
  if (first && first.batch_input_shape === undefined && config.build_input_shape) {
    first.batch_input_shape = config.build_input_shape;
  }
  return { name: config.name ?? 'sequential', layers: read };
}

function functional(config: JsonObject): JsonObject {
  const entries = config.layers as (JsonObject & KerasObject)[];
  const shift = nodeShift(entries);
  const layers = entries.map((entry) => ({
    ...layer(entry),
    name: entry.name ?? entry.config.name!,
    inbound_nodes: ((entry.inbound_nodes ?? []) as Json[]).map((node) =>
      (inboundNode(node) as Json[]).map(shift),
    ),
  }));
  return {
    name: config.name ?? 'model',
    layers,
    input_layers: places(config.input_layers!).map(shift),
    output_layers: places(config.output_layers!).map(shift),
  };
}

/**
 * A model within a model: its own making counts as its first call for tfjs and Keras 2, not for Keras 3. So the
 * numbers of its calls in a Keras 3 file are one too small.
 */
function nodeShift(entries: (JsonObject & KerasObject)[]): (place: Json) => Json {
  const fromKeras3 = entries.some(({ inbound_nodes: nodes }) => Array.isArray(nodes) && isObject(nodes[0]));
  const models = new Set(
    entries.filter(({ class_name }) => isModel(class_name)).map(({ name, config }) => name ?? config.name),
  );
  return (place) => {
    if (!fromKeras3 || !Array.isArray(place) || !models.has(place[0]!)) return place;
    const [name, node, ...rest] = place;
    return [name!, (node as number) + 1, ...rest];
  };
}

const isModel = (className: string): boolean => ['Sequential', 'Functional', 'Model'].includes(className);

/** One place, a list of places, or places by name. */
function places(given: Json): Json[] {
  if (isObject(given)) return Object.values(given);
  return Array.isArray(given) && typeof given[0] !== 'string' ? given : [given];
}

/** Keras 2: [[layer, node, tensor, {}], …]. Keras 3: tensors within args, which say where they come from. */
function inboundNode(node: Json): Json {
  if (Array.isArray(node)) return typeof node[0] === 'string' ? [node] : node;
  const found: Json[] = [];
  collectTensors((node as JsonObject).args ?? null, found);
  collectTensors((node as JsonObject).kwargs ?? null, found);
  return found;
}

function collectTensors(value: Json, found: Json[]): void {
  if (isKerasObject(value) && value.class_name === '__keras_tensor__') {
    found.push([...(value.config.keras_history as Json[]), {}]);
  } else if (Array.isArray(value)) {
    for (const item of value) collectTensors(item, found);
  } else if (isObject(value)) {
    for (const item of Object.values(value)) collectTensors(item, found);
  }
}

function layer(entry: JsonObject & KerasObject): JsonObject {
  const { class_name } = entry;
  if (isModel(class_name)) return model(entry);
  checkLayer(entry);
  const config = settings(class_name, entry.config);
  if (isKerasObject(config.layer)) config.layer = layer(config.layer);
  delete config.backward_layer; // a mirror of the forward one
  return { class_name, config };
}

function checkLayer({ class_name, config }: KerasObject): void {
  if (!(class_name in tf.serialization.SerializationMap.getMap().classNameMap)) {
    throw new Error(
      `its layer '${config.name}' is of the class '${class_name}', which is not known here. ` +
        'A class of your own must be made known first: tf.serialization.registerClass(YourLayer)',
    );
  }
  const grouped = /Conv/.test(class_name) && typeof config.groups === 'number' && config.groups !== 1;
  if (grouped) throw new Error(`its layer '${config.name}' has groups=${config.groups}; only 1 can be read`);
}

function settings(className: string, given: JsonObject): JsonObject {
  const config: JsonObject = {};
  for (const [key, value] of Object.entries(given)) config[key] = setting(key, value);
  if (given.batch_shape !== undefined) config.batch_input_shape = given.batch_shape;
  if (className === 'LeakyReLU' && given.negative_slope !== undefined) config.alpha = given.negative_slope;
  // Keras 2 writes the axis of batch normalization as a list.
  if (className === 'BatchNormalization' && Array.isArray(given.axis)) config.axis = given.axis[0]!;
  for (const key of ['batch_shape', 'ragged', 'optional', 'quantization_config']) delete config[key];
  if (/^(Separable|Depthwise)/.test(className)) {
    for (const what of ['initializer', 'regularizer', 'constraint']) delete config[`kernel_${what}`];
  }
  return config;
}

function setting(key: string, value: Json): Json {
  if (key === 'dtype')
    return 'float32' === dtypeName(value) || dtypeName(value).includes('float')
      ? 'float32'
      : dtypeName(value);
  if (!isKerasObject(value)) return value;
  if (/activation$/.test(key)) return activation(value);
  if (/regularizer$/.test(key)) return regularizer(value);
  if (/(initializer|constraint)$/.test(key))
    return { class_name: value.class_name, config: plain(value.config) };
  return value;
}

/** Keras 3 writes policies, `mixed_float16` among them; all floats are float32 here. */
function dtypeName(value: Json): string {
  if (typeof value === 'string') return value;
  return isKerasObject(value) ? String(value.config.name) : 'float32';
}

function activation({ class_name, config }: JsonObject & KerasObject): Json {
  if (class_name === 'function') return config as unknown as string;
  return class_name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
}

function regularizer({ class_name, config }: KerasObject): JsonObject {
  if (class_name === 'L1') return { class_name: 'L1L2', config: { l1: config.l1!, l2: 0 } };
  if (class_name === 'L2') return { class_name: 'L1L2', config: { l1: 0, l2: config.l2! } };
  return { class_name, config: plain(config) };
}

function plain(config: JsonObject): JsonObject {
  const { input_axes: _in, output_axes: _out, dtype: _dtype, ...rest } = config;
  return rest;
}
