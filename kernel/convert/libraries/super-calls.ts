// What a class of the program calls of the one that it extends: `super().__init__(…)`, `super().build(…)`.
import type { Doc } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import type { Given } from '../translate/arguments.js';
import { isBuiltIn, isSequenceBase } from '../translate/class-bases.js';
import { type Code, call, code } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import { kindOf, none, tensor, unknown } from '../translate/kinds.js';
import { camelCase } from '../translate/names.js';
import { builtInArguments } from './built-in-bases.js';
import { modelMethods } from './objects.js';
import { ends, plainArguments } from './own-calls.js';

export function superCall(name: string, args: Given, context: Context): Code {
  if (name === '__init__') {
    const base = context.facts.classes.get(context.scope.owner?.className ?? '')?.base;
    // Workers and queues: batches are made one ahead here.
    if (isSequenceBase(base)) return code('', none);
    if (base !== undefined && isBuiltIn(base))
      return code(call('super', builtInArguments(base, args, context)), none);
    const items = [...args.named]
      .filter(([key]) => key !== 'dtype')
      .map(([key, value]): Doc => {
        const shown = context.expression(value).doc;
        return shown === camelCase(key) ? shown : [camelCase(key), ': ', shown];
      });
    const spread = args.spread.map((one) => context.expression(one).doc);
    if (
      args.plain.length === 2 &&
      context.facts.rootOf(context.scope.owner?.className) === 'keras.models.Model'
    )
      return code(call('super', ends(args, context)), none);
    if (items.length === 0 && spread.length <= 1)
      return code(call('super', [...args.plain.map((one) => context.expression(one).doc), ...spread]), none);
    const all = [...items, ...spread.map((one): Doc => ['...', one])];
    return code(call('super', [{ open: '{', items: all.map((doc) => ({ doc })), close: '}' }]), none);
  }
  if (name === 'compile') return superCompile(args, context);
  if (name === 'build' || name === 'get_config')
    return code(
      ['super', call(`.${camelCase(name)}`, plainArguments(args, context))],
      name === 'get_config' ? kindOf('dict') : none,
    );
  const isLayer = isBuiltIn(context.facts.rootOf(context.scope.owner?.className));
  const gives = isLayer && (name === 'call' || name === 'convolution_op') ? tensor : unknown;
  return code(['super', call(`.${camelCase(name)}`, plainArguments(args, context))], gives);
}

/** Keras' `compile` takes RMSprop where nothing is said. */
function superCompile(args: Given, context: Context): Code {
  const rmsprop: Expression = { ...args.node, type: 'text', value: 'rmsprop', isBytes: false };
  const isTold = args.named.has('optimizer') || args.plain.length > 0 || args.spread.length > 0;
  const named = isTold ? args.named : new Map([['optimizer', rmsprop], ...args.named]);
  const made = modelMethods.compile!(code('super', kindOf('model')), { ...args, named }, context);
  if (!made) throw new Untranslated('`compile` with these arguments is not known here');
  return made;
}
