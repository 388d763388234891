// What a class of the program calls of the one that it extends: `super().__init__(…)`, `super().build(…)`.
import type { Doc } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import type { Given } from '../translate/arguments.js';
import { isBuiltIn, isSequenceBase } from '../translate/class-bases.js';
import { type Code, call, code } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import type { FunctionFacts } from '../translate/facts.js';
import { kindOf, none, tensor, unknown } from '../translate/kinds.js';
import { camelCase } from '../translate/names.js';
import { builtInArguments } from './built-in-bases.js';
import { modelMethods } from './objects.js';
import { ends, ordered, ownCall, plainArguments } from './own-calls.js';

export function superCall(name: string, args: Given, context: Context): Code {
  if (name === '__init__') {
    const base = context.facts.classes.get(context.scope.owner?.className ?? '')?.base;
    if (base === undefined) return code('', none);
    // Workers and queues: batches are made one ahead here.
    if (isSequenceBase(base)) return code('', none);
    if (isBuiltIn(base)) return code(call('super', builtInArguments(base, args, context)), none);
    const maker = context.facts.methodOf(base, '__init__');
    if (maker) return code(call('super', ordered(maker, args, context)), none);
    const { facts } = context.scope;
    if (facts && isOwnRest(args, facts)) return superCall(name, withoutRest(args, facts), context);
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
  const own = ofOwnBase(name, args, context);
  if (own) return own;
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

/** A method of a class of the program's own. */
function ofOwnBase(name: string, args: Given, context: Context): Code | undefined {
  const base = context.facts.classes.get(context.scope.owner?.className ?? '')?.base;
  const root = context.facts.rootOf(base);
  const facts = context.facts.methodOf(base, name);
  const isKeras = root !== undefined && context.facts.classes.get(root) === undefined && root !== base;
  if (!facts || (isKeras && /^(call|build|compile|get_config)$/.test(name))) return undefined;
  return ownCall(`super.${context.facts.member(name)}`, facts, args, context);
}

/** `super().__init__(*args, **kwargs)` of a class of Keras': all that it takes has a name here. */
const isOwnRest = ({ plain }: Given, { parameters }: FunctionFacts): boolean =>
  plain.some(
    (one) =>
      one.type === 'starred' &&
      one.value.type === 'name' &&
      parameters.some(
        ({ name, kind }) => kind === 'list' && one.value.type === 'name' && name === one.value.name,
      ),
  );

function withoutRest(args: Given, facts: FunctionFacts): Given {
  facts.hasNoRest = true;
  return { ...args, plain: args.plain.filter(({ type }) => type !== 'starred') };
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
