// Classes that extend Keras' own layers: what their constructors take, and what they have by themselves.
import type { Doc, Item } from '../code/layout.js';
import { arranged, byName, type Given } from '../translate/arguments.js';
import { type Code, call, code, object } from '../translate/code.js';
import type { Context } from '../translate/context.js';
import { boolean, count, type Kind, kindOf, listOf, tensor, text } from '../translate/kinds.js';
import { camelCase } from '../translate/names.js';
import { rowOf } from './table.js';

/** Arguments of the constructor of a built-in layer, as its options. */
export function builtInArguments(root: string, given: Given, context: Context): (Doc | Item)[] {
  const row = rowOf(root.slice('keras.'.length))!;
  const values = byName(given, row.parameters);
  return arranged(values, row, context, given.node.to, given.spread);
}

const variable = kindOf('variable');

const fields: Readonly<Record<string, Kind>> = {
  kernel: variable,
  bias: variable,
  use_bias: boolean,
  units: count,
  filters: count,
  groups: count,
  kernel_size: listOf(count),
  strides: listOf(count),
  dilation_rate: listOf(count),
  padding: text,
  activation: kindOf('initializer'),
};

/** `self.kernel` of a class that extends a built-in layer. */
export function builtInField(value: Code, name: string): Code | undefined {
  const kind = fields[name];
  if (kind === undefined) return undefined;
  return code([object(value), `.${camelCase(name)}${name === 'bias' ? '!' : ''}`], kind);
}

/** `self.convolution_op(inputs, kernel)`. */
export function builtInMethod(value: Code, name: string, given: Given, context: Context): Code | undefined {
  if (name !== 'convolution_op') return undefined;
  const values = byName(given, ['inputs', 'kernel']);
  const docs = [...values.values()].map((one) => context.expression(one).doc);
  return code([object(value), call('.convolutionOp', docs)], tensor);
}
