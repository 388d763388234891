// A function, a layer or a model of a user's as an endpoint: what it takes, by its signature, and what it gives.
import type { Layer } from '../../core/layer.js';
import { received } from '../../core/messages.js';
import { Network } from '../../core/network.js';
import { isPlainObject, type Structure } from '../../core/structure.js';
import { SymbolicTensor } from '../../core/symbolic-tensor.js';
import { TraceError } from '../../engine/tracing/trace-error.js';
import { tf } from '../../tf.js';
import type { EndpointSignature, InputSpec } from '../../training/export-args.js';
import type { EndpointPlan } from './endpoint.js';
import { argumentNames, isSpec, tensorSpec } from './input-signature.js';
import { type Arranged, arranged, flatOf, rearranged, type TensorSpec, valuesOf } from './messages.js';

export type AnyFunction = (...inputs: Structure<tf.Tensor>[]) => unknown;

/** A layer's call in inference mode; outputs that a model has by name come by name. */
export function callOf(layer: Layer): AnyFunction {
  return (input) => {
    const outputs = layer.apply(input as tf.Tensor);
    const isOneNamed = layer instanceof Network && layer.isNamed.outputs && outputs instanceof tf.Tensor;
    return isOneNamed ? { [layer.outputNames[0]!]: outputs } : outputs;
  };
}

/** @throws Error where the signature is not one, or not one of this function's */
export function planEndpoint(
  name: string,
  run: AnyFunction,
  signature: EndpointSignature,
  isLayer: boolean,
): EndpointPlan {
  const where = `ExportArchive: the endpoint '${name}'`;
  const specs = isOne(signature) ? [signature] : signature;
  if (!Array.isArray(specs)) {
    throw new Error(
      `${where}: inputSignature must be a list with an entry for each argument, such as [{ shape: [null, 3] }]. Received: ` +
        `${received(signature)}.`,
    );
  }
  const parameters = isLayer ? layerParameters(where, specs) : parametersOf(where, run, specs.length);
  const inputs = named(
    specs.map((one) => arrange(where, one)),
    parameters,
    where,
  );
  const body = (flat: readonly tf.Tensor[]): Arranged<tf.Tensor> => {
    const rest = [...flat];
    const values = inputs.map((one) => valuesOf(rearranged(one, rest.splice(0, flatOf(one).length))));
    return outputsOf(where, run(...values));
  };
  return { name, inputs, parameters: argumentNames(parameters), body };
}

/** A spec, or a tensor in its place, whose shape counts but for the number of samples. */
function isOne(given: unknown): given is InputSpec {
  return isSpec(given);
}

function specOf(given: InputSpec): InputSpec {
  if (!(given instanceof SymbolicTensor || given instanceof tf.Tensor)) return given;
  const sizes: readonly (number | null)[] = given.shape;
  const shape = sizes.map((size, axis) => (axis === 0 ? null : size));
  return { shape, dtype: given.dtype, ...(given instanceof SymbolicTensor ? { name: given.name } : {}) };
}

function arrange(where: string, given: unknown): Arranged<InputSpec> {
  if (isOne(given)) return arranged.one(specOf(given));
  if (Array.isArray(given)) return { kind: 'list', parts: given.map((one) => arrange(where, one)) };
  if (isPlainObject(given) && Object.keys(given).length > 0) {
    return {
      kind: 'names',
      parts: Object.entries(given).map(([name, one]) => [name, arrange(where, one)]),
    };
  }
  throw new Error(
    `${where}: inputSignature: expected { shape, dtype }, or lists and names of them. Received: ${received(given)}.`,
  );
}

/** With a name for each: its own, else that of the argument that it is part of. */
function named(
  specs: readonly Arranged<InputSpec>[],
  parameters: readonly string[],
  where: string,
): Arranged<TensorSpec>[] {
  const flat = specs.map(flatOf);
  const names = argumentNames(flat.flatMap((all, i) => all.map(({ name }) => name ?? parameters[i]!)));
  return specs.map((one, i) => {
    const own = names.splice(0, flat[i]!.length);
    return rearranged(
      one,
      flat[i]!.map((spec, j) => tensorSpec(where, spec, own[j]!)),
    );
  });
}

/** A layer has one argument; Keras knows no name for it. */
function layerParameters(where: string, { length }: readonly unknown[]): string[] {
  if (length === 1) return ['args_0'];
  throw new Error(
    `${where}: a layer or a model takes one argument. Received: ${length} in inputSignature. Put several inputs in a list of their ` +
      'own: [[{ shape: [null, 3] }, { shape: [null, 4] }]].',
  );
}

/** Names of a function's first parameters, as its text has them; numbers where they are no plain names. */
function parametersOf(where: string, fn: AnyFunction, count: number): string[] {
  const found = plainParameters(fn);
  if (!found) return Array.from({ length: count }, (_, i) => `args_${i}`);
  const needed = found.filter(({ isOptional }) => !isOptional).length;
  if (count <= found.length && count >= needed) return found.slice(0, count).map(({ name }) => name);
  const list = found.map(({ name }) => name).join(', ');
  throw new Error(
    `${where}: the function takes ${needed === found.length ? '' : `${needed} to `}${found.length} arguments (${list}), so that inputSignature ` +
      `must have an entry for each. Received: ${count}.`,
  );
}

interface Parameter {
  readonly name: string;
  readonly isOptional: boolean;
}

function plainParameters(fn: AnyFunction): Parameter[] | undefined {
  const text = fn.toString();
  const list =
    /^(?:async\s+)?(?:function\b\s*)?[\w$]*\s*\(([^()]*)\)/.exec(text)?.[1] ??
    /^(?:async\s+)?([\w$]+)\s*=>/.exec(text)?.[1];
  if (list === undefined || text.includes('[native code]')) return undefined;
  const parts = list.split(',').map((part) => part.trim());
  if (parts.at(-1) === '') parts.pop();
  const found = parts.map((part) => /^([\w$]+)(\s*=.*)?$/.exec(part));
  if (!found.every((one) => one !== null)) return undefined;
  return found.map(([, name, value]) => ({ name: name!, isOptional: value !== undefined }));
}

function outputsOf(where: string, given: unknown): Arranged<tf.Tensor> {
  if (given instanceof Promise) {
    given.catch(() => {});
    throw new TraceError('it is asynchronous');
  }
  if (given instanceof tf.Tensor) return arranged.one(given);
  const isTensor = (one: unknown): one is tf.Tensor => one instanceof tf.Tensor;
  if (Array.isArray(given) && given.every(isTensor)) return arranged.list(given);
  if (isPlainObject(given) && Object.values(given).every(isTensor))
    return arranged.names(Object.entries(given) as [string, tf.Tensor][]);
  throw new Error(
    `${where} must give a tensor, a list of tensors, or tensors by name. Received: ${received(given)}.`,
  );
}
