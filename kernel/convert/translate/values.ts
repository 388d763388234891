// Literals, names, lambdas, and lists made by a loop.
import { type Doc, type Item, oneLine } from '../code/layout.js';
import type { Clause, Expression, Of, Parameter, Place } from '../python/syntax.js';
import { closesOver, namesOf } from '../python/walk.js';
import { type Code, call, code, levels, list, object, quoted, within } from './code.js';
import { type Context, Untranslated } from './context.js';
import { packedValue, takesLists } from './facts.js';
import {
  boolean,
  count,
  elementOf,
  isList,
  joinedParts,
  type Kind,
  kindOf,
  listOf,
  none,
  number,
  text,
  tupleOf,
  typeOf,
  unknown,
} from './kinds.js';
import { isIdentifier, propertyName, variableName } from './names.js';
import { Scope, type Variable } from './scope.js';
import { refuseNames } from './settings.js';
import { isOfTexts, textSet } from './text-sets.js';
import { linesIn } from './texts.js';

export function numberLiteral({ text: written }: Of<'number'>): Code {
  if (/j$/i.test(written)) throw new Untranslated('complex numbers are not in TypeScript: use tf.complex');
  const plain = written.replace(/^0+(?=\d)/, '').replace(/\.(?=$|e)/i, '');
  if (/^\d[\d_]*$/.test(plain) && !Number.isSafeInteger(Number(plain.replaceAll('_', ''))))
    throw new Untranslated('a whole number of more digits than a number of JavaScript holds: a BigInt, `1n`');
  const spelled = plain.startsWith('.') ? `0${plain}` : plain;
  return code(spelled, /^\d[\d_]*$/.test(spelled) ? count : number);
}

const constants: Readonly<Record<Of<'constant'>['value'], () => Code>> = {
  True: () => code('true', boolean),
  False: () => code('false', boolean),
  None: () => code('null', none),
  '...': () => {
    throw new Untranslated('`...` stands for what is to be written');
  },
};

export const constant = ({ value }: Of<'constant'>): Code => constants[value]();

/** Items with the comments that stand after them. */
export function itemsWithComments(
  nodes: readonly Place[],
  docs: readonly Doc[],
  end: number,
  context: Context,
): (Doc | Item)[] {
  return docs.map((doc, i) => {
    const comment = context.commentAfter(nodes[i]!, nodes[i + 1]?.from ?? end);
    return comment === undefined ? doc : { doc, comment };
  });
}

export function sequence(node: Of<'tuple' | 'list' | 'set'>, context: Context): Code {
  const items = node.items.map((item) => context.expression(item));
  const docs = itemsWithComments(
    node.items,
    items.map((item) => within(item, levels.assign)),
    node.to,
    context,
  );
  const kinds = items.map(({ kind }) => kind);
  if (node.type === 'set' && kinds.some(isList))
    return code(['new Set(', list(docs), '.map((one) => JSON.stringify(one)))'], textSet);
  if (node.type === 'set')
    return code(['new Set(', list(docs), ')'], { name: 'set', of: kinds.reduce(joinedParts, unknown) });
  if (node.type === 'tuple') return code(list(docs), tupleOf(kinds));
  if (kinds.length === 0) return code(list(docs), { name: 'list', isEmpty: true });
  return code(list(docs), listOf(kinds.reduce(joinedStrictly)));
}

/** @throws of what a Set would not know again */
export function refuseLists(kind: Kind): void {
  if (isList(kind) || kind.name === 'dict')
    throw new Untranslated('a set of lists, which JavaScript knows by what they are, not by what is in them');
}

/** What lists of several kinds hold is not known. */
const joinedStrictly = (a: Kind, b: Kind): Kind =>
  a.name === 'unknown' || b.name === 'unknown' ? unknown : joinedParts(a, b);

