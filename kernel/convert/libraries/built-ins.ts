// Python's own functions.
import { type Doc, oneLine } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import type { Given } from '../translate/arguments.js';
import { type Code, call, code, levels, list, object, within } from '../translate/code.js';
import type { Context } from '../translate/context.js';
import {
  boolean,
  count,
  elementOf,
  isList,
  isTensor,
  isVague,
  joined,
  kindOf,
  listOf,
  none,
  number,
  text,
  tupleOf,
  unknown,
  unranked,
} from '../translate/kinds.js';
import { truth } from '../translate/operators.js';
import { pathOf } from '../translate/paths.js';
import { sliceOf } from '../translate/slices.js';
import { textSet } from '../translate/text-sets.js';
import { written } from '../translate/texts.js';
import { iterableList } from '../translate/values.js';
import { type Handlers, only, optional, refused, required, textOf } from './handler.js';
import { keyOf, sorting } from './sorting.js';
import { firstOf, isSeries, seriesAsDataset } from './tf-data.js';

const isPath = ({ doc }: Code): boolean => /^[\w.]+$/.test(oneLine(doc));

/** Whether an object has a text of its own. */
const isWritten = ({ kind }: Code, { facts }: Context): boolean =>
  kind.name === 'own' && ['__str__', '__repr__'].some((name) => facts.methodOf(kind.className, name));

const dataOf = (value: Code): Doc => [object(value), '.dataSync()[0]!'];

function numberOf(value: Code, round: boolean): Code {
  const { name, isCount } = value.kind;
  const plain = isTensor(value.kind)
    ? code(dataOf(value), number)
    : name === 'number'
      ? value
      : code(call('Number', [value.doc]), number);
  if (!round) return plain;
  return isCount ? plain : code(call('Math.trunc', [plain.doc]), number);
}

/** How many: by what is counted. */
export function lengthOf(value: Code): Code {
  const { name } = value.kind;
  if (isTensor(value.kind)) return code([object(value), '.shape[0]!'], count);
  if (name === 'dict' || name === 'history') return code(['Object.keys(', value.doc, ').length'], count);
  if (name === 'map' || name === 'set') return code([object(value), '.size'], count);
  if (name === 'table') return code([object(value), '.rowCount'], count);
  return code([object(value), '.length'], count);
}

/** `range(n)` as a list. */
function range(bounds: readonly Code[]): Code {
  const [first, second, step] = bounds;
  if (!second) return code(['Array.from({ length: ', first!.doc, ' }, (_, i) => i)'], listOf(count));
  const by = step ? within(step, levels.product) : '1';
  const length: Doc = step
    ? [
        'Math.max(0, Math.ceil((',
        within(second, levels.sum),
        ' - ',
        within(first!, levels.sum + 1),
        ') / ',
        by,
        '))',
      ]
    : [within(second, levels.sum), ' - ', within(first!, levels.sum + 1)];
  const value: Doc = [within(first!, levels.sum), ' + i', ...(step ? [' * ', by] : [])];
  return code(
    ['Array.from({ length: ', length, ' }, (_, i) => ', value, ')'],
    listOf(first!.kind.isCount ? count : number),
  );
}

/** `max(list, key=len)`: the first of those whose key is the largest. */
function extremeBy(name: 'max' | 'min', given: Given, context: Context): Code | undefined {
  if (given.plain.length !== 1) return undefined;
  const source = context.expression(given.plain[0]!);
  if (isTensor(source.kind)) return undefined;
  const items = iterableList(source);
  const by = keyOf(given.named.get('key')!, elementOf(items.kind), context);
  const gives = by?.kind.gives?.name ?? 'unknown';
  if (!by || !/^(number|text|boolean|unknown)$/.test(gives)) return undefined;
  const key = within(by, levels.assign);
  const isNext: Doc = ['key(one) ', name === 'max' ? '>' : '<', ' key(best)'];
  const pick: Doc = ['.reduce((best, one) => { const key = ', key, '; return ', isNext, ' ? one : best; })'];
  return code([object(items), ...pick], elementOf(items.kind));
}

