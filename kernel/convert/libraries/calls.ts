// What a call calls: a library's function, Python's own, one of the program's, or a method.
import type { Doc, Item } from '../code/layout.js';
import type { Expression, Of } from '../python/syntax.js';
import { arranged, byName, type Given, given } from '../translate/arguments.js';
import { calledAs, isBuiltIn, isSequenceBase, isSuper } from '../translate/classes.js';
import { type Code, call, code, levels, object, within } from '../translate/code.js';
import { isColumn } from '../translate/columns.js';
import { type Context, Untranslated } from '../translate/context.js';
import type { FunctionFacts } from '../translate/facts.js';
import {
  isList,
  isTensor,
  isVague,
  type Kind,
  kindOf,
  listOf,
  none,
  number,
  scalar,
  symbolic,
  tensor,
  text,
  unknown,
} from '../translate/kinds.js';
import { camelCase } from '../translate/names.js';
import { pathOf } from '../translate/paths.js';
import { itemSet } from '../translate/subscripts.js';
import { builtInArguments, builtInField, builtInMethod } from './built-in-bases.js';
import { builtIns } from './built-ins.js';
import { chanceMethods } from './chance.js';
import { columnMethods } from './columns.js';
import { configCall } from './configs.js';
import { fileMethods, files, pathMethods, zipMethods } from './files.js';
import type { Method, Methods } from './handler.js';
import { applied, kerasCall } from './keras.js';
import {
  dictMethods,
  listMethods,
  mapMethods,
  onlyOfLists,
  onlyOfTexts,
  setMethods,
  textMethods,
} from './methods.js';
import { numpyCall } from './numpy.js';
import {
  batchMethods,
  generatorMethods,
  metricMethods,
  modelMethods,
  scalerMethods,
  tensorMethods,
  tokenizerMethods,
} from './objects.js';
import { pandas, sklearn, standard, tableMethods } from './others.js';
import { asOwnModel } from './own-models.js';
import { patterns } from './patterns.js';
import { pictureMethods, pillow } from './pictures.js';
import { rowOf } from './table.js';
import { tensorflowCall } from './tensorflow.js';
import { datasetMethods, isSeries, seriesAsDataset } from './tf-data.js';
import { tfds } from './tfds.js';
import { torch } from './torch.js';

export function callOf(node: Of<'call'>, context: Context): Code {
  const args = withoutEmpty(given(node), context);
  const path = pathOf(node.callee, context.scope);
  if (path !== undefined) return libraryCall(path, apart(args, context), context);
  const { callee } = node;
  if (callee.type === 'name') return namedCall(callee, args, context);
  if (callee.type === 'attribute') return methodCall(callee, args, context);
  return valueCall(context.expression(callee), args, context);
}

/** Without `*args` that nothing is ever in. */
function withoutEmpty(args: Given, context: Context): Given {
  const plain = args.plain.filter((one) => {
    const kind =
      one.type === 'starred' && one.value.type === 'name'
        ? context.scope.find(one.value.name)?.kind
        : undefined;
    return kind?.name !== 'tuple' || kind.items?.length !== 0;
  });
  return { ...args, plain };
}

/** `Resizing(*size)` of a tuple of known length: each of its values by its place. */
function apart(args: Given, context: Context): Given {
  if (!args.plain.some(({ type }) => type === 'starred')) return args;
  const plain = args.plain.flatMap((one): Expression[] => {
    if (one.type !== 'starred' || one.value.type !== 'name') return [one];
    const { kind } = context.expression(one.value);
    if (kind.name !== 'tuple' || !kind.items) return [one];
    const { from, to } = one;
    const { value: object } = one;
    return kind.items.map((_, i) => {
      const index = [{ from, to, type: 'number' as const, text: String(i) }];
      return { from, to, type: 'subscript', object, index, isTuple: false };
    });
  });
  return { ...args, plain };
}

/** A call of a library's function. */
export function libraryCall(path: string, args: Given, context: Context): Code {
  const made = byLibrary(path, args, context);
  if (made) return made;
  throw new Untranslated(`\`${path}\` with these arguments is not known here`);
}

