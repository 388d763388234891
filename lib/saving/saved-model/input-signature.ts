// What a function that is exported takes: from a model's inputs, or as the caller says.
import { received } from '../../core/messages.js';
import type { Network } from '../../core/network.js';
import { isPlainObject } from '../../core/structure.js';
import { numberOfType } from '../../engine/data-types.js';
import type { InputSignature, InputSpec } from '../../training/export-args.js';
import { type Arranged, arranged, type TensorSpec } from './messages.js';

const types: readonly string[] = ['float32', 'int32', 'bool', 'complex64'];

/** The inputs as the model takes them: with the batch open, and as far as the caller says with other sizes. */
export function modelSignature(model: Network, given?: InputSignature): Arranged<TensorSpec> {
  const { inputs, inputNames } = model;
  const own = inputs.map(
    ({ shape, dtype, name }): InputSpec => ({ shape: [null, ...shape.slice(1)], dtype, name }),
  );
  const specs =
    given === undefined ? own : inOrder(model, given).map((spec, i) => fitted(own[i]!, spec, inputNames[i]!));
  const tensors = tensorSpecs('export', specs);
  if (model.isNamed.inputs) return arranged.names(inputNames.map((name, i) => [name, tensors[i]!]));
  return tensors.length === 1 ? arranged.one(tensors[0]!) : arranged.list(tensors);
}

/** Specs with names that functions may have, and -1 for open sizes. */
export function tensorSpecs(where: string, specs: readonly InputSpec[], inputs = 'inputs'): TensorSpec[] {
  const names = argumentNames(
    specs.map(({ name }, i) => name ?? (specs.length === 1 ? inputs : `${inputs}_${i}`)),
  );
  return specs.map((spec, i) => tensorSpec(where, spec, names[i]!));
}

export function tensorSpec(where: string, spec: InputSpec, name: string): TensorSpec {
  const { shape, dtype = 'float32' } = checked(where, spec);
  return { name, dtype: numberOfType(dtype), shape: shape.map((size) => size ?? -1) };
}

function inOrder({ inputNames }: Network, given: InputSignature): InputSpec[] {
  if (Array.isArray(given)) return sized(given, inputNames);
  if (isSpec(given)) return sized([given], inputNames);
  if (!isPlainObject(given))
    throw new Error(
      `export: inputSignature: expected { shape, dtype }, a list of them, or by name. Received: ${received(given)}.`,
    );
  return sized(
    inputNames.map((name) => (given as Record<string, InputSpec>)[name]).filter((one) => one !== undefined),
    inputNames,
  );
}

function sized(specs: readonly InputSpec[], names: readonly string[]): InputSpec[] {
  if (specs.length === names.length) return [...specs];
  throw new Error(
    `export: inputSignature: the model takes ${names.length} inputs (${names.join(', ')}). Received: ${specs.length}.`,
  );
}

/** What the caller says of an input, checked against what the model takes. */
function fitted(own: InputSpec, given: InputSpec, input: string): InputSpec {
  const { shape, dtype, name } = checked('export', given);
  const fits =
    shape.length === own.shape.length &&
    shape.every((size, axis) => size === null || own.shape[axis] == null || size === own.shape[axis]);
  if (!fits) {
    throw new Error(
      `export: inputSignature: the input '${input}' has the shape ${text(own.shape)}. Received: ${text(shape)}.`,
    );
  }
  const sizes = shape.map((size, axis) => size ?? (axis === 0 ? null : own.shape[axis]!));
  return { shape: sizes, dtype: dtype ?? own.dtype, name: name ?? own.name };
}

function checked(where: string, spec: InputSpec): InputSpec {
  if (!isSpec(spec))
    throw new Error(`${where}: expected { shape, dtype } for an input. Received: ${received(spec)}.`);
  const { shape, dtype = 'float32' } = spec;
  if (dtype === 'string')
    throw new Error(
      `${where}: text inputs are not exported: text is cut to words outside of TensorFlow here. Export the model behind ` +
        'the layer that takes text, and give it numbers.',
    );
  if (!types.includes(dtype))
    throw new Error(`${where}: expected a dtype of ${types.join(', ')}. Received: ${received(dtype)}.`);
  const isShape = shape.every((size) => size === null || (Number.isInteger(size) && size >= 0));
  if (isShape) return spec;
  throw new Error(
    `${where}: expected a shape of whole numbers, or null where a size is open. Received: ${text(shape)}.`,
  );
}

export const isSpec = (given: unknown): given is InputSpec =>
  typeof given === 'object' && given !== null && Array.isArray((given as InputSpec).shape);

/** Names that TensorFlow's functions may have as arguments, each once. */
export function argumentNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const plain = name.replace(/[^A-Za-z0-9_]/g, '_');
    let own = plain;
    for (let i = 1; used.has(own); i++) own = `${plain}_${i}`;
    used.add(own);
    return own;
  });
}

const text = (shape: readonly (number | null)[]): string =>
  `[${shape.map((size) => size ?? 'null').join(', ')}]`;
