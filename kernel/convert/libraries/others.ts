// pandas, scikit-learn, and what Python brings along: time, mathematics, chance. Its files are in files.ts.
import type { Doc } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import { isConstant } from '../python/walk.js';
import { arranged, byName, type Given } from '../translate/arguments.js';
import { type Code, call, code, levels, object, quoted, within } from '../translate/code.js';
import { columnKind } from '../translate/columns.js';
import { type Context, Untranslated } from '../translate/context.js';
import { isList, kindOf, listOf, none, number, tensor, text, tupleOf, unknown } from '../translate/kinds.js';
import { shuffled, stream } from './chance.js';
import { datesOf } from './dates.js';
import { alone, type Handlers, type Methods, only, optional, plainly, refused, required } from './handler.js';
import { shown } from './pictures.js';

const table = kindOf('table');

/** `header=0`, `header='infer'`. */
const isFirst = (node: Expression): boolean =>
  (node.type === 'number' && node.text === '0') || (node.type === 'text' && node.value === 'infer');
/** `sep=r'\\s+'`, `delim_whitespace=True`. */
function bySpaces(values: Map<string, Expression>, { node }: Given): void {
  const mark = values.get('sep') ?? values.get('delimiter');
  const whole = values.get('delim_whitespace');
  const isAsked = isConstant(whole, 'True');
  values.delete('delim_whitespace');
  if (!isAsked && !(mark?.type === 'text' && mark.value === '\\s+')) return;
  values.delete('delimiter');
  const { from, to } = node;
  values.set('sep', { from, to, type: 'text', value: 'spaces', isBytes: false });
}

/** `na_values='?'`: a list of one. */
function asList(values: Map<string, Expression>, name: string): void {
  const value = values.get(name);
  if (value?.type === 'text') values.set(name, { ...value, type: 'list', items: [value] });
}

const isTrueOrNone = (node: Expression | undefined): boolean =>
  node?.type === 'constant' && (node.value === 'True' || node.value === 'None');

const reading =
  (name: string): Handlers[string] =>
  (given, context) => {
    const values = byName(given, [
      'path',
      'sep',
      'delimiter',
      'header',
      'names',
      'index_col',
      'usecols',
      'dtype',
    ]);
    const index = values.get('index_col');
    if (index && index.type !== 'text' && !isConstant(index, 'None')) return undefined;
    values.delete('index_col');
    if (isTrueOrNone(values.get('parse_dates'))) values.delete('parse_dates');
    const path = values.get('path') ?? values.get('filepath_or_buffer');
    if (!path) return undefined;
    values.delete('path');
    values.delete('filepath_or_buffer');
    bySpaces(values, given);
    asList(values, 'na_values');
    const header = values.get('header');
    const isHeadless = header ? isConstant(header, 'None') : values.has('names');
    values.delete('header');
    if (header && !isConstant(header, 'None') && !isFirst(header)) return undefined;
    const places = [
      'path',
      new Set([
        'separator',
        'header',
        'names',
        'decimal',
        'thousands',
        'encoding',
        'missing',
        'skip',
        'comment',
        'skipInitialSpace',
        'rows',
      ]),
    ] as const;
    const renamed = {
      sep: 'separator',
      delimiter: 'separator',
      na_values: 'missing',
      nrows: 'rows',
      skiprows: 'skip',
      skipinitialspace: 'skipInitialSpace',
    };
    const asked: readonly (readonly [string, Expression])[] = isHeadless
      ? [['header', { ...given.node, type: 'constant', value: 'False' }]]
      : [];
    const all = new Map([['path', path] as const, ...asked, ...values]);
    const args = arranged(all, { places, renamed }, context, given.node.to);
    context.wait();
    const read: Doc = ['await ', call(context.facts.use(name), args)];
    if (index?.type !== 'text') return code(read, table, levels.unary);
    context.note(`The index, '${index.value}', is left out: rows have their places.`);
    return code(['(', read, ')', call('.drop', [quoted(index.value)])], table);
  };