export function dict(node: Of<'dict'>, context: Context): Code {
  const entries = node.entries.map(({ key, value }) => ({ key, value: context.expression(value) }));
  const kind = entries.map(({ value }) => value.kind).reduce(joinedParts, unknown);
  if (!context.facts.isMap(node.to) && entries.every(isOfObject)) {
    const docs = entries.map(({ key, value }): Doc => {
      if (!key) return ['...', within(value, levels.assign)];
      const name = key.type === 'text' ? propertyName(key.value) : '';
      return value.doc === name && isIdentifier(name) ? name : [name, ': ', within(value, levels.assign)];
    });
    const items = itemsWithComments(
      node.entries.map(({ value }) => value),
      docs,
      node.to,
      context,
    );
    return code(
      { open: '{', items: items.map(asItem), close: '}' },
      { name: 'dict', madeAt: [node.to], ...(entries.length === 0 ? { isEmpty: true } : { of: kind }) },
    );
  }
  if (entries.length === 0) return code('new Map()', { name: 'map' });
  const keys: Kind[] = [];
  const pairs = entries.map(({ key, value }): Doc => {
    if (!key) return ['...', pairsOf(value)];
    const made = context.expression(key);
    if (isList(made.kind))
      throw new Untranslated(`a dictionary with keys that are lists: make texts of them`);
    keys.push(made.kind);
    return list([made.doc, within(value, levels.assign)]);
  });
  const key = keys.length === entries.length ? { key: keys.reduce(joinedParts) } : {};
  const types = context.facts.isMap(node.to) ? '<any, any>' : '';
  return code([`new Map${types}(`, list(pairs), ')'], { name: 'map', of: kind, ...key });
}

/** Texts as keys, which an object keeps in their order: whole numbers would come first. */
const isOfObject = ({ key, value }: { key: Expression | undefined; value: Code }): boolean =>
  key ? key.type === 'text' && !/^(0|[1-9]\d*)$/.test(key.value) : value.kind.name !== 'map';

/** The pairs of a dictionary that another one takes over. */
export const pairsOf = (value: Code): Doc =>
  value.kind.name === 'dict' ? ['Object.entries(', value.doc, ')'] : object(value);

const asItem = (item: Doc | Item): Item => (typeof item === 'object' && 'doc' in item ? item : { doc: item });

export function name(node: Of<'name'>, context: Context): Code {
  const found = context.scope.find(node.name);
  const facts = found?.kind.name === 'function' ? context.facts.functions.get(node.name) : undefined;
  if (facts && takesLists(facts)) throw new Untranslated(packedValue);
  if (found?.path !== undefined)
    throw new Untranslated(`\`${node.name}\` (${found.path}) is not known here as a value`);
  // A name from elsewhere: an earlier cell, a file that was not given.
  if (found) return code(found.spelling, found.kind);
  return code(context.scope.isKnown(node.name) ? node.name : variableName(node.name, () => false));
}

/** Names that a loop or a list of parameters gives to parts of a value. */
export function target(node: Expression, kind: Kind, scope: Scope): Doc {
  if (node.type === 'name') {
    const known = scope.own(node.name);
    if (known && known.path === undefined) {
      if (known.isDeclared || kind.name !== 'unknown') known.kind = kind;
      known.isDeclared = true;
    }
    return (known && known.path === undefined ? known : scope.add(node.name, kind)).spelling;
  }
  if (node.type === 'starred') return ['...', target(node.value, listOf(kind), scope)];
  if (node.type !== 'tuple' && node.type !== 'list')
    throw new Untranslated('a loop whose target is not a name');
  return list(node.items.map((item, i) => target(item, kind.items?.[i] ?? elementOf(kind), scope)));
}

export function lambda(node: Of<'lambda'>, context: Context): Code {
  return context.arrow(node.parameters, node.body);
}

/** Other names for parameters that defaults ask for something else by: `lambda x, i=i: x * i`. */
export function apartFrom(
  names: readonly Variable[],
  defaults: readonly (Code | undefined)[],
  scope: Scope,
): void {
  const asked = defaults.map((one) => (one ? oneLine(one.doc) : '')).join(' ');
  for (const one of names)
    if (new RegExp(`(?<![.\\w])${one.spelling}\\b`).test(asked)) one.spelling = scope.fresh(one.spelling);
}

