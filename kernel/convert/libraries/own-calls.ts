// Calls of the program's own functions and methods: its arguments in the order of their parameters.
import type { Doc, Item } from '../code/layout.js';
import { oneLine } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import { byName, type Given } from '../translate/arguments.js';
import { type Code, call, code, levels, list, objectOf, quoted, within } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import { type FunctionFacts, takesLists } from '../translate/facts.js';
import { camelCase } from '../translate/names.js';

/** `Mine(inputs, outputs)` of a model class that says only how it trains. */
export function ends(args: Given, context: Context): Doc[] {
  const items = [...byName(args, ['inputs', 'outputs', 'name'])].map(([name, value]): Doc => {
    const shown = context.expression(value).doc;
    return shown === name ? shown : [camelCase(name), ': ', shown];
  });
  return [{ open: '{', items: items.map((doc) => ({ doc })), close: '}' }];
}

/** The same by name, for a model class whose `__init__` passes its `*args` on. */
export function endsByName(args: Given, { parameters }: FunctionFacts): Given {
  const before = parameters.findIndex(({ kind }) => kind === 'list');
  const names = ['inputs', 'outputs', 'name'];
  const passed = args.plain.slice(before);
  if (passed.length > names.length || passed.some(isStarred)) return args;
  const named = passed.map((value, i) => [names[i]!, value] as const);
  return { ...args, plain: args.plain.slice(0, before), named: new Map([...named, ...args.named]) };
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

const isStarred = ({ type }: Expression): boolean => type === 'starred';

/** Arguments in the order of a function's own parameters. */
export function ordered(facts: FunctionFacts, args: Given, context: Context): (Doc | Item)[] {
  const { parameters } = facts;
  if (takesLists(facts)) return trimmed(inLists(facts, args, context));
  const rest = parameters.find(({ kind }) => kind === 'list');
  if (rest) {
    if (args.named.size + args.spread.length > 0)
      throw new Untranslated('arguments by name after a list of them');
    return args.plain.map((one) => starred(one, context));
  }
  const place = args.plain.findIndex(isStarred);
  if (place >= 0) return ofList(facts, args, place, context);
  const plain = parameters.filter(({ kind }) => kind === 'plain');
  const values = byName(
    args,
    plain.map(({ name }) => name),
  );
  const docs = plain.map(({ name }) => taken(facts, name, values, context));
  const missing = plain.filter((_, i) => docs[i] === undefined).map(({ name }) => name);
  const spread = args.spread.length > 0 ? spreadOver(facts, missing, args.spread, context) : undefined;
  const filled = docs.map((doc, i) => doc ?? spread?.given.get(plain[i]!.name));
  return trimmed([...filled, extraOf(facts, values, spread?.others ?? [], context)]);
}

/** What a parameter is given, and no more among the others. */
function taken(
  facts: FunctionFacts,
  name: string,
  values: Map<string, Expression>,
  context: Context,
): Doc | undefined {
  const value = values.get(name);
  if (!value) return undefined;
  const shown = context.expression(value);
  context.facts.learn(facts.kinds, name, shown.kind);
  values.delete(name);
  return within(shown, levels.assign);
}

/** What is given by names that are no parameters, for `**kwargs`. */
function extraOf(
  facts: FunctionFacts,
  values: ReadonlyMap<string, Expression>,
  spread: readonly Doc[],
  context: Context,
): Doc | undefined {
  const [other] = values.keys();
  if (other !== undefined && !facts.parameters.some(({ kind }) => kind === 'object'))
    throw new Untranslated(`\`${other}\` is not among the parameters`);
  if (values.size + spread.length === 0) return undefined;
  if ([...values.keys()].some((name) => camelCase(name) !== name)) context.facts.respell();
  return objectOf([
    ...[...values].map(
      ([name, value]) => [camelCase(name), within(context.expression(value), levels.assign)] as const,
    ),
    ...spread.map((one) => ['...', one] as const),
  ]);
}

/** `f(a, *xs, b=1, **names)` of `def f(a, *args, b, **kwargs)`: `f(a, xs, 1, names)`. */
function inLists(facts: FunctionFacts, args: Given, context: Context): (Doc | undefined)[] {
  const place = facts.parameters.findIndex(({ kind }) => kind === 'list');
  const before = facts.parameters.slice(0, place);
  const after = facts.parameters.slice(place + 1).filter(({ kind }) => kind === 'plain');
  const [first, more] = [args.plain.slice(0, before.length), args.plain.slice(before.length)];
  if (first.some(isStarred)) throw new Untranslated('`*` of a list for what has names');
  if (facts.hasNoRest && more.some((one) => !isStarred(one)))
    throw new Untranslated('more arguments by place than there are names: give them by name');
  const values = new Map([...first.map((value, i) => [before[i]!.name, value] as const), ...args.named]);
  const docs = before.map(({ name }) => taken(facts, name, values, context));
  const named = after.map(({ name }) => taken(facts, name, values, context));
  const open = [
    ...before.filter((_, i) => docs[i] === undefined),
    ...after.filter((_, i) => named[i] === undefined),
  ];
  const spread =
    args.spread.length > 0
      ? spreadOver(
          facts,
          open.map(({ name }) => name),
          args.spread,
          context,
        )
      : undefined;
  const filled = (own: readonly (Doc | undefined)[], names: typeof after): (Doc | undefined)[] =>
    own.map((doc, i) => doc ?? spread?.given.get(names[i]!.name));
  const [only] = more;
  const rest: Doc | undefined =
    more.length === 0
      ? undefined
      : more.length === 1 && only!.type === 'starred'
        ? within(context.expression(only!.value), levels.assign)
        : list(more.map((one) => starred(one, context)));
  return [
    ...filled(docs, before),
    rest,
    ...filled(named, after),
    extraOf(facts, values, spread?.others ?? [], context),
  ];
}

/** `f(*xs)`, `f(a, *xs, **names)` of parameters that have names. */
function ofList(facts: FunctionFacts, args: Given, place: number, context: Context): Doc[] {
  const plain = facts.parameters.filter(({ kind }) => kind === 'plain');
  const isLast = place === args.plain.length - 1 && facts.parameters.length === plain.length;
  if (args.named.size > 0) throw new Untranslated('arguments by name after a list of them');
  if (!isLast) throw new Untranslated('`*` of a list among other arguments');
  const given = args.plain[place]!;
  const all = context.expression(given.type === 'starred' ? given.value : given);
  const before = args.plain.slice(0, place).map((one) => starred(one, context));
  const open = plain.slice(place).map(({ name }) => name);
  const types = `[${open.map(() => 'any').join(', ')}]`;
  const [names, ...others] = args.spread;
  if (!names) return [...before, ['...(', within(all, levels.relational), ` as ${types})`]];
  const from = context.expression(names);
  if (others.length > 0 || from.kind.name !== 'dict' || !isPath(from) || !isPath(all))
    throw new Untranslated('`**` of what is no dictionary with a name');
  const keys = list(open.map((name) => quoted(keyIn(names, name, context))));
  const byNames: Doc = ['...', keys, '.slice(', all.doc, '.length).map((name) => ', from.doc, '[name])'];
  return [...before, ['...([...', all.doc, ', ', byNames, `] as ${types})`]];
}

/** What `**names` gives for the parameters that are open, and what of it is left for `**kwargs`. */
function spreadOver(
  facts: FunctionFacts,
  open: readonly string[],
  spread: readonly Expression[],
  context: Context,
): { given: Map<string, Doc>; others: Doc[] } {
  const hasExtra = facts.parameters.some(({ kind }) => kind === 'object');
  const values = spread.map((one) => context.expression(one));
  if (values.some(({ kind }) => kind.name === 'map'))
    throw new Untranslated('`**` of a dictionary whose keys are computed');
  if (open.length === 0) return { given: new Map(), others: hasExtra ? values.map(({ doc }) => doc) : [] };
  const [node, value] = [spread[0]!, values[0]!];
  if (spread.length > 1 || value.kind.name !== 'dict' || !isPath(value))
    throw new Untranslated('`**` of what is no dictionary with a name');
  const keys = open.map((name) => [name, keyIn(node, name, context)] as const);
  if (!hasExtra)
    return {
      given: new Map(keys.map(([name, key]): [string, Doc] => [name, [value.doc, `.${key}`]])),
      others: [],
    };
  // What is for parameters is taken out of what is passed on.
  const named = keys.map(([name, key]) => [name, key, context.scope.fresh(key)] as const);
  const others = context.scope.fresh('others');
  const parts = named.map(([, key, own]) => (key === own ? key : `${key}: ${own}`));
  context.before([`const { ${[...parts, `...${others}`].join(', ')} } = `, value.doc, ';']);
  return { given: new Map(named.map(([name, , own]): [string, Doc] => [name, own])), others: [others] };
}

const isPath = ({ doc }: Code): boolean => /^[\w.]+$/.test(oneLine(doc));

/** How a name is spelled in a dictionary: what is passed on as Keras' arguments has our names. */
function keyIn(node: Expression, name: string, context: Context): string {
  const isOurs =
    node.type === 'name' &&
    (context.facts.settings.has(node.name) || context.expression(node).kind.className === 'settings');
  return isOurs ? camelCase(name) : name;
}

function trimmed(docs: readonly (Doc | undefined)[]): Doc[] {
  const last = docs.findLastIndex((doc) => doc !== undefined);
  return docs.slice(0, last + 1).map((doc) => doc ?? 'undefined');
}

const starred = (node: Expression, context: Context): Doc =>
  node.type === 'starred'
    ? ['...', context.expression(node.value).doc]
    : within(context.expression(node), levels.assign);

export function plainArguments(args: Given, context: Context): Doc[] {
  const named = [...args.named].map(
    ([name, value]): Doc => [camelCase(name), ': ', context.expression(value).doc],
  );
  const spread = args.spread.map((one): Doc => {
    const value = context.expression(one);
    if (value.kind.name === 'map') throw new Untranslated('`**` of a dictionary whose keys are computed');
    return ['...', within(value, levels.assign)];
  });
  const docs = args.plain.map((one) => starred(one, context));
  const items = [...named, ...spread].map((doc) => ({ doc }));
  return items.length > 0 ? [...docs, { open: '{', items, close: '}' }] : docs;
}