function byLibrary(path: string, args: Given, context: Context): Code | undefined {
  const [root, ...rest] = path.split('.');
  const name = rest.join('.');
  switch (root) {
    case 'keras':
      return ofKeras(name, args, context);
    case 'tensorflow':
      return tensorflowCall(name, args, context);
    case 'numpy':
      return numpyCall(name, args, context);
    case 'pandas':
      return pandas[name]?.(args, context);
    case 'sklearn':
      return sklearn[name]?.(args, context);
    default:
      return (standard[path] ?? files[path] ?? patterns[path] ?? tfds[path] ?? torch[path] ?? pillow[path])?.(
        args,
        context,
      );
  }
}

function ofKeras(name: string, args: Given, context: Context): Code | undefined {
  const data = /^datasets\.(\w+)\.load_data$/.exec(name)?.[1];
  if (data !== undefined) return loaded(data, args, context);
  const beside = /^datasets\.(imdb|reuters)\.get_(word_index|label_names)$/.exec(name);
  if (beside) return besideTexts(beside[1]!, beside[2]!, context);
  if (name === 'backend.epsilon' || name === 'config.epsilon') return code('1e-7', number);
  if (name === 'backend.backend') return code("'tensorflow'", text);
  if (name.startsWith('backend.'))
    return tensorflowCall(
      name === 'backend.clear_session' ? 'keras.backend.clear_session' : name.slice('backend.'.length),
      args,
      context,
    );
  if (name === 'utils.clear_session') return code('', none);
  if (/^config\.(disable|enable)_traceback_filtering$/.test(name)) return code('', none);
  if (name === 'config.backend') return code("'tensorflow'", text);
  if (/\.ImageDataGenerator$/.test(name)) {
    const row = rowOf('ImageDataGenerator');
    if (!row) return undefined;
    const list = arranged(byName(args, row.parameters), row, context, args.node.to);
    return code(['new ', call(context.facts.use('ImageDataGenerator'), list)], kindOf('generator'));
  }
  if (/\.Tokenizer$/.test(name)) {
    const renamed = { num_words: 'words', oov_token: 'unknown' };
    const places = [
      new Set(['words', 'filters', 'lower', 'split', 'charLevel', 'oovToken', 'unknown', 'numWords']),
    ];
    return code(
      call(
        context.facts.use('tokenizer'),
        arranged(
          byName(args, ['num_words', 'filters', 'lower', 'split', 'char_level', 'oov_token']),
          { places, renamed },
          context,
          args.node.to,
        ),
      ),
      kindOf('tokenizer'),
    );
  }
  return configCall(name, args, context) ?? kerasCall(name, args, context);
}

/** `imdb.get_word_index()`: what goes with a data set of texts. */
function besideTexts(data: string, what: string, context: Context): Code {
  const called = call(
    context.facts.use(`datasets.${data}.get${what === 'word_index' ? 'WordIndex' : 'LabelNames'}`),
    [],
  );
  if (what === 'label_names') return code(called, listOf(text));
  context.wait();
  return code(['await ', called], kindOf('dict'), levels.unary);
}

/** `mnist.load_data()`. */
function loaded(data: string, args: Given, context: Context): Code {
  const row = rowOf(`datasets.${data}`);
  if (row?.ours === undefined)
    throw new Untranslated(`\`datasets.${data}\` is not here${row?.reason ? `: ${row.reason}` : ''}`);
  context.wait();
  const list = arranged(byName(args, row.parameters), row, context, args.node.to);
  return code(['await ', call(context.facts.use(row.ours), list)], kindOf('dict'), levels.unary);
}

/** Functions that Python has without an import, beside those of {@link builtIns}. */
const pythons: ReadonlySet<string> = new Set(
  (
    'aiter anext ascii bin breakpoint bytearray bytes callable classmethod compile complex delattr dir divmod eval exec ' +
    'format frozenset getattr globals hasattr hash hex id issubclass iter locals memoryview object oct pow property repr setattr slice staticmethod type vars __import__'
  ).split(' '),
);