/** Parameters and body of a function that is an expression. */
export function arrowOf(
  parameters: readonly Parameter[],
  body: Expression,
  context: Context,
  kinds: readonly Kind[] = [],
): Code {
  const scope = new Scope(context.scope);
  const given = parameters.map(({ byDefault }) => byDefault && context.expression(byDefault));
  // What a name held when the function was made, where it may hold something else when it is called.
  const held = parameters.map(({ byDefault, name }, i) =>
    given[i] && byDefault?.type === 'name' && !context.isSteady(byDefault.name)
      ? { name: context.scope.fresh(`${variableName(name, () => false)}Then`), doc: given[i].doc }
      : undefined,
  );
  const defaults = given.map((one, i) => (held[i] ? code(held[i].name) : one));
  const names = parameters.map(({ name }, i) => scope.add(name, kinds[i] ?? unknown));
  apartFrom(names, defaults, scope);
  if (parameters.some(({ kind }) => kind === 'list') && parameters.at(-1)?.kind !== 'list')
    throw new Untranslated('a lambda with something after `*args`: write a function');
  const docs = parameters.map(({ kind }, i): Doc => {
    const { spelling } = names[i]!;
    if (kind === 'list') return `...${spelling}: any[]`;
    if (kind === 'object') return `${spelling}: Record<string, any> = {}`;
    const type = kinds[i] ? spelling : `${spelling}: any`;
    return defaults[i] ? [spelling, ' = ', within(defaults[i], levels.assign)] : type;
  });
  const inside = context.inner(scope).expression(body);
  const waits = scope.isWaiting ? 'async ' : '';
  const shown = /^\{/.test(firstText(inside.doc)) ? ['(', inside.doc, ')'] : within(inside, levels.assign);
  const arrow: Doc = [waits, call('', docs), ' => ', shown];
  const kind: Kind = { name: 'function', gives: inside.kind };
  const kept = held.filter((one) => one !== undefined);
  if (kept.length === 0) return code(arrow, kind, levels.assign);
  const head = kept.map((one) => `${one.name}: any`).join(', ');
  return code(
    call(
      [`((${head}) => `, arrow, ')'],
      kept.map((one) => one.doc),
    ),
    kind,
  );
}

function firstText(doc: Doc): string {
  if (typeof doc === 'string') return doc;
  if (Array.isArray(doc)) return doc.length > 0 ? firstText(doc[0]) : '';
  return 'open' in doc ? doc.open : '{';
}

/** `[f(x) for x in list if x > 0]`. */
export function comprehension(node: Of<'comprehension'>, context: Context): Code {
  const [first, ...rest] = node.clauses;
  const names = node.clauses.flatMap(({ target }) => namesOf(target));
  if (closesOver(node.element, names))
    throw new Untranslated(
      `functions made in a loop, which in Python all see the last \`${names.join(', ')}\`: give each its own, \`lambda x, ${names[0]}=${names[0]}: …\``,
    );
  const scope = new Scope(context.scope);
  const made = comprised(node, first!, rest, context.inner(scope), context);
  if (node.makes === 'set' && isList(elementOf(made.kind)))
    return code(['new Set(', object(made), '.map((one) => JSON.stringify(one)))'], textSet);
  if (node.makes === 'set')
    return code(['new Set(', made.doc, ')'], { name: 'set', ...(made.kind.of && { of: made.kind.of }) });
  if (node.makes !== 'dict') return made;
  // What has a name gives texts: an object, as logs and settings are.
  if (node.key?.type === 'attribute' && node.key.name === 'name')
    return code(call('Object.fromEntries', [made.doc]), {
      name: 'dict',
      ...(made.kind.of && { of: made.kind.of }),
    });
  const type = made.kind.of && typeOf(made.kind.of);
  const types = type === undefined ? '' : `<any, ${type}>`;
  return code([`new Map${types}(`, made.doc, ')'], {
    name: 'map',
    ...(made.kind.of && { of: made.kind.of }),
    ...(made.kind.key && { key: made.kind.key }),
  });
}

function comprised(
  node: Of<'comprehension'>,
  clause: Clause,
  rest: readonly Clause[],
  context: Context,
  outside: Context,
): Code {
  const [next, ...others] = rest;
  const { source, parameters, kind } = loopOver(clause, outside, context);
  const tests = clause.conditions.map((test) => context.condition(test));
  const filtered = tests.reduce<Doc>(
    (doc, test) => [doc, '.filter((', parameters, ') => ', within(test, levels.assign), ')'],
    source,
  );
  void kind;
  const element = next
    ? comprised(node, next, others, context, context)
    : node.makes === 'dict'
      ? pair(context.expression(node.key!), context.expression(node.element))
      : context.expression(node.element);
  const isItself = !next && node.makes !== 'dict' && element.doc === parameters;
  // A list of its own, which may be changed.
  const isCopy = isItself && tests.length === 0 && node.makes === 'list';
  if (isItself) return code(isCopy ? ['[...', filtered, ']'] : filtered, listOf(element.kind));
  const shown = /^\{/.test(firstText(element.doc)) ? ['(', element.doc, ')'] : within(element, levels.assign);
  const map = next ? '.flatMap' : '.map';
  const waits = context.scope.isWaiting;
  const inner = next
    ? (element.kind.of ?? unknown)
    : node.makes === 'dict'
      ? (element.kind.items?.[1] ?? unknown)
      : element.kind;
  const mapped: Doc = [filtered, map, '((', parameters, ') => ', shown, ')'];
  if (waits) throw new Untranslated('a list of what has to be waited for: write a loop with await');
  const key = next ? element.kind.key : element.kind.items?.[0];
  return code(mapped, { ...listOf(inner), ...(node.makes === 'dict' && key && { key }) });
}

function pair(key: Code, value: Code): Code {
  if (isList(key.kind)) throw new Untranslated('a dictionary with keys that are lists: make texts of them');
  return code(list([key.doc, value.doc]), tupleOf([key.kind, value.kind]));
}

/** What a loop goes over, as a list, and the names that it gives. */
function loopOver(
  clause: Clause,
  outside: Context,
  inside: Context,
): { source: Doc; parameters: Doc; kind: Kind } {
  const given = linesIn(outside.expression(clause.iterable), outside);
  if (given.kind.className === 'settings') refuseNames(outside);
  const source = iterableList(given);
  const kind = elementOf(source.kind);
  return { source: object(source), parameters: target(clause.target, kind, inside.scope), kind };
}

/** Something to go over as an array. */
export function iterableList(value: Code): Code {
  const { name } = value.kind;
  if (name === 'file')
    throw new Untranslated('the lines of a file: `for line in file`, or `file.readlines()`');
  if (name === 'text') return code(['[...', within(value, levels.call), ']'], listOf(text));
  if (name === 'dict' || name === 'history') return code(['Object.keys(', value.doc, ')'], listOf(text));
  if (name === 'map') return code(['[...', object(value), '.keys()]'], listOf(unknown));
  if (isOfTexts(value.kind))
    return code(
      ['[...', within(value, levels.call), '].map((one) => JSON.parse(one) as any[])'],
      listOf(value.kind.of!),
    );
  if (name === 'set' || name === 'generator')
    return code(['[...', within(value, levels.call), ']'], listOf(elementOf(value.kind)));
  if (name === 'tensor' || name === 'variable')
    return code(['tf.unstack(', value.doc, ')'], listOf(kindOf('tensor')));
  if (name === 'dataset' || name === 'batches')
    throw new Untranslated('a list of batches: go through them by `for await (const [x, y] of …)`');
  return value;
}

export const asText = (value: string): Code => code(quoted(value), text);