const extreme =
  (name: 'max' | 'min'): Handlers[string] =>
  (given, context) => {
    only(given, 'key', 'default');
    if (given.named.size === 1 && given.named.has('key')) return extremeBy(name, given, context);
    if (given.named.size > 0) return undefined;
    const values = given.plain.map((one) => context.expression(one));
    const [first] = values;
    if (values.length === 1 && isTensor(first!.kind))
      return code(call(context.facts.use(`ops.${name}`), [first!.doc]), kindOf('tensor'));
    if (values.length > 1 && values.some(({ kind }) => isTensor(kind))) return undefined;
    const of =
      values.length === 1
        ? elementOf(iterableList(first!).kind)
        : values.map(({ kind }) => kind).reduce(joined, unknown);
    if (!/^(number|text|boolean|unknown|mixed)$/.test(of.name)) return undefined;
    // Texts have an order too.
    if (of.name === 'text' || (values.length === 1 && isVague(of))) {
      const all = values.length === 1 ? iterableList(first!) : code(list(values.map(({ doc }) => doc)));
      const sign = name === 'max' ? '>' : '<';
      return code([object(all), `.reduce((best, one) => (one ${sign} best ? one : best))`], of);
    }
    const args = values.length === 1 ? [['...', iterableList(first!).doc]] : values.map(({ doc }) => doc);
    return code(
      call(`Math.${name}`, args),
      values.length === 1 ? elementOf(first!.kind) : values.map(({ kind }) => kind).reduce(joined, unknown),
    );
  };

const every =
  (name: 'every' | 'some'): Handlers[string] =>
  (given, context) => {
    const value = required(given, 0, 'iterable', context);
    if (isTensor(value.kind)) return undefined;
    const items = iterableList(value);
    const test = truth(code('one', elementOf(items.kind)), context);
    const isTrue: Doc =
      test.kind.name === 'boolean' ? within(test, levels.assign) : ['Boolean(', test.doc, ')'];
    return code([object(items), `.${name}((one) => `, isTrue, ')'], boolean);
  };

/** What a class is called here, where `isinstance` asks. */
const checks: Readonly<Record<string, (value: Doc) => Doc>> = {
  str: (value) => ['typeof ', value, " === 'string'"],
  int: (value) => ['Number.isInteger(', value, ')'],
  float: (value) => ['typeof ', value, " === 'number'"],
  bool: (value) => ['typeof ', value, " === 'boolean'"],
  list: (value) => ['Array.isArray(', value, ')'],
  tuple: (value) => ['Array.isArray(', value, ')'],
};

function checkOf(type: Expression, value: Doc, context: Context): Doc | undefined {
  const path = pathOf(type, context.scope);
  const layer = /^keras\.layers\.(\w+)$/.exec(path ?? '')?.[1];
  if (layer !== undefined && layer !== 'Layer') return [value, `.getClassName() === '${layer}'`];
  if (path !== undefined || type.type !== 'name') return undefined;
  const own = context.facts.classes.has(type.name) ? context.scope.find(type.name)?.spelling : undefined;
  return own === undefined ? checks[type.name]?.(value) : [value, ` instanceof ${own}`];
}

