// From the configuration of a model in a Keras file, version 2 or 3, to the model, its weights still fresh.
import '../../layers/layers.js'; // makes all layers known by name
import { InputLayer } from '../../core/input-layer.js';
import type { Layer } from '../../core/layer.js';
import { containerNames } from '../../core/layer-names.js';
import { Network } from '../../core/network.js';
import { notice } from '../../core/notice.js';
import { layerClass } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import { recipeOf } from '../../operations/recipes.js';
import { connectCalls, type Entry, type Numbering } from './connect-calls.js';
import {
  isKerasObject,
  isModelClass,
  isObject,
  type Json,
  type JsonObject,
  type KerasObject,
} from './keras-object.js';
import { readOperation } from './read-operation.js';
import { optionsFromKeras } from './read-options.js';
import { typeFromKeras } from './value-types.js';

/** Where a layer stands in a file: `layers/functional/layers/dense`, and the names on the way. */
export interface LayerPlace {
  readonly path: string;
  readonly names: readonly string[];
}

/**
 * Whether two places in a file are one and the same layer's. `isMarked`: the file says that the second one's stands in
 * an earlier place, too.
 */
export type IsShared = (first: LayerPlace, second: LayerPlace, isMarked: boolean) => boolean;

/** The model that a file describes. @param isShared decides for layers of one name that stand in several models */
export function buildModel(
  config: unknown,
  isShared: IsShared = () => false,
  numbering: Numbering = {},
): Network {
  if (!isKerasObject(config)) throw new Error('it holds no model configuration');
  noteCoarseFloats(config);
  return new ModelReader(isShared, numbering).model(config, { path: '', names: [] });
}

/** Layers whose weights are of 16 bits compute in 32 here, which comes out another way in the third digit. */
function noteCoarseFloats(config: KerasObject): void {
  const names = new Set(JSON.stringify(config).match(/"(mixed_)?b?float16"/g));
  // Policies that mix types are Keras' own here; the input of such a model may be of 16 bits by itself.
  if (names.size > 0 && ![...names].some((name) => name.startsWith('"mixed')))
    notice(
      `The model's layers are of ${[...names].join(' and ')}; here they compute in float32, more precisely.`,
    );
}

class ModelReader {
  readonly #isShared: IsShared;
  readonly #numbering: Numbering;
  /** Layers made so far by what describes them. */
  readonly #made = new Map<string, { layer: Layer; place: LayerPlace }[]>();

  constructor(isShared: IsShared, numbering: Numbering) {
    this.#isShared = isShared;
    this.#numbering = numbering;
  }

  model({ class_name, config }: KerasObject, place: LayerPlace): Network {
    if (class_name === 'Sequential') return this.#sequential(config, place);
    if (isModelClass(class_name)) return this.#functional(config, place);
    throw new Error(`its model is of the class '${class_name}', which only its own Python code can build`);
  }

  #sequential(config: JsonObject, place: LayerPlace): Network {
    const entries = entriesOf(Array.isArray(config) ? config : config.layers);
    const inner = this.#places(
      entries.filter(({ class_name }) => class_name !== 'InputLayer'),
      place,
    );
    const layers = entries.map((entry) => this.#layer(entry, inner.get(entry) ?? place));
    const shape = config.build_input_shape as Shape | undefined;
    const [first] = layers;
    // A model without an input layer says its shape elsewhere.
    if (shape && first && !(first instanceof InputLayer) && !first.knownInput())
      layers.unshift(new InputLayer({ batchShape: shape, name: `${first.name}_input` }));
    return construct('Sequential', layers, namesOf(config));
  }

  #functional(config: JsonObject, place: LayerPlace): Network {
    const entries = entriesOf(config.layers);
    const inner = this.#places(
      entries.filter((entry) => !isOperation(entry)),
      place,
    );
    const made = entries.map((entry): Entry => {
      const operation = isOperation(entry) ? readOperation(entry) : this.#layer(entry, inner.get(entry)!);
      return {
        name: String(entry.name ?? entry.config.name),
        operation,
        calls: (entry.inbound_nodes ?? []) as Json[],
      };
    });
    const { inputs, outputs } = connectCalls(
      made,
      endsOf(config, 'input'),
      endsOf(config, 'output'),
      this.#numbering,
    );
    return construct('Functional', { inputs, outputs, ...namesOf(config) });
  }

  #places(entries: (JsonObject & KerasObject)[], { path, names }: LayerPlace): Map<JsonObject, LayerPlace> {
    const stored = containerNames(
      entries.map(({ class_name }) => ({ getClassName: () => storedClass(class_name) })),
    );
    return new Map(
      entries.map((entry, i) => [
        entry,
        { path: `${path}layers/${stored[i]}/`, names: [...names, String(entry.name ?? entry.config.name)] },
      ]),
    );
  }

  /** The layer of an entry: one made before, where it is the same. */
  #layer(entry: JsonObject & KerasObject, place: LayerPlace): Layer {
    const known = this.#made.get(keyOf(entry)) ?? [];
    const isMarked = 'shared_object_id' in entry;
    const same = known.find((one) => this.#isShared(one.place, place, isMarked));
    if (same) return same.layer;
    const layer = this.#newLayer(entry, place);
    this.#made.set(keyOf(entry), [...known, { layer, place }]);
    return layer;
  }

  #newLayer(entry: JsonObject & KerasObject, place: LayerPlace): Layer {
    const { class_name, config } = entry;
    if (isModelClass(class_name)) return this.model(entry, place);
    if (class_name === 'InputLayer') return inputLayer(config);
    const found = layerClass(class_name);
    if (!found || isPythonCode(entry)) throw unknownClass(entry);
    // Bidirectional copies the layer that it is given: it shares none.
    const read = (inner: JsonObject & KerasObject, key: string): Layer =>
      class_name === 'Bidirectional'
        ? this.#newLayer(inner, place)
        : this.#layer(inner, {
            path: `${place.path}${key}/`,
            names: [...place.names, String(inner.config.name)],
          });
    try {
      return found.fromConfig(found, optionsFromKeras(entry, found, read));
    } catch (error) {
      throw withName(error, entry);
    }
  }
}