function namedCall(callee: Of<'name'>, args: Given, context: Context): Code {
  const variable = context.scope.find(callee.name);
  if (!variable) {
    const own = builtIns[callee.name];
    if (!own && pythons.has(callee.name) && !context.scope.isKnown(callee.name))
      throw new Untranslated(`Python's \`${callee.name}\` is not known here`);
    if (!own) return valueCall(context.expression(callee), args, context);
    const made = own(args, context);
    if (made) return made;
    throw new Untranslated(`\`${callee.name}\` with these arguments is not known here`);
  }
  const own = context.facts.classes.get(callee.name);
  if (own) {
    const maker = context.facts.methodOf(callee.name, '__init__');
    const isGiven =
      !maker && args.plain.length > 1 && context.facts.rootOf(callee.name) === 'keras.models.Model';
    const root = context.facts.rootOf(callee.name);
    const list = isGiven
      ? ends(args, context)
      : !maker && isBuiltIn(root)
        ? builtInArguments(root!, args, context)
        : maker
          ? ordered(maker, args, context)
          : plainArguments(args, context);
    return code(['new ', call(variable.spelling, list)], { name: 'own', className: callee.name });
  }
  if (variable.method) return calledOn(variable.spelling, variable.method, args, context);
  const facts = context.facts.functions.get(callee.name);
  if (facts && variable.kind.name === 'function') return ownCall(variable.spelling, facts, args, context);
  return valueCall(code(variable.spelling, variable.kind), args, context);
}

/** `Mine(inputs, outputs)` of a model class that says only how it trains. */
function ends(args: Given, context: Context): Doc[] {
  const items = [...byName(args, ['inputs', 'outputs', 'name'])].map(([name, value]): Doc => {
    const shown = context.expression(value).doc;
    return shown === name ? shown : [camelCase(name), ': ', shown];
  });
  return [{ open: '{', items: items.map((doc) => ({ doc })), close: '}' }];
}

function ownCall(callee: Doc, facts: FunctionFacts, args: Given, context: Context): Code {
  const made: Doc = call(callee, ordered(facts, args, context));
  if (!facts.isAsync) return code(made, facts.gives);
  context.wait();
  return code(['await ', made], facts.gives, levels.unary);
}

/** `split_window(window, x)` of a function that is a method too. */
function calledOn(name: string, facts: FunctionFacts, args: Given, context: Context): Code {
  const [self, ...plain] = args.plain;
  if (!self || self.type === 'starred') throw new Untranslated('a method without what it is called on');
  const on = context.expression(self).doc;
  const made = call([name, '.call'], [on, ...ordered(facts, { ...args, plain }, context)]);
  if (!facts.isAsync) return code(made, facts.gives);
  context.wait();
  return code(['await ', made], facts.gives, levels.unary);
}

