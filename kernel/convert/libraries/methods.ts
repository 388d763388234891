// Methods of texts, lists, sets and dictionaries.
import type { Doc } from '../code/layout.js';
import { markHeld } from '../translate/aliases.js';
import type { Given } from '../translate/arguments.js';
import { type Code, call, code, levels, object, objectOf, within } from '../translate/code.js';
import type { Context } from '../translate/context.js';
import {
  boolean,
  count,
  elementOf,
  isList,
  type Kind,
  listOf,
  none,
  text,
  tupleOf,
  unknown,
} from '../translate/kinds.js';
import { keyOfSettings, refuseNames } from '../translate/settings.js';
import { inSet, isOfTexts } from '../translate/text-sets.js';
import { formatCall, linesOf } from '../translate/texts.js';
import { iterableList, pairsOf, refuseLists } from '../translate/values.js';
import { type Method, type Methods, only, required } from './handler.js';
import { sorting } from './sorting.js';

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

/** Of the characters that are written, or of white space. */
function stripped(plain: string, pattern: (mark: string) => string): Method {
  return (value, given) => {
    const [marks] = given.plain;
    if (given.named.size > 0 || given.plain.length > 1) return undefined;
    if (!marks) return code([object(value), `.${plain}()`], text);
    if (marks.type !== 'text' || marks.value === '') return undefined;
    const escaped = JSON.stringify(marks.value)
      .slice(1, -1)
      .replaceAll('\\"', '"')
      .replace(/[\]^/-]/g, '\\$&');
    return code([object(value), `.replace(/${pattern(`[${escaped}]`)}/g, '')`], text);
  };
}

export const textMethods: Methods = {
  upper: same('toUpperCase', text),
  lower: same('toLowerCase', text),
  strip: stripped('trim', (mark) => `^${mark}+|${mark}+$`),
  rstrip: stripped('trimEnd', (mark) => `${mark}+$`),
  lstrip: stripped('trimStart', (mark) => `^${mark}+`),
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
    const mark = by && by.type !== 'constant' ? context.expression(by).doc : undefined;
    const parts: Doc[] = mark === undefined ? ['.split(/\\s+/).filter(Boolean)'] : ['.split(', mark, ')'];
    if (!most) return code([object(value), ...parts], listOf(text));
    if (mark === undefined) {
      if (most.type !== 'number' || most.text !== '1') return undefined;
      // The first word, and what stands behind it as it is.
      const parted = '.match(/^\\s*(\\S+)(?:\\s+(\\S[^]*)|\\s*)$/) ?? []).slice(1).filter(Boolean)';
      return code(['(', object(value), parted], listOf(text));
    }
    const count = context.expression(most).doc;
    const all: Doc = ['[...parts.slice(0, ', count, '), parts.slice(', count, ').join(', mark, ')]'];
    return code(
      ['((parts) => (parts.length > ', count, ' ? ', all, ' : parts))(', object(value), ...parts, ')'],
      listOf(text),
    );
  },
  splitlines: (value, given) =>
    given.plain.length + given.named.size > 0
      ? undefined
      : code([linesOf(object(value)).doc, ".map((one) => one.replace(/\\r?\\n$/, ''))"], listOf(text)),
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
      context,
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
  append: (value, given, context) => {
    const [item] = given.plain;
    if (item) markHeld(item, context.scope);
    return same('push', none)(value, given, context);
  },
  remove: (value, given, context) => {
    const item = required(given, 0, 'value', context);
    if (isList(item.kind)) return undefined;
    // `>>> 0`: what is not there is beyond the end, not the last one.
    return code([object(value), '.splice(', object(value), '.indexOf(', item.doc, ') >>> 0, 1)'], none);
  },
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
  index: (value, given, context) => {
    const item = required(given, 0, 'value', context);
    return isList(item.kind) ? undefined : same('indexOf', count)(value, given, context);
  },
  count: (value, given, context) =>
    isList(required(given, 0, 'value', context).kind)
      ? undefined
      : code([object(value), '.filter((one) => one === ', ...args(given, context), ').length'], count),
  copy: (value) => code(['[...', within(value, levels.call), ']'], value.kind),
  reverse: withoutArguments('reverse', none),
  clear: (value) => code([object(value), '.length = 0'], none, levels.assign),
  sort: (value, given, context) => {
    const sorted = sorting(given, elementOf(value.kind), context);
    return sorted === undefined ? undefined : code([object(value), sorted], none);
  },
};

const entries = (value: Code): Kind => listOf(tupleOf([text, value.kind.of ?? unknown]));

/** What is there by a key, or something else. */
function orElse(found: Doc, given: Given, context: Context, kind: Kind): Code {
  const [, other] = given.plain.map((one) => context.expression(one));
  const isNumber = other?.kind.name === kind.name;
  return code(
    ['(', found, ' ?? ', other ? within(other, levels.nullish) : 'null', ')'],
    isNumber ? kind : kind.name === 'unknown' && other ? other.kind : kind,
  );
}

/** The key of a dictionary that a method is given. */
function keyIn(value: Code, given: Given, context: Context): Code {
  only(given, 'default');
  const key = required(given, 0, 'key', context);
  refuseLists(key.kind);
  return value.kind.className === 'settings' ? keyOfSettings(key, context) : key;
}

/** What a dictionary holds, with its keys, whose spelling must be Python's. */
const withKeys =
  (method: Method): Method =>
  (value, given, context) => {
    if (value.kind.className === 'settings') refuseNames(context);
    return method(value, given, context);
  };