export const pandas: Handlers = {
  to_datetime: datesOf,
  read_csv: reading('readCsv'),
  read_json: reading('readJson'),
  read_parquet: reading('readParquet'),
  DataFrame: (given, context) => {
    const values = byName(given, ['data', 'index', 'columns']);
    const data = values.get('data');
    if (!data || values.size > 1) return undefined;
    return code(call(context.facts.use('table'), [context.expression(data).doc]), table);
  },
  get_dummies: (given, context) => {
    const values = byName(given, ['data', 'prefix', 'prefix_sep', 'dummy_na', 'columns']);
    const [data, columns, lacking] = [values.get('data'), values.get('columns'), values.get('dummy_na')];
    if (!data || !columns || (lacking && !isConstant(lacking, 'False'))) return undefined;
    for (const name of ['data', 'columns', 'dummy_na', 'dtype']) values.delete(name);
    const renamed = { prefix_sep: 'separator', drop_first: 'dropFirst' };
    const places = [new Set(['prefix', 'separator', 'dropFirst'])] as const;
    const options = arranged(values, { places, renamed }, context, given.node.to);
    const [first, ...more] = columns.type === 'list' ? columns.items : [columns];
    const names = context.expression(first && more.length === 0 ? first : columns).doc;
    return code([object(context.expression(data)), call('.oneHot', [names, ...options])], table);
  },
  concat: (given, context) => {
    const [tables] = given.plain;
    only(given, 'ignore_index', 'axis');
    const axis = given.named.get('axis');
    const isOfRows = !axis || (axis.type === 'number' && axis.text === '0');
    const all = tables?.type === 'list' || tables?.type === 'tuple' ? tables.items : [];
    const [first, ...rest] = all.map((one) => context.expression(one));
    const isKnown = first?.kind.name === 'table' && rest.every(({ kind }) => kind.name === 'table');
    if (!isKnown || !isOfRows)
      throw new Untranslated('`a.concat(b)` puts the rows of two tables under each other');
    return code([object(first), ...rest.map(({ doc }) => call('.concat', [doc]))], table);
  },
};

