// The calls of a functional model in a Keras file: what each layer or operation is given, by place and by name.
import { Layer } from '../../core/layer.js';
import { toCamelCase } from '../../core/names.js';
import { Network } from '../../core/network.js';
import { isPlainObject, leavesOf } from '../../core/structure.js';
import { type Operation, SymbolicTensor } from '../../core/symbolic-tensor.js';
import { Ellipsis, Range } from '../../operations/items.js';
import type { TensorOperation } from '../../operations/tensor-operation.js';
import { Constant } from '../../operations/values.js';
import { type CallForm, callForm, firstInputNames } from './call-forms.js';
import { isKerasObject, isObject, type Json, type JsonObject, type KerasObject } from './keras-object.js';
import { typeFromKeras } from './value-types.js';

/** Where a tensor comes from: layer, which of its calls in this model, which of its outputs. */
export type Place = readonly [name: string, call: number, output: number];

/** One call. */
export interface CallData {
  readonly args: Json[];
  readonly kwargs: JsonObject;
}

/** One call as a file has it: Keras 3's arguments, or Keras 2's list of places. */
export function callFrom(node: Json): CallData {
  if (isObject(node)) return { args: (node.args ?? []) as Json[], kwargs: (node.kwargs ?? {}) as JsonObject };
  const places = (isPlaceOf2(node) ? [node] : node) as [string, number, number, JsonObject?][];
  const tensors = places.map(([name, call, output]) => tensorAt([name, call, output]));
  const kwargs = Object.entries(places[0]?.[3] ?? {}).map(([key, value]) => [
    key,
    isPlaceOf2(value) ? tensorAt(value) : value,
  ]);
  return { args: tensors.length === 1 ? tensors : [tensors], kwargs: Object.fromEntries(kwargs) };
}

const isPlaceOf2 = (value: unknown): value is Json[] & Place =>
  Array.isArray(value) &&
  value.length >= 3 &&
  typeof value[0] === 'string' &&
  typeof value[1] === 'number' &&
  typeof value[2] === 'number';

/** A place as a file has it. */
export function placeFrom(value: Json | undefined): Place {
  if (isPlaceOf2(value)) return value;
  throw new Error(
    `a tensor's place must be [layer, call, output]. Received: ${String(JSON.stringify(value)).slice(0, 60)}`,
  );
}

const tensorAt = (place: Place): JsonObject => ({
  class_name: '__keras_tensor__',
  config: { keras_history: [...place] },
});

const isTensor = (value: unknown): value is JsonObject & KerasObject =>
  isKerasObject(value) && value.class_name === '__keras_tensor__';

/** Where the tensors come from that a call takes. */
export function placesIn(value: Json): Place[] {
  if (isTensor(value)) return [placeFrom(value.config.keras_history)];
  if (Array.isArray(value)) return value.flatMap(placesIn);
  return isObject(value) ? Object.values(value).flatMap(placesIn) : [];
}

/** Makes the call. @param find the symbolic tensor at a place */
export function call(operation: Operation, data: CallData, find: (place: Place) => SymbolicTensor): unknown {
  const read = (value: Json): unknown => valueFrom(value, find);
  const args = data.args.map(read);
  const kwargs = Object.fromEntries(
    Object.entries(data.kwargs).map(([key, value]) => [toCamelCase(key), read(value)]),
  );
  if (!(operation instanceof Layer)) return (operation as TensorOperation).connect(args, said(kwargs));
  const { inputs, options } = inputsAndOptions(operation, args, kwargs);
  return operation.apply(inputs as SymbolicTensor, said(options));
}

function valueFrom(value: Json, find: (place: Place) => SymbolicTensor): unknown {
  if (isTensor(value)) return find(placeFrom(value.config.keras_history));
  if (isKerasObject(value)) return constantFrom(value);
  if (Array.isArray(value)) return value.map((item) => valueFrom(item, find));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, valueFrom(item, find)]));
}

function constantFrom({ class_name, config }: KerasObject): unknown {
  if (class_name === '__numpy__' || class_name === '__tensor__')
    return new Constant(config.value as number[], typeFromKeras(config.dtype));
  if (class_name === '__ellipsis__') return new Ellipsis();
  if (class_name === '__slice__') {
    const { start, stop, step } = config as Record<string, number | null>;
    return new Range(start ?? null, stop ?? null, step ?? null);
  }
  throw new Error(`one of its calls is given a ${class_name}, which is not known here`);
}

const said = (options: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null && value !== undefined));

/** What our layer is given as its inputs, and what as options. */
function inputsAndOptions(layer: Layer, args: unknown[], kwargs: Record<string, unknown>) {
  const form = callForm(layer);
  if (!form) return { inputs: args.length === 1 ? args[0] : args, options: withoutTraining(kwargs) };
  const named = byName(layer, form, args, kwargs);
  const inputs = form.inputs.map((name) => named[name]).filter((input) => input != null);
  const options = Object.fromEntries(
    form.options.filter((name) => name !== 'training').map((name) => [name, named[name]]),
  );
  if (layer instanceof Network) options.mask = masksFor(layer, options.mask);
  return { inputs: form.isApart ? inputs : inputs[0], options };
}

/** `training` is recorded, but Keras' models put it into every call anew: whether they train decides. */
const withoutTraining = ({
  training: _training,
  ...rest
}: Record<string, unknown>): Record<string, unknown> => rest;

/** All arguments by name. */
function byName(layer: Layer, form: CallForm, args: unknown[], kwargs: Record<string, unknown>) {
  const names = [...form.inputs, ...form.options];
  const named: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(kwargs)) {
    const isFirst = !form.isApart && firstInputNames.includes(name);
    if (!isFirst && !names.includes(name) && value !== null && value !== false)
      throw unexpected(layer, `'${name}'`);
    named[isFirst ? form.inputs[0]! : name] = value;
  }
  args.forEach((value, i) => {
    if (i >= names.length) throw unexpected(layer, `${args.length} inputs`);
    named[names[i]!] = value;
  });
  return named;
}

function unexpected(layer: Layer, what: string): Error {
  return new Error(
    `its layer '${layer.name}' (${layer.getClassName()}) is called with ${what}, which is not available here`,
  );
}

/** A model's masks as a list in the order of its inputs; nothing where there are none. */
function masksFor(model: Network, mask: unknown): unknown {
  const list = isPlainObject(mask) ? model.inputNames.map((name) => mask[name]) : [mask].flat();
  return leavesOf(list).some((one) => one instanceof SymbolicTensor) ? list : undefined;
}
