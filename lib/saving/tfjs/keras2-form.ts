// From Keras 3's configuration of a model to Keras 2's, which TensorFlow.js reads.

import {
  isKerasObject,
  isModelClass,
  isObject,
  type Json,
  type JsonObject,
  type KerasObject,
} from '../keras3/keras-object.js';
import { orderOfCalls, withPlaces } from './call-order.js';

export function toKeras2({ class_name, config }: KerasObject): JsonObject & KerasObject {
  if (class_name === 'Sequential') return { class_name, config: sequential(config) };
  if (isModelClass(class_name)) return { class_name: 'Model', config: functional(config) };
  return { class_name, config: settings(class_name, config) };
}

function sequential({ name, layers }: JsonObject): JsonObject {
  return { name: name!, layers: (layers as (JsonObject & KerasObject)[]).map(toKeras2) };
}

function functional({ name, layers, input_layers, output_layers, trainable }: JsonObject): JsonObject {
  const entries = layers as (JsonObject & KerasObject)[];
  const numbers = new Numbers(entries);
  return {
    name: name!,
    trainable: trainable!,
    layers: entries.map((entry) => ({
      ...toKeras2(entry),
      name: entry.name!,
      inbound_nodes: numbers.callsOf(entry).map(callOf),
    })),
    ...numbers.ends('input', input_layers!),
    ...numbers.ends('output', output_layers!),
  };
}

/** The numbers of calls as TensorFlow.js and Keras 2 count them. */
class Numbers {
  readonly #classes: ReadonlyMap<string, string>;
  readonly #order: ReadonlyMap<string, readonly number[]>;

  constructor(entries: readonly (JsonObject & KerasObject)[]) {
    this.#classes = new Map(entries.map(({ name, class_name }) => [String(name), class_name]));
    this.#order = orderOfCalls(
      entries.map(({ name, inbound_nodes }) => ({ name: String(name), calls: inbound_nodes as Json[] })),
    );
  }

  /** A layer's calls in order. */
  callsOf({ name, inbound_nodes }: JsonObject): Json[] {
    const calls = inbound_nodes as Json[];
    if (calls.length === 0) return [];
    return this.#order
      .get(String(name))!
      .map((number) =>
        withPlaces(calls[number]!, ([of, call, output]) => [of, this.#numberOf(of, call), output]),
      );
  }

  /** There a model's own making is its first call, so that the numbers of its calls are one larger. */
  #numberOf(name: string, call: number): number {
    const shift = isModelClass(this.#classes.get(name) ?? '') ? 1 : 0;
    return this.#order.get(name)!.indexOf(call) + shift;
  }

  /** A list of places; names of inputs and outputs stand beside it, where there are any. */
  ends(kind: 'input' | 'output', given: Json): JsonObject {
    const places = (isObject(given) ? Object.values(given) : given) as [string, number, number][];
    const numbered = places.map(([name, call, output]): Json => {
      // Keras 3, too, counts a functional model's own making here.
      const isCounted = this.#classes.get(name) === 'Functional';
      return [name, this.#numberOf(name, isCounted ? call - 1 : call), output];
    });
    const names = isObject(given) ? { [`${kind}_names`]: Object.keys(given) } : {};
    return { [`${kind}_layers`]: numbered, ...names };
  }
}

/** A list of places, as far as a call is given tensors alone; else the arguments, which TensorFlow.js cannot read. */
function callOf(call: Json): Json {
  const { args, kwargs } = call as { args: Json[]; kwargs: JsonObject };
  const { initial_state, training: _training, ...others } = kwargs;
  if (args.length !== 1 || Object.keys(others).length > 0) return call;
  const tensors = [tensorsOf(args[0]!), tensorsOf(initial_state ?? [])].flat();
  const places = tensors.map((tensor) => {
    const { keras_history } = isKerasObject(tensor) ? tensor.config : {};
    return Array.isArray(keras_history) ? [...keras_history, {}] : undefined;
  });
  return places.includes(undefined) ? call : (places as Json);
}

/** Tensors by name go in the order of the names, which is that of the model's inputs. */
function tensorsOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  if (!isObject(value) || isKerasObject(value)) return [value];
  return Object.keys(value)
    .sort()
    .map((name) => value[name]!);
}

/** Settings that had other names. */
const renamed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  InputLayer: { batch_shape: 'batch_input_shape' },
  LeakyReLU: { negative_slope: 'alpha' },
};

function settings(className: string, config: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [renamed[className]?.[key] ?? key, settingOf(value)]),
  );
}

function settingOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(settingOf);
  return isKerasObject(value) ? toKeras2(value) : value;
}
