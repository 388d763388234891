// From a layer's settings in a Keras file to the options of our layer. What we would not compute is refused by name.
import { type Activation, toActivation } from '../../activations/activations.js';
import { dtypePolicy } from '../../core/dtype-policy.js';
import type { Layer } from '../../core/layer.js';
import { toCamelCase } from '../../core/names.js';
import { type Aliases, commonOptions, type OptionTable } from '../../core/options.js';
import type { LayerClass } from '../../core/registry.js';
import { isKerasObject, isObject, type Json, type JsonObject, type KerasObject } from './keras-object.js';
import { plainTexts } from './plain-texts.js';
import { layerTypeFromKeras } from './value-types.js';

/** Makes a layer that stands within another's settings, under a key. */
export type ReadLayer = (entry: JsonObject & KerasObject, key: string) => Layer;

/** Settings that change no numbers here, whatever they are. */
const withoutEffect = new Set([
  'autocast',
  'bounding_box_format',
  'build_config',
  'fast_weight_init',
  'flash_attention',
  'force_generator',
  'implementation',
  'input_length',
  'num_constants',
  'rank',
  'registered_name',
  'seed',
  'unroll',
  'use_cudnn',
]);

/** Values that say no more than the absence of a setting. */
const neutral: Readonly<Record<string, (value: Json) => boolean>> = {
  data_format: (value) => value === 'channels_last',
  dilation_rate: (value) => [value].flat().every((rate) => rate === 1),
  groups: (value) => value === 1,
};

/** The options for the constructor of `layerClass`. @param read makes layers within the settings */
export function optionsFromKeras(
  { class_name, config }: KerasObject,
  layerClass: LayerClass,
  read: ReadLayer,
): Record<string, unknown> {
  const known = tableOf(layerClass);
  const options: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) {
    const name = optionName(key);
    if (key === 'quantization_config') checkQuantizers(value);
    else if (name === 'dtype') Object.assign(options, typeOption(value));
    else if (known === undefined) options[name] = ownValue(key, value, read);
    else if (known.has(name)) options[name] = optionFromKeras(key, value, read);
    else if (!saysNothing(key, value) && !isLeftOver({ class_name, config }, key))
      throw new Error(
        `its layer '${config.name}' (${class_name}) has ${key}=${short(value)}, which is not available here`,
      );
  }
  return options;
}

function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Options that a class takes beside its table. */
const besides: Readonly<Record<string, readonly string[]>> = {
  EinsumDense: ['outputShape'],
  Lambda: ['outputShape'],
  MultiHeadAttention: ['outputShape', 'activityRegularizer'],
};

/** Names of all options; undefined for a user's own class, which takes what it wrote. */
function tableOf(layerClass: LayerClass): ReadonlySet<string> | undefined {
  const { options, aliases = {} }: { options?: OptionTable; aliases?: Aliases } = layerClass as object;
  const more = besides[layerClass.className] ?? [];
  return options && new Set([...Object.keys(options), ...Object.keys(aliases), ...commonOptions, ...more]);
}

function optionName(key: string): string {
  return key === 'batch_shape' ? 'batchInputShape' : toCamelCase(key);
}

const saysNothing = (key: string, value: Json): boolean =>
  value === null || value === false || withoutEffect.has(key) || (neutral[key]?.(value) ?? false);

/**
 * Keras 2 writes settings of a plain kernel with layers that have others; TensorFlow.js writes a cell's settings with
 * its layer's as well.
 */
function isLeftOver({ class_name, config }: KerasObject, key: string): boolean {
  if (/^(Separable|Depthwise)/.test(class_name))
    return /^kernel_(initializer|regularizer|constraint)$/.test(key);
  return isKerasObject(config.cell) && key in config.cell.config;
}

/** Throws for quantizers that are not those of `int8` by default. */
function checkQuantizers(value: Json): void {
  if (value === null) return;
  const settings =
    isKerasObject(value) && value.class_name === 'Int8QuantizationConfig' ? value.config : null;
  if (settings && areWeightsUsual(settings.weight_quantizer) && areInputsUsual(settings.activation_quantizer))
    return;
  throw new Error(
    `it has quantization_config=${short(value)}, which is not available here: expected Int8QuantizationConfig with Keras' default quantizers`,
  );
}