/** Arguments in the order of a function's own parameters. */
function ordered(facts: FunctionFacts, args: Given, context: Context): (Doc | Item)[] {
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

function plainArguments(args: Given, context: Context): Doc[] {
  const named = [...args.named].map(
    ([name, value]): Doc => [camelCase(name), ': ', context.expression(value).doc],
  );
  const spread = args.spread.map((one): Doc => ['...', within(context.expression(one), levels.assign)]);
  const docs = args.plain.map((one) => starred(one, context));
  const items = [...named, ...spread].map((doc) => ({ doc }));
  return items.length > 0 ? [...docs, { open: '{', items, close: '}' }] : docs;
}

const callable = new Set(['layer', 'model', 'own']);

/** A value that is called: a layer on tensors, a function that a variable holds. */
function valueCall(callee: Code, args: Given, context: Context): Code {
  const { name } = callee.kind;
  if (name === 'own') learnInputs(callee.kind.className, args, context);
  const gives = name === 'own' ? context.facts.methodOf(callee.kind.className, 'call')?.gives : undefined;
  if (gives && isList(gives)) return severalOutputs(callee, args, context);
  if (callable.has(name) && !(name === 'own' && context.facts.methodOf(callee.kind.className, '__call__')))
    return applied(callee, args, context);
  if (name === 'loss')
    return code(
      [within(callee, levels.call), call('', plainArguments(args, context))],
      callee.kind.className === undefined ? scalar : tensor,
    );
  if (name === 'metric')
    return code([object(callee), call('.updateState', plainArguments(args, context))], none);
  const called = name === 'own' ? context.facts.methodOf(callee.kind.className, '__call__') : undefined;
  if (called)
    return ownCall(
      [object(callee), `.${calledAs(context.facts.rootOf(callee.kind.className))}`],
      called,
      args,
      context,
    );
  if (name === 'initializer')
    return code([object(callee), call('.apply', plainArguments(args, context))], tensor);
  if (name === 'function')
    return code(
      [within(callee, levels.call), call('', plainArguments(args, context))],
      callee.kind.gives ?? unknown,
    );
  const values = args.plain.map((one) => context.expression(one));
  if (
    name === 'unknown' &&
    values.length > 0 &&
    values.every(({ kind }) => isTensor(kind) || isTensor(kind.of ?? unknown))
  ) {
    context.note('Called as a layer or a model; a function is called without `.apply`.');
    return applied(callee, args, context);
  }
  return code([within(callee, levels.call), call('', plainArguments(args, context))], unknown);
}

/** A layer of the program's own whose `call` gives a list. */
function severalOutputs(callee: Code, args: Given, context: Context): Code {
  const made = applied(callee, args, context);
  const of = made.kind.name === 'symbolic' ? symbolic : tensor;
  return code(
    ['(', made.doc, ` as unknown as ${of === symbolic ? 'tf.SymbolicTensor' : 'tf.Tensor'}[])`],
    listOf(of),
  );
}

/** A layer of the program's own that is called on a list takes one. */
function learnInputs(className: string | undefined, args: Given, context: Context): void {
  const facts = context.facts.methodOf(className, 'call');
  const [inputs] = facts?.parameters ?? [];
  const [given] = args.plain;
  if (!facts || !inputs || !given || args.plain.length > 1) return;
  const { kind } = context.expression(given);
  if (isList(kind)) context.facts.learn(facts.kinds, inputs.name, listOf(tensor));
}

/** Numbers of arrays have them. */
const numberMethods: Methods = { item: (value) => value, numpy: (value) => value, tolist: (value) => value };

const byKind: Readonly<Record<string, Methods>> = {
  text: textMethods,
  list: listMethods,
  tuple: listMethods,
  shape: listMethods,
  dict: dictMethods,
  history: dictMethods,
  map: mapMethods,
  set: setMethods,
  tensor: tensorMethods,
  symbolic: tensorMethods,
  variable: tensorMethods,
  model: modelMethods,
  layer: modelMethods,
  generator: generatorMethods,
  batches: batchMethods,
  dataset: datasetMethods,
  table: tableMethods,
  scaler: scalerMethods,
  tokenizer: tokenizerMethods,
  metric: metricMethods,
  path: pathMethods,
  file: fileMethods,
  chance: chanceMethods,
  zip: zipMethods,
};

/** Methods by whose names alone it is told what has them. */
const telling: readonly Methods[] = [
  Object.fromEntries(
    [
      'compile',
      'fit',
      'evaluate',
      'predict',
      'summary',
      'add',
      'save',
      'save_weights',
      'load_weights',
      'get_layer',
      'train_on_batch',
      'get_weights',
      'set_weights',
      'count_params',
    ].map((name) => [name, modelMethods[name]!]),
  ),
  Object.fromEntries(['astype', 'reshape', 'numpy', 'tolist'].map((name) => [name, tensorMethods[name]!])),
  Object.fromEntries(
    ['flow_from_directory', 'flow_from_dataframe'].map((name) => [name, generatorMethods[name]!]),
  ),
  Object.fromEntries(
    ['update_state', 'reset_state', 'reset_states'].map((name) => [name, metricMethods[name]!]),
  ),
  Object.fromEntries(
    [...onlyOfTexts].flatMap((name) => (textMethods[name] ? [[name, textMethods[name]]] : [])),
  ),
  Object.fromEntries([...onlyOfLists].map((name) => [name, listMethods[name]!])),
];

/** What arrays have and columns do not, of the numbers of a column. Their deviations are others. */
const ofValues: Methods = Object.fromEntries(
  [
    'reshape',
    'argmax',
    'argmin',
    'argsort',
    'clip',
    'round',
    'flatten',
    'ravel',
    'cumsum',
    'any',
    'all',
  ].flatMap((name): [string, Method][] => {
    const method = tensorMethods[name];
    if (!method) return [];
    return [[name, (value, args, context) => method(asNumbers(value), args, context)]];
  }),
);

const asNumbers = (value: Code): Code =>
  code(call('tf.tensor', [[object(value), '.map((one: any): number => one ?? NaN)']]), tensor);

function methodsOf(kind: Kind): Methods | undefined {
  if (kind.className === 'picture') return { ...tensorMethods, ...pictureMethods };
  return isColumn(kind) ? { ...ofValues, ...columnMethods } : byKind[kind.name];
}

/** What leaves batches as they are, or counts them. */
const keptMethods: ReadonlySet<string> = new Set(['prefetch', 'cache', 'cardinality']);

function methodCall(callee: Of<'attribute'>, args: Given, context: Context): Code {
  if (isSuper(callee.object)) return superCall(callee.name, args, context);
  const metrics = compiledMetrics(callee, args, context);
  if (metrics) return metrics;
  const placed = partAssigned(callee, args, context);
  if (placed) return placed;
  const called = context.expression(callee.object);
  const isChanged = isSeries(called.kind) && datasetMethods[callee.name] && !keptMethods.has(callee.name);
  const value = isChanged ? seriesAsDataset(called) : called;
  const { name: kind } = value.kind;
  const own = modelMethods[callee.name] ? undefined : asOwnModel(value, callee.name, context);
  if (own) return ownMethod(own, callee.name, args, context);
  if (kind === 'own') return ownMethod(value, callee.name, args, context);
  if (kind === 'optimizer' && /^apply(_gradients)?$/.test(callee.name))
    return applyGradients(value, args, context);
  const methods = methodsOf(value.kind);
  const method = methods
    ? methods[callee.name]
    : kind === 'unknown'
      ? telling.find((some) => some[callee.name])?.[callee.name]
      : undefined;
  const made =
    method?.(value, args, context) ??
    (kind === 'number' ? numberMethods[callee.name]?.(value, args, context) : undefined);
  if (made) return made;
  if (kind === 'dict' && value.kind.className === undefined && !methods?.[callee.name])
    return plainMethod(value, callee.name, args, context);
  if (methods) throw new Untranslated(`\`${callee.name}\` of a ${kind} is not known here`);
  return plainMethod(value, callee.name, args, context);
}

/** `v[0, 0].assign(3.)` of a variable: all of it, with another number there. */
function partAssigned(
  { name, object: part }: Of<'attribute'>,
  args: Given,
  context: Context,
): Code | undefined {
  if (name !== 'assign' || part.type !== 'subscript') return undefined;
  const value = context.expression(part.object);
  const [given] = args.plain;
  if (value.kind.name !== 'variable' || !given) return undefined;
  const changed = itemSet(value.doc, part.index, context.expression(given).doc, context);
  return code([object(value), call('.assign', [changed])], none);
}

function plainMethod(value: Code, name: string, args: Given, context: Context): Code {
  if (isVague(value.kind))
    context.note(`\`${name}\` is called as it is named in Python: see whether it is there.`);
  return code([object(value), `.${camelCase(name)}`, call('', plainArguments(args, context))], unknown);
}

/** A method of an object of the program's own class, or of what that extends. */
function ownMethod(value: Code, name: string, args: Given, context: Context): Code {
  const { className } = value.kind;
  const facts = context.facts.methodOf(className, name);
  const field = className === undefined ? undefined : context.facts.classes.get(className)?.fields.get(name);
  const member: Doc = [object(value), `.${context.facts.member(name)}`];
  if (field && !facts) return valueCall(code(member, field), args, context);
  const root = context.facts.rootOf(className);
  if (facts && context.facts.propertyOwner(className, name))
    return valueCall(code(member, facts.gives), args, context);
  if (facts && name !== 'call') return ownCall(member, facts, args, context);
  if (facts) return applied(value, args, context);
  if (isBuiltIn(root) && name === 'activation') return valueCall(builtInField(value, name)!, args, context);
  const builtIn = isBuiltIn(root) ? builtInMethod(value, name, args, context) : undefined;
  if (builtIn) return builtIn;
  if (root === 'keras.models.Model' || root === 'keras.layers.Layer' || isBuiltIn(root))
    return ofBase(value, name, args, context);
  if (root === 'keras.metrics.Metric' && (name === 'add_weight' || name === 'add_variable'))
    return addVariable(value, args, context);
  throw new Untranslated(`\`${name}\` is not a method of the class`);
}

function ofBase(value: Code, name: string, args: Given, context: Context): Code {
  if (name === 'add_weight') {
    const row = rowOf('Layer.add_weight');
    const values = byName(args, row?.parameters ?? ['shape', 'initializer']);
    const list = arranged(
      values,
      row ?? {
        places: [new Set(['name', 'shape', 'initializer', 'trainable', 'regularizer'])],
        ignored: new Set(['dtype']),
      },
      context,
      args.node.to,
    );
    return code([object(value), call('.addWeight', list)], kindOf('variable'));
  }
  if (name === 'compiled_loss') return ofBase(value, 'compute_loss', withoutLosses(args), context);
  if (name === 'compute_loss') {
    const isOld = args.plain.length === 2;
    const names = isOld ? ['y', 'y_pred'] : ['x', 'y', 'y_pred', 'sample_weight', 'training'];
    return code([object(value), byOptions('computeLoss', args, names, context)], scalar);
  }
  if (name === 'compute_metrics') {
    const made = byOptions('computeMetrics', args, ['x', 'y', 'y_pred', 'sample_weight'], context);
    return code([object(value), made], kindOf('dict'));
  }
  const made = modelMethods[name]?.(value, args, context);
  if (made) return made;
  throw new Untranslated(`\`${name}\` of a layer or model is not known here`);
}

/** Arguments as options; metrics do not look at the inputs. */
function byOptions(method: string, args: Given, names: readonly string[], context: Context): Doc {
  const items = [...byName(args, names)]
    .filter(([key]) => method !== 'computeMetrics' || key !== 'x')
    .filter(([, one]) => !(one.type === 'constant' && one.value === 'None'))
    .map(([key, one]) => {
      const shown = context.expression(one).doc;
      return { doc: shown === camelCase(key) ? shown : [camelCase(key), ': ', shown] };
    });
  return call(`.${method}`, [{ open: '{', items, close: '}' }]);
}

/** Keras 2's `self.compiled_metrics.update_state(y, y_pred)`. */
function compiledMetrics(callee: Of<'attribute'>, args: Given, context: Context): Code | undefined {
  const { object: metrics } = callee;
  if (callee.name !== 'update_state' || metrics.type !== 'attribute') return undefined;
  if (metrics.name !== 'compiled_metrics') return undefined;
  const made = byOptions('computeMetrics', args, ['y', 'y_pred', 'sample_weight'], context);
  return code([object(context.expression(metrics.object)), made], kindOf('dict'));
}

/** Keras 2 gave what layers add to the loss by name; `computeLoss` adds it. */
const withoutLosses = (args: Given): Given => ({
  ...args,
  named: new Map([...args.named].filter(([name]) => name !== 'regularization_losses')),
});

function addVariable(value: Code, args: Given, context: Context): Code {
  const values = byName(args, ['shape', 'initializer']);
  const shape = values.get('shape');
  const initializer = values.get('initializer');
  const start = initializer?.type === 'text' ? initializer.value : initializer && 'other';
  if (start !== undefined && start !== 'zeros' && start !== 'ones')
    throw new Untranslated('a metric’s variable that begins with other than zeros or ones');
  const options: Doc[] = start === 'ones' ? ['{ initialValue: 1 }'] : [];
  return code(
    [object(value), call('.addVariable', [shape ? context.expression(shape).doc : '[]', ...options])],
    kindOf('variable'),
  );
}

function superCall(name: string, args: Given, context: Context): Code {
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

/** `optimizer.apply_gradients(zip(gradients, variables))`. */
function applyGradients(value: Code, args: Given, context: Context): Code {
  const [zipped] = args.plain;
  const isZip = zipped?.type === 'call' && zipped.callee.type === 'name' && zipped.callee.name === 'zip';
  const pairs = zipped?.type === 'list' ? zipped.items : [];
  if (pairs.length > 0 && pairs.every((one) => one.type === 'tuple' && one.items.length === 2)) {
    const entries = pairs.flatMap((one): Doc[] => {
      const [gradient, variable] =
        one.type === 'tuple' ? one.items.map((item) => context.expression(item)) : [];
      return gradient && variable ? [['[', object(variable), '.name]: ', gradient.doc]] : [];
    });
    const byName: Doc = { open: '{', items: entries.map((doc) => ({ doc })), close: '}' };
    return code([object(value), call('.applyGradients', [byName])], none);
  }
  const gradients = isZip ? zipped.args[0]?.value : zipped;
  if (!gradients) throw new Untranslated('`apply_gradients` without gradients');
  return code([object(value), call('.applyGradients', [context.expression(gradients).doc])], none);
}
