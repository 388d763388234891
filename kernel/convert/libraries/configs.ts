// What objects are written down as, and back: by Keras' own names for settings, as Python reads and changes them.
import type { Doc } from '../code/layout.js';
import type { Given } from '../translate/arguments.js';
import { type Code, call, code, levels, quoted } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import { type Kind, kindOf } from '../translate/kinds.js';
import { type Handler, type Method, required } from './handler.js';
import { rowOf } from './table.js';

const config: Kind = { name: 'dict', className: 'config' };
const described: Kind = { name: 'dict', className: 'described' };

/** `layer.get_config()`. */
export const configOf: Method = (value, given, context) =>
  given.plain.length + given.named.size > 0
    ? undefined
    : code([call(context.facts.use('saving.serializeKerasObject'), [value.doc]), '.config'], config);

/** `keras.layers.Dense.from_config(config)`, `keras.layers.serialize(layer)`, `keras.layers.deserialize(written)`. */
export function configCall(name: string, given: Given, context: Context): Code | undefined {
  const [, module = '', className = '', what = ''] =
    /^(layers|models|optimizers|losses|metrics)\.(?:(\w+)\.(from_config)|serialize|deserialize)$/.exec(
      name,
    ) ?? [];
  if (module === '') return undefined;
  if (what === 'from_config') return fromConfig(module, className, given, context);
  return name.endsWith('.serialize') ? serialized(given, context) : deserialized(module, given, context);
}

const fromConfig = (module: string, className: string, given: Given, context: Context): Code | undefined => {
  const isModel = module === 'models';
  if (!isModel && rowOf(`${module}.${className}`)?.ours === undefined) return undefined;
  const value = required(given, 0, 'config', context);
  checkWritten(value, 'config', given);
  const name = isModel && className === 'Model' ? 'Functional' : className;
  const entries: Doc[] = [
    `module: ${quoted(`keras.${module}`)}`,
    `class_name: ${quoted(name)}`,
    value.doc === 'config' ? 'config' : ['config: ', value.doc],
  ];
  const whole: Doc = { open: '{', items: entries.map((doc) => ({ doc })), close: '}' };
  return made(whole, module, context);
};

const serializable = new Set(['layer', 'model', 'own', 'optimizer', 'loss', 'metric']);

const serialized: Handler = (given, context) => {
  const [one] = given.plain;
  const value = one && context.expression(one);
  if (!value || !serializable.has(value.kind.name) || given.plain.length > 1) return undefined;
  return code(call(context.facts.use('saving.serializeKerasObject'), [value.doc]), described);
};

const deserialized = (module: string, given: Given, context: Context): Code => {
  const value = required(given, 0, 'config', context);
  checkWritten(value, 'described', given);
  return made(value.kind.className === 'described' ? ['{ ...', value.doc, ' }'] : value.doc, module, context);
};

/** Settings are read by Keras' names: what was written down here, or as the program writes it. */
function checkWritten({ kind }: Code, className: string, given: Given): void {
  const isWritten = kind.name === 'dict' && (kind.className === className || given.plain[0]?.type === 'dict');
  if (!isWritten)
    throw new Untranslated(
      'a description that is not known to be Keras’ own: `saving.deserializeKerasObject(description)`',
    );
}

const types: Readonly<Record<string, readonly [type: string, kind: Kind]>> = {
  layers: ['layers.Layer', kindOf('layer')],
  models: ['Model', kindOf('model')],
  optimizers: ['any', kindOf('optimizer')],
  losses: ['any', kindOf('loss')],
  metrics: ['any', kindOf('metric')],
};

/** Classes of one's own are known from their first object on. */
function made(written: Doc, module: string, context: Context): Code {
  const [type, kind] = types[module]!;
  return code(
    ['(', call(context.facts.use('saving.deserializeKerasObject'), [written]), ` as ${type})`],
    kind,
    levels.call,
  );
}