const areWeightsUsual = (quantizer: Json = null): boolean => quantizer === null || isUsual(quantizer);

/** None would leave them in floats. Their axis counts where a layer does not say one of its own. */
function areInputsUsual(quantizer: Json = null): boolean {
  if (quantizer === null || !isUsual(quantizer)) return false;
  const { axis = null } = (quantizer as JsonObject & KerasObject).config;
  return axis === null || [axis].flat().join() === '-1';
}

function isUsual(quantizer: Json): boolean {
  if (!isKerasObject(quantizer) || quantizer.class_name !== 'AbsMaxQuantizer') return false;
  const { value_range, epsilon, output_dtype } = quantizer.config;
  return [value_range].flat().join() === '-127,127' && epsilon === 1e-7 && output_dtype === 'int8';
}

function typeOption(value: Json): { dtype?: ReturnType<typeof layerTypeFromKeras> } {
  const dtype = layerTypeFromKeras(value);
  // Where a policy is set for all layers, one that is said to be of float32 stays so.
  return dtype === 'float32' && dtypePolicy().name === 'float32' ? {} : { dtype };
}

function optionFromKeras(key: string, value: Json, read: ReadLayer): unknown {
  if (/activation$/.test(key)) return activationFromKeras(key, value, read);
  if (key === 'seed' && isObject(value)) return null;
  // Keras 2 writes a single axis as a list.
  if (key === 'axis' && Array.isArray(value) && value.length === 1) return value[0];
  return valueFromKeras(key, value, read);
}

function valueFromKeras(key: string, value: Json, read: ReadLayer): unknown {
  if (Array.isArray(value)) return value.map((item) => valueFromKeras(key, item, read));
  if (typeof value === 'string') return plainTexts.has(key) ? value : toCamelCase(value);
  if (!isKerasObject(value)) return value;
  if (/(initializer|regularizer|constraint)$/.test(key)) return settingFromKeras(value);
  return objectFromKeras(key, value, read);
}

/** An initializer, regularizer or constraint. */
function settingFromKeras({ class_name, config }: KerasObject): unknown {
  if (class_name === 'function') return config;
  const { input_axes: _in, output_axes: _out, dtype: _dtype, ...rest } = config ?? {};
  const given = Object.entries(rest).map(([key, value]) => [
    toCamelCase(key),
    typeof value === 'string' ? toCamelCase(value) : value,
  ]);
  return { className: class_name, config: Object.fromEntries(given) };
}

function objectFromKeras(key: string, value: JsonObject & KerasObject, read: ReadLayer): unknown {
  const { class_name, config } = value;
  if (class_name === 'function') return config;
  if (class_name === '__numpy__' || class_name === '__tensor__') return config.value;
  refuseLambda(class_name);
  return read(value, key);
}

function refuseLambda(className: string): void {
  if (className === '__lambda__') throw new Error('it holds a Python lambda, which only Python can run');
}

/** A name; a layer that stands in an activation's place becomes one. */
function activationFromKeras(key: string, value: Json, read: ReadLayer): unknown {
  if (!isKerasObject(value)) return value;
  const { class_name, config } = value;
  refuseLambda(class_name);
  if (class_name === 'function') return toActivation(config).name;
  return layerAsActivation(read(value, key));
}

/** An activation that is a layer; files write the layer. */
export interface LayerActivation extends Activation {
  readonly layer: Layer;
}

function layerAsActivation(layer: Layer): LayerActivation {
  if (layer.getClassName() === 'PReLU')
    throw new Error(
      `its layer '${layer.name}' (PReLU) stands as another's activation, which is not available here for a layer with weights`,
    );
  return { name: layer.name, layer, apply: (x) => layer.apply(x) };
}

/** In a user's own settings texts stay as they are. */
function ownValue(key: string, value: Json, read: ReadLayer): unknown {
  if (Array.isArray(value)) return value.map((item) => ownValue(key, item, read));
  if (!isKerasObject(value)) return value;
  return /^keras\.(initializers|regularizers|constraints)$/.test(String(value.module))
    ? settingFromKeras(value)
    : objectFromKeras(key, value, read);
}
