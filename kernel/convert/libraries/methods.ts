// Methods of texts, lists, sets and dictionaries.
import type { Doc } from '../code/layout.js';
import type { Given } from '../translate/arguments.js';
import { type Code, call, code, levels, object, within } from '../translate/code.js';
import type { Context } from '../translate/context.js';
import {
  boolean,
  count,
  elementOf,
  type Kind,
  listOf,
  none,
  text,
  tupleOf,
  unknown,
} from '../translate/kinds.js';
import { formatCall } from '../translate/texts.js';
import { iterableList } from '../translate/values.js';
import { type Method, type Methods, only, required } from './handler.js';

const args = (given: Given, context: Context): Doc[] => {
  only(given);
  return given.plain.map((one) => context.expression(one).doc);
};

/** A method of the same arguments. */
const same =
  (name: string, kind: Kind | ((object: Code) => Kind)): Method =>
  (value, given, context) =>
    code(
      call([object(value), `.${name}`], args(given, context)),
      typeof kind === 'function' ? kind(value) : kind,
    );

const withoutArguments =
  (name: string, kind: Kind): Method =>
  (value, given) =>
    given.plain.length > 0 ? undefined : code([object(value), `.${name}()`], kind);

export const textMethods: Methods = {
  upper: same('toUpperCase', text),
  lower: same('toLowerCase', text),
  strip: withoutArguments('trim', text),
  rstrip: withoutArguments('trimEnd', text),
  lstrip: withoutArguments('trimStart', text),
  startswith: same('startsWith', boolean),
  endswith: same('endsWith', boolean),
  find: same('indexOf', { name: 'number' }),
  index: same('indexOf', count),
  replace: (value, given, context) =>
    given.plain.length > 2
      ? undefined
      : code(call([object(value), '.replaceAll'], args(given, context)), text),
  split: (value, given, context) => {
    only(given, 'sep', 'maxsplit');
    const [by, most] = [
      given.plain[0] ?? given.named.get('sep'),
      given.plain[1] ?? given.named.get('maxsplit'),
    ];
    const mark = by && context.expression(by).doc;
    const parts: Doc[] = mark === undefined ? ['.trim().split(/\\s+/)'] : ['.split(', mark, ')'];
    if (!most) return code([object(value), ...parts], listOf(text));
    const count = context.expression(most).doc;
    const rest = ['parts.slice(', count, ').join(', mark ?? "' '", ')'];
    return code(
      ['((parts) => [...parts.slice(0, ', count, '), ', rest, '])(', object(value), ...parts, ')'],
      listOf(text),
    );
  },
  splitlines: (value) => code([object(value), '.split(/\\r?\\n/)'], listOf(text)),
  join: (value, given, context) => {
    const items = iterableList(required(given, 0, 'iterable', context));
    return code([object(items), '.join(', value.doc, ')'], text);
  },
  format: (value, given, context) => {
    const { node } = given;
    const pattern =
      node.callee.type === 'attribute' && node.callee.object.type === 'text'
        ? node.callee.object.value
        : undefined;
    if (pattern === undefined) return undefined;
    void value;
    const named = new Map([...given.named].map(([name, one]) => [name, context.expression(one)]));
    return formatCall(
      pattern,
      given.plain.map((one) => context.expression(one)),
      named,
    );
  },
  isdigit: (value) => code(['/^\\d+$/.test(', value.doc, ')'], boolean),
  zfill: (value, given, context) =>
    code([object(value), '.padStart(', ...args(given, context), ", '0')"], text),
  title: () => undefined,
  count: (value, given, context) =>
    code(['(', object(value), '.split(', ...args(given, context), ').length - 1)'], count),
  encode: (value) => value,
  decode: (value) => value,
  // Of a tensor of one text, which is a text here.
  numpy: (value) => value,
};