export const tableMethods: Methods = {
  head: (value, given, context) =>
    code(
      [
        object(value),
        call(
          '.head',
          given.plain.map((one) => context.expression(one).doc),
        ),
      ],
      table,
    ),
  tail: (value, given, context) =>
    code(
      [
        object(value),
        call(
          '.tail',
          given.plain.map((one) => context.expression(one).doc),
        ),
      ],
      table,
    ),
  // Which has a row for each column already.
  describe: alone((value) => code([object(value), '.describe()'], { ...table, className: 'description' })),
  transpose: (value) => turned(value),
  info: (value) => code(['console.log(', object(value), '.types, ', object(value), '.missing)'], none),
  drop: (value, given, context) => {
    const part = given.named.get('index') ?? given.plain[0];
    const from =
      part?.type === 'attribute' && part.name === 'index' ? context.expression(part.object) : undefined;
    if (from?.kind.name === 'table' && given.plain.length + given.named.size === 1)
      return code([object(value), call('.without', [from.doc])], table);
    const columns = given.named.get('columns') ?? given.plain[0];
    const axis = given.named.get('axis');
    const isByColumns =
      given.named.has('columns') ||
      (axis !== undefined && /^(1|'columns'|"columns")$/.test(context.text.slice(axis.from, axis.to)));
    if (!columns || !isByColumns || given.named.has('inplace')) return undefined;
    return code([object(value), call('.drop', [context.expression(columns).doc])], table);
  },
  dropna: (value, given, context) => {
    const names = given.named.get('subset');
    if (given.plain.length > 0 || given.named.size > (names ? 1 : 0)) return undefined;
    return code([object(value), call('.dropMissing', names ? [context.expression(names).doc] : [])], table);
  },
  rename: (value, given, context) => {
    const names = given.named.get('columns');
    if (names?.type !== 'dict' || given.plain.length > 0 || given.named.size > 1) return undefined;
    return code([object(value), call('.rename', [context.expression(names).doc])], table);
  },
  // Rows have no names here, only places.
  reset_index: (value, given) =>
    given.plain.length === 0 && given.named.size === 1 && isConstant(given.named.get('drop'), 'True')
      ? value
      : undefined,
  sample: (value, given, context) => {
    const values = byName(given, ['n', 'frac', 'replace', 'weights', 'random_state']);
    const [n, seed] = [values.get('n'), values.get('random_state')];
    const frac = values.get('frac');
    if ((n === undefined) === (frac === undefined) || values.has('replace') || values.has('weights'))
      return undefined;
    const options: Doc[] = seed ? [['{ seed: ', context.expression(seed).doc, ' }']] : [];
    const part = frac && context.expression(frac);
    const rows: Doc = n
      ? context.expression(n).doc
      : part!.doc === '1'
        ? [object(value), '.rowCount']
        : ['Math.round(', within(part!, levels.product), ' * ', object(value), '.rowCount)'];
    return code([object(value), call('.sample', [rows, ...options])], table);
  },
  to_numpy: (value) => code([object(value), '.toTensor()'], tensor),
  sort_values: (value, given, context) => {
    only(given, 'by', 'ascending');
    const by = required(given, 0, 'by', context);
    const ascending = given.named.get('ascending');
    if (ascending && ascending.type !== 'constant') return undefined;
    const isDown = isConstant(ascending, 'False');
    return code(
      [object(value), call('.sortBy', [by.doc, ...(isDown ? ['{ descending: true }'] : [])])],
      table,
    );
  },
  itertuples: alone((value) =>
    code(['(', object(value), '.records() as any[])'], listOf({ name: 'dict', className: 'row' })),
  ),
  iterrows: (value) =>
    code(
      [object(value), '.records().map((row, i) => [i, row as any] as const)'],
      listOf(tupleOf([number, { name: 'dict', className: 'row' }])),
    ),
  // Of each column.
  mean: alone((value, context) =>
    code(call(context.facts.use('ops.mean'), [[object(value), '.toTensor()'], '{ axis: 0 }']), tensor),
  ),
  // As of a sample, by one less than there are.
  std: alone((value, context) => {
    context.facts.use('ops.std');
    const sample = 'ops.multiply(ops.std(x, { axis: 0 }), Math.sqrt(x.shape[0]! / (x.shape[0]! - 1)))';
    return code([`((x: tf.Tensor) => ${sample})(`, object(value), '.toTensor())'], tensor);
  }),
  plot: (value, given, context) => {
    only(given, 'legend', 'ax', 'color', 'figsize');
    if (given.plain.length > 0) return undefined;
    const columns: Doc = [
      object(value),
      '.columns.map((name) => [name, ',
      object(value),
      '.numbers(name as never)])',
    ];
    return code(
      call('display', [call(context.facts.use('plot.line'), [call('Object.fromEntries', [columns])])]),
      none,
    );
  },
  // Before the statement, whose line may not ask for the table otherwise.
  pop: (value, given, context) => {
    const [name, ...more] = given.plain;
    const { node } = given;
    const from = node.callee.type === 'attribute' ? node.callee.object : undefined;
    const isOwn =
      from?.type === 'name' &&
      context.scope.own(from.name) !== undefined &&
      !context.scope.facts?.parameters.some((one) => one.name === from.name) &&
      isAloneIn(lineOf(node, context), from.name);
    if (name?.type !== 'text' || more.length > 0 || !isOwn)
      throw new Untranslated('`const y = table.column(name); const x = table.drop(name)`');
    const known = takenOut.get(context.scope)?.get(node);
    if (known !== undefined) return code(known, columnKind);
    const column = context.scope.fresh(name.value.replace(/\W+/g, '_').replace(/^\d|^$/, 'column'));
    context.before([`const ${column} = `, object(value), call('.column', [quoted(name.value)]), ';']);
    context.before([value.doc, ' = ', object(value), call('.drop', [quoted(name.value)]), ';']);
    takenOut.set(context.scope, (takenOut.get(context.scope) ?? new Map()).set(node, column));
    return code(column, columnKind);
  },
  copy: (value) => value,
};

/** A description stands as pandas' does when it is turned. */
const turned = (value: Code): Code | undefined =>
  value.kind.className === 'description' ? code(value.doc, table, value.level) : undefined;

/** Columns that were taken out already, by the calls: an expression may be translated twice. */
const takenOut = new WeakMap<object, Map<Expression, string>>();

/** The line of the program that an expression stands in. */
const lineOf = ({ from, to }: Expression, { text }: Context): string =>
  text.slice(text.lastIndexOf('\n', from) + 1, `${text}\n`.indexOf('\n', to));