export const dictMethods: Methods = {
  items: withKeys((value) =>
    code([value.kind.of ? 'Object.entries(' : 'Object.entries<any>(', value.doc, ')'], entries(value)),
  ),
  keys: withKeys((value) => code(['Object.keys(', value.doc, ')'], listOf(text))),
  values: (value) => code(['Object.values(', value.doc, ')'], listOf(value.kind.of ?? unknown)),
  get: (value, given, context) => {
    const key = keyIn(value, given, context);
    return orElse([object(value), '[', key.doc, ']'], given, context, value.kind.of ?? unknown);
  },
  pop: (value, given, context) => {
    const key = keyIn(value, given, context);
    const other = given.plain[1] && context.expression(given.plain[1]);
    const taken: Doc = other ? ['taken ?? ', within(other, levels.nullish)] : 'taken';
    const steps = 'const taken = all[key]; delete all[key];';
    const head = `((all: Record<string, any>, key: string) => { ${steps} return `;
    return code([head, taken, '; })(', value.doc, ', ', key.doc, ')'], value.kind.of ?? unknown);
  },
  setdefault: (value, given, context) => {
    const key = keyIn(value, given, context);
    const other = required(given, 1, 'default', context);
    const isComputed = given.plain[0]?.type !== 'text';
    for (const place of (isComputed && value.kind.madeAt) || []) context.facts.becomesMap(place);
    return code(['(', object(value), '[', key.doc, '] ??= ', within(other, levels.assign), ')'], other.kind);
  },
  update: (value, given, context) => {
    const [other] = given.plain;
    if (given.plain.length > 1 || given.spread.length > 0) return undefined;
    const taken = other && context.expression(other);
    if (taken?.kind.name === 'map')
      for (const place of value.kind.madeAt ?? []) context.facts.becomesMap(place);
    const named = [...given.named].map(
      ([name, one]) => [name, within(context.expression(one), levels.assign)] as const,
    );
    const all = [...(taken ? [taken.doc] : []), ...(named.length > 0 ? [objectOf(named)] : [])];
    return all.length === 0 ? undefined : code(call('Object.assign', [value.doc, ...all]), none);
  },
  copy: (value) => {
    const { madeAt, ...kind } = value.kind;
    return code(['{ ...', value.doc, ' }'], kind);
  },
};

export const mapMethods: Methods = {
  items: (value) =>
    code(['[...', value.doc, ']'], listOf(tupleOf([value.kind.key ?? unknown, value.kind.of ?? unknown]))),
  keys: (value) => code(['[...', object(value), '.keys()]'], listOf(value.kind.key ?? unknown)),
  values: (value) => code(['[...', object(value), '.values()]'], listOf(value.kind.of ?? unknown)),
  get: (value, given, context) => {
    const key = keyIn(value, given, context);
    return orElse([object(value), call('.get', [key.doc])], given, context, value.kind.of ?? unknown);
  },
  setdefault: (value, given, context) => {
    const key = keyIn(value, given, context);
    const other = required(given, 1, 'default', context);
    const made: Doc = [object(value), call('.set', [key.doc, other.doc]), call('.get', [key.doc]), '!'];
    return code(['(', object(value), call('.get', [key.doc]), ' ?? ', made, ')'], other.kind);
  },
  pop: (value, given, context) => {
    const key = keyIn(value, given, context);
    const other = given.plain[1] && context.expression(given.plain[1]);
    const taken: Doc = other ? ['taken ?? ', within(other, levels.nullish)] : 'taken!';
    const steps = 'const taken = all.get(key); all.delete(key);';
    const head = `((all: Map<any, any>, key: any) => { ${steps} return `;
    return code([head, taken, '; })(', value.doc, ', ', key.doc, ')'], value.kind.of ?? unknown);
  },
  update: (value, given, context) => {
    const [other] = given.plain;
    if (given.plain.length !== 1 || given.named.size + given.spread.length > 0) return undefined;
    const taken = context.expression(other!);
    if (taken.kind.name !== 'dict' && taken.kind.name !== 'map') return undefined;
    const set: Doc = ['(([key, one]) => ', object(value), '.set(key, one))'];
    const pairs = taken.kind.name === 'dict' ? pairsOf(taken) : ['[...', object(taken), ']'];
    return code([pairs, '.forEach', ...set], none);
  },
  copy: (value) => code(['new Map(', value.doc, ')'], value.kind),
  clear: (value) => code([object(value), '.clear()'], none),
};

/** What a set is joined with, named once: it is asked for each value. */
function asSet(value: Code, given: Given, context: Context): Code | undefined {
  if (given.plain.length !== 1) return undefined;
  const other = context.expression(given.plain[0]!);
  const isAlike = isOfTexts(value.kind) === isOfTexts(other.kind);
  return other.kind.name === 'set' && isAlike ? other : undefined;
}

/** A set's values of which a test of the other set, `all`, is true. */
const keptOf =
  (test: string): Method =>
  (value, given, context) => {
    const other = asSet(value, given, context);
    const kept: Doc = ['((all: Set<unknown>) => new Set([...', value.doc, `].filter((one) => ${test})))(`];
    return other && code([...kept, other.doc, ')'], value.kind);
  };

const ofSet =
  (name: string): Method =>
  (value, given, context) => {
    only(given);
    const one = inSet(value.kind, required(given, 0, 'elem', context), context);
    return code(call([object(value), `.${name}`], [one.doc]), none);
  };

export const setMethods: Methods = {
  add: ofSet('add'),
  discard: ofSet('delete'),
  remove: ofSet('delete'),
  update: () => undefined,
  intersection: keptOf('all.has(one)'),
  difference: keptOf('!all.has(one)'),
  union: (value, given, context) => {
    const other = asSet(value, given, context);
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