export const listMethods: Methods = {
  append: same('push', none),
  extend: (value, given, context) =>
    code(
      call(
        [object(value), '.push'],
        [['...', within(iterableList(required(given, 0, 'iterable', context)), levels.assign)]],
      ),
      none,
    ),
  insert: (value, given, context) => {
    const [at, item] = args(given, context);
    return at && item ? code(call([object(value), '.splice'], [at, '0', item]), none) : undefined;
  },
  pop: (value, given, context) => {
    const [at] = args(given, context);
    const kind = elementOf(value.kind);
    if (at === undefined) return code([object(value), '.pop()!'], kind);
    return at === '0'
      ? code([object(value), '.shift()!'], kind)
      : code([object(value), '.splice(', at, ', 1)[0]!'], kind);
  },
  index: same('indexOf', count),
  count: (value, given, context) =>
    code([object(value), '.filter((one) => one === ', ...args(given, context), ').length'], count),
  copy: withoutArguments('slice', unknown),
  reverse: withoutArguments('reverse', none),
  clear: (value) => code([object(value), '.length = 0'], none, levels.assign),
  sort: (value, given) => {
    if (given.named.size > 0) return undefined;
    const of = elementOf(value.kind);
    if (of.name === 'number') return code([object(value), '.sort((a, b) => a - b)'], none);
    return of.name === 'text' ? code([object(value), '.sort()'], none) : undefined;
  },
};

const entries = (value: Code): Kind => listOf(tupleOf([text, value.kind.of ?? unknown]));

export const dictMethods: Methods = {
  items: (value) =>
    code([value.kind.of ? 'Object.entries(' : 'Object.entries<any>(', value.doc, ')'], entries(value)),
  keys: (value) => code(['Object.keys(', value.doc, ')'], listOf(text)),
  values: (value) => code(['Object.values(', value.doc, ')'], listOf(value.kind.of ?? unknown)),
  get: (value, given, context) => {
    const [key, other] = args(given, context);
    const found: Doc = [object(value), '[', key ?? '', ']'];
    return code(['(', found, ' ?? ', other ?? 'null', ')'], value.kind.of ?? unknown);
  },
  update: (value, given, context) => code(call('Object.assign', [value.doc, ...args(given, context)]), none),
  copy: (value) => code(['{ ...', value.doc, ' }'], value.kind),
};

export const mapMethods: Methods = {
  items: (value) => code(['[...', value.doc, ']'], listOf(tupleOf([unknown, value.kind.of ?? unknown]))),
  keys: (value) => code(['[...', object(value), '.keys()]'], listOf(unknown)),
  values: (value) => code(['[...', object(value), '.values()]'], listOf(value.kind.of ?? unknown)),
  get: (value, given, context) => {
    const [key, other] = args(given, context);
    const found: Doc = [object(value), '.get(', key ?? '', ')'];
    return code(['(', found, ' ?? ', other ?? 'null', ')'], value.kind.of ?? unknown);
  },
};

/** What a set is joined with, named once: it is asked for each value. */
function asSet(given: Given, context: Context): Code | undefined {
  if (given.plain.length !== 1) return undefined;
  const other = context.expression(given.plain[0]!);
  return other.kind.name === 'set' ? other : undefined;
}

/** A set's values of which a test of the other set, `all`, is true. */
const keptOf =
  (test: string): Method =>
  (value, given, context) => {
    const other = asSet(given, context);
    const kept: Doc = ['((all: Set<unknown>) => new Set([...', value.doc, `].filter((one) => ${test})))(`];
    return other && code([...kept, other.doc, ')'], value.kind);
  };

export const setMethods: Methods = {
  add: same('add', none),
  discard: same('delete', none),
  remove: same('delete', none),
  update: () => undefined,
  intersection: keptOf('all.has(one)'),
  difference: keptOf('!all.has(one)'),
  union: (value, given, context) => {
    const other = asSet(given, context);
    return other && code(['new Set([...', value.doc, ', ...', other.doc, '])'], value.kind);
  },
};

/** Names that only lists have: what they are methods of is one. */
export const onlyOfLists: ReadonlySet<string> = new Set(['append', 'extend']);
/** Names that only texts have. */
export const onlyOfTexts: ReadonlySet<string> = new Set([
  ...[
    'upper',
    'lower',
    'strip',
    'rstrip',
    'lstrip',
    'startswith',
    'endswith',
    'splitlines',
    'isdigit',
    'zfill',
  ],
]);