/** Whether a line is a whole statement that has a name once. */
function isAloneIn(line: string, name: string): boolean {
  const [open, close] = ['(', ')'].map((mark) => line.split(mark).length);
  return open === close && line.split(new RegExp(`\\b${name}\\b`)).length === 2;
}

/** What a table has that is no column of it. */
const ofPandas = /^(index|loc|at|iat|dtypes|T|plot|style|empty|size|ndim|axes|attrs|flags|str|dt|cat)$/;

/** Properties of a table. */
export function tableProperty(value: Code, name: string): Code | undefined {
  if (name === 'values') return code([object(value), '.toTensor()'], tensor);
  if (name === 'iloc') return code(value.doc, { name: 'table', className: 'rows' }, value.level);
  if (name === 'loc') return code(value.doc, { name: 'table', className: 'marked' }, value.level);
  if (name === 'T') return turned(value);
  if (name === 'columns') return code([object(value), '.columns'], listOf(text));
  if (name === 'shape')
    return code(
      ['[', object(value), '.rowCount, ', object(value), '.columns.length]'],
      tupleOf([number, number]),
    );
  if (ofPandas.test(name)) return undefined;
  return code([object(value), call('.column', [quoted(name)])], columnKind);
}

/** A share of true and false, or of classes: that of Keras' metric. */
const score =
  (name: 'accuracy' | 'precision' | 'recall'): Handlers[string] =>
  (given, context) => {
    const [truth, predicted] = [required(given, 0, 'y_true', context), required(given, 1, 'y_pred', context)];
    if (given.plain.length + given.named.size > 2) return undefined;
    if (name !== 'accuracy') context.note('Taken as labels of two classes, 0 and 1.');
    const numbers = [truth, predicted].map(({ doc }) =>
      call(context.facts.use('ops.cast'), [doc, "'float32'"]),
    );
    const made = call(context.facts.use(`metrics.${name}`), []);
    const told: Doc = ['(metric.updateState(', numbers[0]!, ', ', numbers[1]!, '), metric.result())'];
    return code(['((metric) => ', told, ')(', made, ')'], number);
  };

export const sklearn: Handlers = {
  'model_selection.train_test_split': (given, context) => {
    const options = [...given.named].map(([name, value]): Doc | undefined => {
      const ours = { test_size: 'testSize', random_state: 'seed', stratify: 'stratify', shuffle: 'shuffle' }[
        name
      ];
      return ours === undefined ? undefined : [ours, ': ', context.expression(value).doc];
    });
    if (options.includes(undefined) || given.plain.length > 2) return undefined;
    const values = given.plain.map((one) => context.expression(one));
    const settings: Doc[] =
      options.length > 0 ? [{ open: '{', items: options.map((doc) => ({ doc: doc! })), close: '}' }] : [];
    const kinds = values.flatMap(({ kind }) => [kind, kind]);
    return code(
      call(context.facts.use('trainTestSplit'), [...values.map(({ doc }) => doc), ...settings]),
      tupleOf(kinds),
    );
  },
  'preprocessing.StandardScaler': (_given, context) =>
    code(call(context.facts.use('standardScaler'), []), kindOf('scaler')),
  'metrics.accuracy_score': score('accuracy'),
  'metrics.precision_score': score('precision'),
  'metrics.recall_score': score('recall'),
  'metrics.classification_report': (given, context) => {
    const [truth, predicted] = [required(given, 0, 'y_true', context), required(given, 1, 'y_pred', context)];
    return code(call(context.facts.use('classificationReport'), [truth.doc, predicted.doc]), unknown);
  },
  'metrics.confusion_matrix': (given, context) => {
    const [truth, predicted] = [required(given, 0, 'y_true', context), required(given, 1, 'y_pred', context)];
    return code(call(context.facts.use('plot.confusionMatrix'), [truth.doc, predicted.doc]), unknown);
  },
  'datasets.load_iris': refused('`const { train, test } = await datasets.iris()`'),
};

const mathFunctions = 'sqrt exp log log2 log10 sin cos tan floor ceil pow atan2 tanh hypot'.split(' ');

/** `copy.copy(x)`, `copy.deepcopy(x)` of tensors and of lists of plain values. */
function copied(given: Given, context: Context): Code | undefined {
  const value = required(given, 0, 'x', context);
  if (value.kind.name === 'tensor') return code(call('tf.clone', [value.doc]), value.kind);
  const isPlain = isList(value.kind) && ['number', 'text', 'boolean'].includes(value.kind.of?.name ?? '');
  return isPlain ? code(['[...', value.doc, ']'], value.kind) : undefined;
}