export const builtIns: Handlers = {
  print: (given, context) => {
    only(given, 'sep', 'end', 'flush', 'file');
    const separator = textOf(given.named.get('sep'));
    const end = textOf(given.named.get('end'));
    if ((given.named.has('end') && end === undefined) || given.named.has('file')) return undefined;
    const values = given.plain.map((one): Code => {
      if (one.type === 'starred') return code(['...', context.expression(one.value).doc], unknown);
      return context.expression(one);
    });
    const docs = values.map((one): Doc => {
      if (one.kind.name === 'error') return written(one, context).doc;
      return isTensor(one.kind) || isWritten(one, context) ? call('String', [one.doc]) : one.doc;
    });
    const isOne = docs.length === 1 && values[0]!.kind.name === 'text';
    const joinedText: Doc = isOne
      ? docs[0]!
      : [list(docs), '.join(', separator === undefined ? "' '" : JSON.stringify(separator), ')'];
    if (end !== undefined && end !== '\n')
      return code(
        call(
          'process.stdout.write',
          end === ''
            ? [joinedText]
            : [
                [
                  joinedText,
                  ' + ',
                  `'${end.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll("'", "\\'")}'`,
                ],
              ],
        ),
        none,
      );
    return code(call('console.log', separator === undefined ? docs : [joinedText]), none);
  },
  len: (given, context) => {
    const value = required(given, 0, 'obj', context);
    if (isVague(value.kind))
      context.note('Taken as the length of a list or a text; that of an array is `x.shape[0]`.');
    return lengthOf(value);
  },
  range: (given, context) => range(given.plain.map((one) => context.expression(one))),
  int: (given, context) => {
    if (given.plain.length === 0) return code('0', count);
    const value = required(given, 0, 'x', context);
    if (value.kind.name === 'boolean') return code(call('Number', [value.doc]), count);
    return value.kind.name === 'text'
      ? code(
          call('Number.parseInt', [
            value.doc,
            given.plain[1] ? context.expression(given.plain[1]).doc : '10',
          ]),
          number,
        )
      : numberOf(value, true);
  },
  float: (given, context) => {
    const infinite = textOf(given.plain[0])?.toLowerCase();
    if (infinite === 'inf' || infinite === '-inf')
      return code(infinite === 'inf' ? 'Infinity' : '-Infinity', number, levels.unary);
    if (infinite === 'nan') return code('Number.NaN', number);
    return numberOf(required(given, 0, 'x', context), false);
  },
  str: (given, context) => {
    if (given.plain.length === 0) return code("''", text);
    const value = required(given, 0, 'object', context);
    const shown = written(value, context);
    return shown === value ? code(call('String', [value.doc]), text) : shown;
  },
  bool: (given, context) => {
    const value = truth(required(given, 0, 'x', context), context);
    return value.kind.name === 'boolean' ? value : code(call('Boolean', [value.doc]), boolean);
  },
  abs: (given, context) => {
    const value = required(given, 0, 'x', context);
    if (isTensor(value.kind)) return code(call(context.facts.use('ops.abs'), [value.doc]), value.kind);
    return code(call('Math.abs', [value.doc]), value.kind);
  },
  round: (given, context) => {
    const value = required(given, 0, 'number', context);
    const plain = isTensor(value.kind) ? code(dataOf(value), number) : value;
    const digits = given.plain[1] ?? given.named.get('ndigits');
    if (digits)
      return code(['Number(', object(plain), '.toFixed(', context.expression(digits).doc, '))'], number);
    context.note('Math.round takes halves up; Python takes them to the even neighbour.');
    return code(call('Math.round', [plain.doc]), number);
  },
  sum: (given, context) => {
    const value = required(given, 0, 'iterable', context);
    if (isTensor(value.kind))
      return code(call(context.facts.use('ops.sum'), [value.doc]), unranked(value.kind));
    const items = iterableList(value);
    const of = elementOf(items.kind);
    const start = optional(given, 1, 'start', context);
    if (isList(of) || (start && isList(start.kind)))
      return start && oneLine(start.doc) === '[]'
        ? code([object(items), '.flat()'], items.kind.of ?? listOf(unknown))
        : undefined;
    if (isTensor(of)) return start ? undefined : code(call(context.facts.use('tf.addN'), [items.doc]), of);
    const one = of.name === 'boolean' ? 'Number(one)' : 'one';
    const first = start ? within(start, levels.assign) : '0';
    const kind = !start && (of.isCount || of.name === 'boolean') ? count : number;
    return code([object(items), `.reduce((sum, one) => sum + ${one}, `, first, ')'], kind);
  },
  max: extreme('max'),
  min: extreme('min'),
  any: every('some'),
  all: every('every'),
  list: (given, context) => {
    if (given.plain.length === 0) return code('[]', listOf(unknown));
    const value = required(given, 0, 'iterable', context);
    const items = iterableList(value);
    if (items !== value) return items;
    const isNew = typeof items.doc === 'object' && 'open' in items.doc;
    return isNew || value.kind.name === 'generator'
      ? code(items.doc, listOf(elementOf(items.kind)), items.level)
      : code(['[...', within(items, levels.call), ']'], listOf(elementOf(items.kind)));
  },
  tuple: (given, context) => builtIns.list!(given, context),
  set: (given, context) => {
    const place = given.node.to;
    if (given.plain.length === 0 && context.facts.isMap(place)) return code('new Set<string>()', textSet);
    if (given.plain.length === 0) return code('new Set()', { name: 'set', madeAt: [place] });
    const items = iterableList(required(given, 0, 'iterable', context));
    const made = call([object(items), '.map'], ['(one) => JSON.stringify(one)']);
    if (isList(elementOf(items.kind))) return code(['new Set(', made, ')'], textSet);
    return code(['new Set(', items.doc, ')'], { name: 'set', of: elementOf(items.kind) });
  },
  dict: (given, context) => {
    const places = [given.node.to];
    if (given.plain.length === 0 && given.named.size + given.spread.length === 0)
      return context.facts.isMap(given.node.to)
        ? code('new Map()', { name: 'map' })
        : code({ open: '{', items: [], close: '}' }, { name: 'dict', isEmpty: true, madeAt: places });
    if (given.plain.length > 0 && given.named.size + given.spread.length > 0) return undefined;
    if (given.plain.length === 1) {
      const value = required(given, 0, 'iterable', context);
      if (value.kind.name === 'dict') return code(['{ ...', value.doc, ' }'], value.kind);
      const [list] = given.plain;
      const pair = list?.type === 'comprehension' && list.element.type === 'tuple' ? list.element : undefined;
      const [key] = pair?.items ?? [];
      if (key?.type === 'attribute' && key.name === 'name')
        return code(call('Object.fromEntries', [value.doc]), {
          name: 'dict',
          of: elementOf(value.kind).items?.[1] ?? unknown,
        });
      if (value.kind.name === 'map') return code(['new Map(', value.doc, ')'], value.kind);
      return code(['new Map(', iterableList(value).doc, ')'], {
        name: 'map',
        of: elementOf(value.kind).items?.[1] ?? unknown,
      });
    }
    if (given.plain.length > 0 || given.spread.length > 0) return undefined;
    const items = [...given.named].map(([name, value]): Doc => [name, ': ', context.expression(value).doc]);
    return code({ open: '{', items: items.map((doc) => ({ doc })), close: '}' }, { name: 'dict' });
  },
  sorted: (given, context) => {
    only(given, 'key', 'reverse');
    const items = iterableList(required(given, 0, 'iterable', context));
    const of = elementOf(items.kind);
    const sorted = sorting(given, of, context);
    return sorted === undefined
      ? undefined
      : code(['[...', within(items, levels.call), ']', sorted], listOf(of));
  },
  reversed: (given, context) => {
    const items = iterableList(required(given, 0, 'sequence', context));
    return code(['[...', within(items, levels.call), '].reverse()'], listOf(elementOf(items.kind)));
  },
  enumerate: (given, context) => {
    const items = iterableList(required(given, 0, 'iterable', context));
    const start = given.plain[1] ?? given.named.get('start');
    const kind = listOf(tupleOf([count, elementOf(items.kind)]));
    const first = start ? [' + ', context.expression(start).doc] : [];
    return code([object(items), '.map((one, i) => [i', ...first, ', one] as const)'], kind);
  },
  zip: (given, context) => {
    only(given, 'strict');
    const lists = given.plain.map((one) => iterableList(context.expression(one)));
    const [first, ...rest] = lists;
    if (!first || rest.length === 0 || given.plain.some(({ type }) => type === 'starred')) return undefined;
    const kind = listOf(tupleOf(lists.map((one) => elementOf(one.kind))));
    // What is made for this is made once.
    const names = lists.map((one, i) => (isPath(one) ? one.doc : `list${i}`));
    const [head, ...others] = names;
    const lengths = others.flatMap((one, i): Doc[] => [i > 0 ? ', ' : '', one, '.length']);
    const end: Doc = others.length === 1 ? lengths : ['Math.min(', ...lengths, ')'];
    const parts = others.flatMap((one): Doc[] => [', ', one, '[i]!']);
    const pairs: Doc = [head!, '.slice(0, ', end, ').map((one, i) => [one', ...parts, '] as const)'];
    const made = lists.flatMap((one, i) => (isPath(one) ? [] : [[`list${i}`, one.doc] as const]));
    if (made.length === 0) return code(pairs, kind);
    const given_ = made.map(([name]) => name).join(', ');
    return code(
      call(
        [`((${given_}) => `, pairs, ')'],
        made.map(([, doc]) => doc),
      ),
      kind,
    );
  },
  map: (given, context) => {
    const [fn, source] = given.plain;
    if (!fn || !source || given.plain.length > 2) return undefined;
    const items = iterableList(context.expression(source));
    const taken = fn.type === 'name' && !context.scope.find(fn.name) && conversions[fn.name];
    if (taken && fn.type === 'name' && fn.name === 'int' && elementOf(items.kind).name !== 'number')
      return code([object(items), '.map((one) => Math.trunc(Number(one)))'], listOf(number));
    if (taken) return code([object(items), `.map((one) => ${taken[0]}(one))`], listOf(taken[1]));
    const mapped = context.expression(fn);
    return code(
      [object(items), '.map((one) => ', within(mapped, levels.call), '(one))'],
      listOf(mapped.kind.gives ?? unknown),
    );
  },
  filter: (given, context) => {
    const [fn, source] = given.plain;
    if (!fn || !source) return undefined;
    const items = iterableList(context.expression(source));
    if (fn.type === 'constant')
      return code(
        [object(items), '.filter((one) => ', truth(code('one', elementOf(items.kind)), context).doc, ')'],
        listOf(elementOf(items.kind)),
      );
    const test = context.expression(fn);
    return code(
      [object(items), '.filter((one) => ', within(test, levels.call), '(one))'],
      listOf(elementOf(items.kind)),
    );
  },
  isinstance: (given, context) => {
    const [value, type] = given.plain;
    if (!value || !type) return undefined;
    const shown = object(context.expression(value));
    const kinds = type.type === 'tuple' ? type.items : [type];
    const names = kinds.map((one) => (one.type === 'name' ? one.name : ''));
    if (
      [
        ['int', 'float'],
        ['list', 'tuple'],
      ].some((pair) => pair.some((one) => names.includes(one)) && !pair.every((one) => names.includes(one)))
    )
      context.note('JavaScript has one type for whole and other numbers, and one for lists and tuples.');
    const docs = kinds.map((one) => checkOf(one, shown, context));
    if (!docs.every((one) => one !== undefined)) return undefined;
    if (docs.length === 1) return code(docs[0]!, boolean, levels.equality);
    return code(['(', ...docs.flatMap((one, i): Doc[] => (i > 0 ? [' || ', one!] : [one!])), ')'], boolean);
  },
  chr: (given, context) => code(call('String.fromCodePoint', [required(given, 0, 'i', context).doc]), text),
  ord: (given, context) => code([object(required(given, 0, 'c', context)), '.codePointAt(0)!'], count),
  next: (given, context) => {
    const [first] = given.plain;
    const of =
      first?.type === 'call' && first.callee.type === 'name' && first.callee.name === 'iter'
        ? first.args[0]?.value
        : undefined;
    if (of) {
      const batches = context.expression(of);
      if (batches.kind.name === 'dataset') return firstOf(batches, context);
      if (isSeries(batches.kind)) return firstOf(seriesAsDataset(batches), context);
      const first = context.facts.methodOf(batches.kind.className, '__getitem__');
      if (batches.kind.name === 'own' && first && !first.isAsync)
        return code([object(batches), '.at(0)'], first.gives);
      if (batches.kind.name !== 'batches') return undefined;
      context.wait();
      const value: Doc = ['(await ', object(batches), '[Symbol.asyncIterator]().next()).value as '];
      // Of inputs alone, a batch is a list of one.
      if (batches.kind.of) return code(['(', value, '[tf.Tensor])[0]'], batches.kind.of);
      return code(
        [value, '[tf.Tensor, tf.Tensor]'],
        tupleOf([kindOf('tensor'), kindOf('tensor')]),
        levels.relational,
      );
    }
    const value = required(given, 0, 'iterator', context);
    if (first?.type === 'comprehension' && first.makes === 'generator') {
      const other = given.plain[1] && context.expression(given.plain[1]);
      const kind = elementOf(value.kind);
      if (!other) return code([object(value), '[0]!'], kind);
      return code(
        [object(value), '[0] ?? ', within(other, levels.nullish)],
        joined(kind, other.kind),
        levels.nullish,
      );
    }
    if (value.kind.name !== 'batches') return undefined;
    context.wait();
    return code(['(await ', object(value), '.next()).value'], tupleOf([kindOf('tensor'), kindOf('tensor')]));
  },
  slice: (given, context) =>
    given.named.size > 0 || given.spread.length > 0 ? undefined : sliceOf(given.plain, context),
  /** Where something has no such member, or has it later, it is undefined. */
  getattr: (given, context) => {
    const [object, name, otherwise] = given.plain;
    if (!object || name?.type !== 'text') return undefined;
    const { from, to } = object;
    const member = context.expression({ from, to, type: 'attribute', object, name: name.value });
    if (!otherwise) return member;
    const other = context.expression(otherwise);
    if (other.kind.name === 'none')
      return code([within(member, levels.nullish), ' ?? null'], { ...member.kind }, levels.nullish);
    if (member.level === levels.unary) return undefined;
    const isMissing: Doc = [within(member, levels.equality), ' === undefined'];
    return code(
      [isMissing, ' ? ', within(other, levels.assign), ' : ', within(member, levels.assign)],
      joined(member.kind, other.kind),
      levels.conditional,
    );
  },
  hasattr: (given, context) => {
    const [object, name] = given.plain;
    if (!object || name?.type !== 'text') return undefined;
    const { from, to } = object;
    const member = context.expression({ from, to, type: 'attribute', object, name: name.value });
    return code([within(member, levels.equality), ' !== undefined'], boolean, levels.equality);
  },
  input: (given, context) => {
    context.wait();
    return code(
      [
        'await ',
        call(
          'input',
          given.plain.map((one) => context.expression(one).doc),
        ),
      ],
      text,
      levels.unary,
    );
  },
  // A file is its path here: it is read and written as a whole.
  open: (given, context) => code(required(given, 0, 'file', context).doc, kindOf('file')),
  help: refused('Shift-Tab shows what a name does'),
};

const conversions: Readonly<Record<string, readonly [string, ReturnType<typeof kindOf>]>> = {
  int: ['Math.trunc', number],
  float: ['Number', number],
  str: ['String', text],
};