/** TensorFlow.js' form has names of inputs and outputs beside their places. */
function endsOf(config: JsonObject, kind: 'input' | 'output'): Json {
  const places = config[`${kind}_layers`]!;
  const names = config[`${kind}_names`];
  if (!Array.isArray(names)) return places;
  return Object.fromEntries(names.map((name, i) => [String(name), (places as Json[])[i]!]));
}

const entriesOf = (layers: Json | undefined): (JsonObject & KerasObject)[] => {
  const list = Array.isArray(layers) ? layers : [];
  return list.map((entry) => {
    if (isKerasObject(entry)) return entry;
    throw new Error('one of its layers has no class or no configuration');
  });
};

/** Keras names places in weights files by Python's class, which has one name only. */
const storedClass = (className: string): string => (className === 'Model' ? 'Functional' : className);

/** What makes two entries descriptions of one layer: all but how it is called, and what Keras numbers anew. */
function keyOf({ inbound_nodes: _calls, ...entry }: JsonObject & KerasObject): string {
  const text = JSON.stringify(entry, (key, value) => (key === 'shared_object_id' ? undefined : value));
  return text;
}

/** Keras 2 and `.h5` files name no module: an operation's settings then lack what those of every layer have. */
function isOperation({ class_name, config, module }: JsonObject & KerasObject): boolean {
  if (typeof module === 'string') return module.startsWith('keras.src.ops');
  return recipeOf(class_name) !== undefined && isObject(config) && !('trainable' in config);
}

function namesOf({ name, trainable }: JsonObject): { name?: string; trainable?: boolean } {
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(trainable === false ? { trainable } : {}),
  };
}

function inputLayer(config: JsonObject): InputLayer {
  const { batch_shape, batch_input_shape, dtype, name } = config;
  const unavailable = ['sparse', 'ragged', 'optional'].find((key) => config[key]);
  if (unavailable) throw new Error(`its input '${name}' is ${unavailable}, which is not available here`);
  const batchShape = (batch_shape ?? batch_input_shape) as Shape;
  return new InputLayer({ batchShape, dtype: typeFromKeras(dtype), name: String(name) });
}

/** Models register themselves: the files know them by name only. */
function construct(className: string, ...args: unknown[]): Network {
  const made: unknown = Reflect.construct(layerClass(className)!, args);
  if (made instanceof Network) return made;
  throw new Error(`'${className}' is not a class of models here`);
}

/** A lambda layer holds Python code, unless its function goes by a name. */
function isPythonCode({ class_name, config }: KerasObject): boolean {
  if (class_name !== 'Lambda') return false;
  const { function: body } = config;
  return !(isKerasObject(body) && body.class_name === 'function');
}

function unknownClass({ class_name, config }: KerasObject): Error {
  if (class_name === 'Lambda')
    return new Error(`its layer '${config.name}' is a Lambda: Python code, which cannot run here`);
  if (/^(TFOpLambda|SlicingOpLambda|TensorFlowOpLayer)$/.test(class_name))
    return new Error(
      `its '${config.name}' is one of Keras 2's operations (${class_name}), which Keras 3 cannot read either`,
    );
  return new Error(
    `its layer '${config.name}' is of the class '${class_name}', which is not known here. ` +
      'A class of your own must be made known first: tf.serialization.registerClass(YourLayer)',
  );
}

/** An error of a layer's constructor, with the layer's name. */
function withName(error: unknown, { class_name, config }: KerasObject): Error {
  const { message } = error as Error;
  if (message.startsWith('its ')) return error as Error;
  return new Error(`its layer '${config.name}' (${class_name}): ${message}`, { cause: error });
}