export const standard: Handlers = {
  ...Object.fromEntries(mathFunctions.map((name) => [`math.${name}`, plainly(`Math.${name}`, number)])),
  'math.log': (given, context) => {
    const [x, base] = [required(given, 0, 'x', context), optional(given, 1, 'base', context)];
    const log = (one: Code): Doc => call('Math.log', [one.doc]);
    return base ? code([log(x), ' / ', log(base)], number, levels.product) : code(log(x), number);
  },
  'copy.copy': copied,
  'copy.deepcopy': copied,
  'time.time': () => code('(Date.now() / 1000)', number),
  'time.perf_counter': () => code('(performance.now() / 1000)', number),
  'time.sleep': (given, context) => {
    context.wait();
    const seconds = required(given, 0, 'secs', context);
    return code(
      ['await new Promise((done) => setTimeout(done, 1000 * ', within(seconds, levels.unary), '))'],
      none,
      levels.unary,
    );
  },
  'random.random': () => code('Math.random()', number),
  'random.seed': (given, context) => {
    const seed = optional(given, 0, 'a', context);
    return seed && code(call(context.facts.use('random.setSeed'), [seed.doc]), none);
  },
  'random.randint': (given, context) => {
    const [low, high] = [required(given, 0, 'a', context), required(given, 1, 'b', context)];
    return code(
      [
        within(low, levels.sum),
        ' + Math.floor(Math.random() * (',
        within(high, levels.sum),
        ' - ',
        within(low, levels.sum + 1),
        ' + 1))',
      ],
      number,
      levels.sum,
    );
  },
  'random.choice': (given, context) => {
    const list = required(given, 0, 'seq', context);
    return code(
      [object(list), '[Math.floor(Math.random() * ', object(list), '.length)]!'],
      list.kind.of ?? unknown,
    );
  },
  'random.choices': (given, context) => {
    const values = byName(given, ['population', 'weights', 'cum_weights', 'k']);
    const [from, k] = [values.get('population'), values.get('k')];
    if (!from || values.has('weights') || values.has('cum_weights')) return undefined;
    const list = context.expression(from);
    if (list.kind.name === 'tensor') return undefined;
    const one: Doc = [object(list), '[Math.floor(Math.random() * ', object(list), '.length)]!'];
    const length = k ? context.expression(k).doc : '1';
    return code(['Array.from({ length: ', length, ' }, () => ', one, ')'], listOf(list.kind.of ?? unknown));
  },
  // Nothing warns here.
  'urllib3.disable_warnings': () => code('', none),
  'tqdm.tqdm': (given, context) => optional(given, 0, 'iterable', context),
  'random.shuffle': shuffled,
  'random.Random': stream('pythonRandom'),
  'random.sample': (given, context) => {
    const [list, k] = [required(given, 0, 'population', context), required(given, 1, 'k', context)];
    const copy: Doc = ['[...', within(list, levels.call), ']'];
    const by = call(context.facts.use('random.permutation'), [[object(list), '.length']]);
    return code(
      ['Array.from(', by, ').slice(0, ', k.doc, ').map((i) => ', copy, '[i]!)'],
      listOf(list.kind.of ?? unknown),
    );
  },
  'json.loads': plainly('JSON.parse'),
  'json.dumps': (given, context) => {
    const value = required(given, 0, 'obj', context);
    if (value.kind.name !== 'map') return plainly('JSON.stringify', text)(given, context);
    only(given);
    return code(call('JSON.stringify', [call('Object.fromEntries', [value.doc])]), text);
  },
  'IPython.display.display': (given, context) =>
    code(call('display', [shown(required(given, 0, 'object', context), context).doc]), none),
  'IPython.display.Image': (given, context) => {
    const path = optional(given, 0, 'filename', context);
    if (!path) return undefined;
    context.wait();
    const loaded: Doc = ['await ', call(context.facts.use('loadImage'), [path.doc])];
    return code(call(context.facts.use('plot.images'), [loaded]), unknown);
  },
  'IPython.display.clear_output': () => code('display.clear()', none),
};
