// Calls of the program's own functions and methods: its arguments in the order of their parameters.
import type { Doc, Item } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import { byName, type Given } from '../translate/arguments.js';
import { type Code, call, code, levels, within } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import type { FunctionFacts } from '../translate/facts.js';
import { camelCase } from '../translate/names.js';

/** `Mine(inputs, outputs)` of a model class that says only how it trains. */
export function ends(args: Given, context: Context): Doc[] {
  const items = [...byName(args, ['inputs', 'outputs', 'name'])].map(([name, value]): Doc => {
    const shown = context.expression(value).doc;
    return shown === name ? shown : [camelCase(name), ': ', shown];
  });
  return [{ open: '{', items: items.map((doc) => ({ doc })), close: '}' }];
}

export function ownCall(callee: Doc, facts: FunctionFacts, args: Given, context: Context): Code {
  const made: Doc = call(callee, ordered(facts, args, context));
  if (!facts.isAsync) return code(made, facts.gives);
  context.wait();
  return code(['await ', made], facts.gives, levels.unary);
}

/** `split_window(window, x)` of a function that is a method too. */
export function calledOn(name: string, facts: FunctionFacts, args: Given, context: Context): Code {
  const [self, ...plain] = args.plain;
  if (!self || self.type === 'starred') throw new Untranslated('a method without what it is called on');
  const on = context.expression(self).doc;
  const made = call([name, '.call'], [on, ...ordered(facts, { ...args, plain }, context)]);
  if (!facts.isAsync) return code(made, facts.gives);
  context.wait();
  return code(['await ', made], facts.gives, levels.unary);
}

/** Arguments in the order of a function's own parameters. */
export function ordered(facts: FunctionFacts, args: Given, context: Context): (Doc | Item)[] {
  const { parameters } = facts;
  const plain = parameters.filter(({ kind }) => kind === 'plain');
  const rest = parameters.find(({ kind }) => kind === 'list');
  const extra = parameters.find(({ kind }) => kind === 'object');
  if (rest || args.plain.some(({ type }) => type === 'starred')) {
    if (args.named.size > 0) throw new Untranslated('arguments by name after a list of them');
    return args.plain.map((one) => starred(one, context));
  }
  const values = byName(
    args,
    plain.map(({ name }) => name),
  );
  const docs = plain.map(({ name }): Doc | undefined => {
    const value = values.get(name);
    if (!value) return undefined;
    const shown = context.expression(value);
    context.facts.learn(facts.kinds, name, shown.kind);
    values.delete(name);
    return within(shown, levels.assign);
  });
  const others = [...values];
  if (others.length > 0 && !extra) throw new Untranslated(`\`${others[0]![0]}\` is not among the parameters`);
  if (others.length > 0 || (extra && args.spread.length > 0)) {
    const items = [
      ...others.map(([name, value]): Doc => [camelCase(name), ': ', context.expression(value).doc]),
      ...args.spread.map((one): Doc => ['...', context.expression(one).doc]),
    ];
    docs.push({ open: '{', items: items.map((doc) => ({ doc })), close: '}' });
  }
  while (docs.length > 0 && docs.at(-1) === undefined) docs.pop();
  return docs.map((doc) => doc ?? 'undefined');
}

const starred = (node: Expression, context: Context): Doc =>
  node.type === 'starred'
    ? ['...', context.expression(node.value).doc]
    : within(context.expression(node), levels.assign);

export function plainArguments(args: Given, context: Context): Doc[] {
  const named = [...args.named].map(
    ([name, value]): Doc => [camelCase(name), ': ', context.expression(value).doc],
  );
  const spread = args.spread.map((one): Doc => ['...', within(context.expression(one), levels.assign)]);
  const docs = args.plain.map((one) => starred(one, context));
  const items = [...named, ...spread].map((doc) => ({ doc }));
  return items.length > 0 ? [...docs, { open: '{', items, close: '}' }] : docs;
}
