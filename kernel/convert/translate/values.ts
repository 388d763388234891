// Literals, names, lambdas, and lists made by a loop.
import type { Doc, Item } from '../code/layout.js';
import type { Clause, Expression, Of, Parameter, Place } from '../python/syntax.js';
import { type Code, call, code, levels, list, object, quoted, within } from './code.js';
import { type Context, Untranslated } from './context.js';
import {
  boolean,
  count,
  elementOf,
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
import { Scope } from './scope.js';

export function numberLiteral({ text: written }: Of<'number'>): Code {
  if (/j$/i.test(written)) throw new Untranslated('complex numbers are not in TypeScript: use tf.complex');
  const plain = written.replace(/^0+(?=\d)/, '').replace(/\.(?=$|e)/i, '');
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
  if (node.type === 'set')
    return code(['new Set(', list(docs), ')'], { name: 'set', of: kinds.reduce(joinedParts, unknown) });
  if (node.type === 'tuple') return code(list(docs), tupleOf(kinds));
  if (kinds.length === 0) return code(list(docs), { name: 'list', isEmpty: true });
  return code(list(docs), listOf(kinds.reduce(joinedStrictly)));
}

/** What lists of several kinds hold is not known. */
const joinedStrictly = (a: Kind, b: Kind): Kind =>
  a.name === 'unknown' || b.name === 'unknown' ? unknown : joinedParts(a, b);

export function dict(node: Of<'dict'>, context: Context): Code {
  const entries = node.entries.map(({ key, value }) => ({ key, value: context.expression(value) }));
  const kind = entries.map(({ value }) => value.kind).reduce(joinedParts, unknown);
  if (entries.every(({ key }) => key === undefined || key.type === 'text')) {
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
      { name: 'dict', ...(entries.length === 0 ? { isEmpty: true } : { of: kind }) },
    );
  }
  const pairs = entries.map(({ key, value }): Doc => {
    if (!key) return ['...', value.doc];
    return list([context.expression(key).doc, value.doc]);
  });
  return code(['new Map(', list(pairs), ')'], { name: 'map', of: kind });
}

const asItem = (item: Doc | Item): Item => (typeof item === 'object' && 'doc' in item ? item : { doc: item });

export function name(node: Of<'name'>, context: Context): Code {
  const found = context.scope.find(node.name);
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
  if (node.type === 'starred') return ['...', target(node.value, kind, scope)];
  if (node.type !== 'tuple' && node.type !== 'list')
    throw new Untranslated('a loop whose target is not a name');
  return list(node.items.map((item, i) => target(item, kind.items?.[i] ?? elementOf(kind), scope)));
}

export function lambda(node: Of<'lambda'>, context: Context): Code {
  return context.arrow(node.parameters, node.body);
}

/** Parameters and body of a function that is an expression. */
export function arrowOf(
  parameters: readonly Parameter[],
  body: Expression,
  context: Context,
  kinds: readonly Kind[] = [],
): Code {
  const scope = new Scope(context.scope);
  const docs = parameters.map((parameter, i): Doc => {
    const { spelling } = scope.add(parameter.name, kinds[i] ?? unknown);
    if (parameter.kind !== 'plain') return `...${spelling}: any[]`;
    const type = kinds[i] ? spelling : `${spelling}: any`;
    return parameter.byDefault ? [spelling, ' = ', context.expression(parameter.byDefault).doc] : type;
  });
  const inside = context.inner(scope).expression(body);
  const waits = scope.isWaiting ? 'async ' : '';
  const shown = /^\{/.test(firstText(inside.doc)) ? ['(', inside.doc, ')'] : within(inside, levels.assign);
  return code(
    [waits, call('', docs), ' => ', shown],
    { name: 'function', gives: inside.kind },
    levels.assign,
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
  const scope = new Scope(context.scope);
  const made = comprised(node, first!, rest, context.inner(scope), context);
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
  if (isItself) return code(filtered, listOf(element.kind));
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
  return code(mapped, listOf(inner));
}

const pair = (key: Code, value: Code): Code =>
  code(list([key.doc, value.doc]), tupleOf([key.kind, value.kind]));

/** What a loop goes over, as a list, and the names that it gives. */
function loopOver(
  clause: Clause,
  outside: Context,
  inside: Context,
): { source: Doc; parameters: Doc; kind: Kind } {
  const source = iterableList(outside.expression(clause.iterable));
  const kind = elementOf(source.kind);
  return { source: object(source), parameters: target(clause.target, kind, inside.scope), kind };
}

/** Something to go over as an array. */
export function iterableList(value: Code): Code {
  const { name } = value.kind;
  if (name === 'text') return code(['[...', within(value, levels.call), ']'], listOf(text));
  if (name === 'dict' || name === 'history') return code(['Object.keys(', value.doc, ')'], listOf(text));
  if (name === 'map') return code(['[...', object(value), '.keys()]'], listOf(unknown));
  if (name === 'set' || name === 'generator')
    return code(['[...', within(value, levels.call), ']'], listOf(elementOf(value.kind)));
  if (name === 'tensor' || name === 'variable')
    return code(['tf.unstack(', value.doc, ')'], listOf(kindOf('tensor')));
  if (name === 'dataset' || name === 'batches')
    throw new Untranslated('a list of batches: go through them by `for await (const [x, y] of …)`');
  return value;
}

export const asText = (value: string): Code => code(quoted(value), text);
