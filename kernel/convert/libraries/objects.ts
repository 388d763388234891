// Methods and properties of tensors, models, layers, metrics, and what else Keras hands out.
import type { Doc } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import { argument, arranged, byName, type Given, typeName } from '../translate/arguments.js';
import { isSequenceBase } from '../translate/class-bases.js';
import { type Code, call, code, levels, object } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import {
  boolean,
  count,
  isTensor,
  type Kind,
  kindOf,
  listOf,
  mask,
  none,
  number,
  ranked,
  shape,
  symbolic,
  tensor,
  text,
  tupleOf,
  unknown,
  unranked,
} from '../translate/kinds.js';
import { camelCase } from '../translate/names.js';
import { arrowOf } from '../translate/values.js';
import { configOf } from './configs.js';
import { type Method, type Methods, only, refused, required } from './handler.js';
import { kerasCall } from './keras.js';
import { rowOf } from './table.js';
import { inputsOf, isSeries } from './tf-data.js';

/** `x.mean(axis=0)` is `ops.mean(x, { axis: 0 })`. */
const asOp =
  (name: string, parameters: string, first = 'x'): Method =>
  (_value, given, context) => {
    const { node } = given;
    const self = node.callee.type === 'attribute' ? node.callee.object : undefined;
    if (!self) return undefined;
    return kerasCall(`ops.${name}`, { ...given, plain: [self, ...given.plain] }, context, [
      first,
      ...parameters.split(','),
    ]);
  };

const asTensor = (value: Code): Doc =>
  value.kind.name === 'number' ? call('tf.scalar', [value.doc]) : value.doc;

/** The outputs of a model by their names. */
const outputsOf = (value: Code): Doc => [value.doc, ' as unknown as Record<string, tf.Tensor>'];

const reducing = 'axis,dtype,out,keepdims';

export const tensorMethods: Methods = {
  astype: (value, given, context) => {
    const node = argument(given, 0, 'dtype');
    if (!node) return undefined;
    const type = typeName(node, context);
    const kind =
      type === "'bool'" && value.kind.name !== 'symbolic'
        ? mask
        : isTensor(value.kind)
          ? unranked(value.kind)
          : tensor;
    return code(call(context.facts.use('ops.cast'), [value.doc, type]), kind);
  },
  reshape: (value, given, context) => {
    const sizes = given.plain.map((one) => context.expression(one));
    const [first] = sizes;
    const list: Doc =
      first && sizes.length === 1 && first.kind.name !== 'number'
        ? first.doc
        : { open: '[', items: sizes.map(({ doc }) => ({ doc })), close: ']' };
    const isEach = sizes.length > 0 && sizes.every(({ kind }) => kind.name === 'number');
    const rank = isEach ? sizes.length : first?.kind.name === 'tuple' ? first.kind.items?.length : undefined;
    const kind: Kind =
      value.kind.name === 'tensor' && value.kind.rank !== undefined ? ranked(rank) : unranked(value.kind);
    return code(call(context.facts.use('ops.reshape'), [value.doc, list]), kind);
  },
  numpy: (value) => (value.kind.name === 'variable' ? code(value.doc, tensor, value.level) : value),
  item: (value) => code([object(value), '.dataSync()[0]!'], number),
  tolist: (value) => code([object(value), '.arraySync()'], listOf(unknown)),
  mean: asOp('mean', reducing),
  sum: asOp('sum', reducing),
  std: asOp('std', reducing),
  var: asOp('var', reducing),
  max: asOp('max', 'axis,out,keepdims'),
  min: asOp('min', 'axis,out,keepdims'),
  argmax: asOp('argmax', 'axis'),
  argmin: asOp('argmin', 'axis'),
  argsort: asOp('argsort', 'axis'),
  flatten: (value, _given, context) =>
    code(call(context.facts.use('ops.reshape'), [value.doc, '[-1]']), unranked(value.kind)),
  ravel: asOp('ravel', ''),
  squeeze: asOp('squeeze', 'axis'),
  // Only a model whose outputs have names gives what has keys.
  keys: (value) => code(['Object.keys(', value.doc, ')'], listOf(text)),
  items: (value) => code(['Object.entries(', outputsOf(value), ')'], listOf(tupleOf([text, tensor]))),
  values: (value) => code(['Object.values(', outputsOf(value), ')'], listOf(tensor)),
  transpose: (value, given, context) => {
    const axes = given.plain.map((one) => context.expression(one));
    if (axes.length === 0) return code(call(context.facts.use('ops.transpose'), [value.doc]), value.kind);
    const list: Doc =
      axes.length === 1 ? axes[0]!.doc : { open: '[', items: axes.map(({ doc }) => ({ doc })), close: ']' };
    return code(call(context.facts.use('ops.transpose'), [value.doc, ['{ axes: ', list, ' }']]), value.kind);
  },
  copy: (value) => code(['tf.clone(', value.doc, ')'], ranked(value.kind.rank)),
  // Of what was computed from a table: a line for each column.
  plot: (value, given, context) => {
    only(given, 'legend', 'ax', 'color', 'figsize');
    if (given.plain.length > 0) return undefined;
    const lines: Doc = [
      'tf.unstack(',
      value.doc,
      ', 1).map((one, i) => [String(i + 1), Array.from(one.dataSync())])',
    ];
    return code(
      call('display', [call(context.facts.use('plot.line'), [call('Object.fromEntries', [lines])])]),
      none,
    );
  },
  all: asOp('all', 'axis'),
  any: asOp('any', 'axis'),
  clip: asOp('clip', 'x_min,x_max'),
  round: asOp('round', 'decimals'),
  dot: asOp('dot', 'x2', 'x1'),
  cumsum: asOp('cumsum', 'axis,dtype'),
  cumprod: asOp('cumprod', 'axis,dtype'),
  prod: asOp('prod', reducing),
  repeat: asOp('repeat', 'repeats,axis'),
  swapaxes: asOp('swapaxes', 'axis1,axis2'),
  take: asOp('take', 'indices,axis'),
  // Shapes are those of the numbers here.
  set_shape: () => code('', none),
  get_shape: (value) => code([object(value), '.shape'], shape),
  assign: (value, given, context) =>
    code(call([object(value), '.assign'], [asTensor(required(given, 0, 'value', context))]), none),
  assign_add: (value, given, context) =>
    code(
      call(
        [object(value), '.assign'],
        [call(context.facts.use('tf.add'), [value.doc, required(given, 0, 'delta', context).doc])],
      ),
      none,
    ),
  assign_sub: (value, given, context) =>
    code(
      call(
        [object(value), '.assign'],
        [call(context.facts.use('tf.sub'), [value.doc, required(given, 0, 'delta', context).doc])],
      ),
      none,
    ),
};

/** Properties that are written otherwise, or whose kind is known. */
export function property(value: Code, name: string, context: Context): Code {
  const { kind } = value;
  if (isTensor(kind)) return ofTensor(value, name, context);
  if (kind.name === 'history' && name === 'history')
    return code([object(value), '.history'], { name: 'dict', className: 'history', of: listOf(number) });
  if (kind.name === 'history' && name === 'epoch') return code([object(value), '.epoch'], listOf(number));
  if (kind.name === 'path') return ofPath(value, name, context);
  if (name === 'output_shape' && (kind.name === 'model' || kind.name === 'layer'))
    return code([object(value), '.outputs[0]!.shape'], { ...shape, className: 'open' });
  if (name === 'trainable_weights' || name === 'trainable_variables')
    return code(
      [object(value), '.trainableWeights.map((weight) => weight.read() as tf.Variable)'],
      listOf(kindOf('variable')),
    );
  if (kind.name === 'layer' && /^(kernel|bias|gamma|beta|embeddings)$/.test(name))
    return code(
      [
        '(',
        object(value),
        `.weights.find((weight) => weight.name.endsWith('${name}'))!.read() as tf.Variable)`,
      ],
      kindOf('variable'),
    );
  if (kind.name === 'layer' && (name === 'output' || name === 'input'))
    return code(['(', object(value), `.${name} as tf.SymbolicTensor)`], symbolic);
  const known = properties[name];
  return code([object(value), `.${camelCase(name)}`], known ?? unknown);
}

function ofPath(value: Code, name: string, context: Context): Code {
  const functionName = { parent: 'dirname', name: 'basename', suffix: 'extname' }[name];
  if (functionName === undefined) throw new Untranslated(`\`${name}\` of a path is not known here`);
  context.import('node:path', functionName);
  return code(call(functionName, [value.doc]), name === 'parent' ? kindOf('path') : text);
}

const properties: Readonly<Record<string, Kind>> = {
  input: kindOf('symbolic'),
  output: kindOf('symbolic'),
  inputs: listOf(kindOf('symbolic')),
  outputs: listOf(kindOf('symbolic')),
  layers: listOf(kindOf('layer')),
  trainable: boolean,
  name: text,
  optimizer: kindOf('optimizer'),
  history: kindOf('history'),
  class_names: listOf(text),
  shape: shape,
  columns: listOf(text),
};

/** What every model has. */
export const modelProperties: ReadonlySet<string> = new Set([
  ...Object.keys(properties),
  ...['trainable_weights', 'trainable_variables', 'output_shape', 'input_shape', 'weights', 'variables'],
  ...['non_trainable_weights', 'losses', 'metrics', 'metrics_names', 'stop_training'],
]);

function ofTensor(value: Code, name: string, context: Context): Code {
  switch (name) {
    case 'shape':
      return code(
        [object(value), '.shape'],
        value.kind.name === 'symbolic' ? { ...shape, className: 'open' } : shape,
      );
    case 'dtype':
      return code([object(value), '.dtype'], text);
    case 'ndim':
      return code([object(value), '.rank'], count);
    case 'size':
      return code([object(value), '.size'], count);
    // Of what was computed from a table.
    case 'values':
      return value;
    case 'T':
      return code(call(context.facts.use('ops.transpose'), [value.doc]), value.kind);
    case 'name':
      return code([object(value), '.name'], text);
    case '_keras_mask':
      return code([call(context.facts.use('utils.getKerasMask'), [value.doc]), '!'], value.kind);
    default:
      throw new Untranslated(`\`${name}\` of a tensor is not known here`);
  }
}

/** By the generated table: `Model.fit`. */
const byTable =
  (path: string, kind: Kind): Method =>
  (value, given, context) => {
    const row = rowOf(path);
    if (!row) return undefined;
    const values = byName(given, row.parameters);
    if (values.has('batch_size') && isBatched(values.get('x'), context)) {
      context.note('`batch_size` is left out: the data comes in batches.');
      values.delete('batch_size');
    }
    // Batches bring their targets with them.
    const places = values.has('y') ? row.places : row.places.filter((place) => place !== 'y');
    const args = arranged(
      values,
      { ...row, places, renamed: { filepath: 'path', ...row.renamed } },
      context,
      given.node.to,
      given.spread,
    );
    const name = row.ours!.slice(row.ours!.indexOf('.') + 1);
    const made: Doc = [object(value), call(`.${name}`, args)];
    if (!row.isAsync) return code(made, kind);
    context.wait();
    return code(['await ', made], kind, levels.unary);
  };

/** What comes in batches of a size of its own. */
function isBatched(node: Expression | undefined, context: Context): boolean {
  const kind = node && context.expression(node).kind;
  const isOwn = kind?.name === 'own' && isSequenceBase(context.facts.rootOf(kind.className));
  return isOwn || kind?.name === 'dataset' || kind?.name === 'batches';
}

/** A loss of the program's own takes tensors. */
function learnLoss(loss: Expression | undefined, { facts }: Context): void {
  const known = loss?.type === 'name' ? facts.functions.get(loss.name) : undefined;
  for (const { name } of known?.parameters ?? []) facts.learn(known!.kinds, name, tensor);
}

export const modelMethods: Methods = {
  compile: (value, given, context) => {
    if (given.named.has('metrics') || given.plain.length > 2) context.facts.hasMetrics = true;
    learnLoss(argument(given, 1, 'loss'), context);
    const isTold = given.named.has('optimizer') || given.plain.length > 0;
    const rmsprop: Expression = { ...given.node, type: 'text', value: 'rmsprop', isBytes: false };
    const named = isTold ? given.named : new Map([['optimizer', rmsprop], ...given.named]);
    return byTable('Model.compile', none)(value, { ...given, named }, context);
  },
  fit: byTable('Model.fit', kindOf('history')),
  fit_generator: byTable('Model.fit', kindOf('history')),
  evaluate: (value, given, context) => {
    const isDict = given.named.get('return_dict')?.type === 'constant';
    const plain = new Map([...given.named].filter(([name]) => name !== 'return_dict'));
    const made = byTable('Model.evaluate', kindOf(isDict ? 'dict' : 'scores'))(
      value,
      { ...given, named: plain },
      context,
    );
    if (isDict) return made;
    return made && (context.facts.hasMetrics ? made : code(['(', made.doc, ').loss'], number));
  },
  predict: (value, given, context) => {
    if (value.kind.of?.name === 'list') return modelMethods.predict_all!(value, given, context);
    const made = byTable('Model.predict', tensor)(value, given, context);
    const [first] = given.plain;
    if (!made || !first || context.expression(first).kind.name !== 'batches') return made;
    context.wait();
    return code(['await ', made.doc], tensor, levels.unary);
  },
  predict_all: (value, given, context) => {
    const made = byTable('Model.predict', listOf(tensor))(value, given, context);
    return made && code(renamedCall(made.doc, '.predict', '.predictAll'), made.kind);
  },
  predict_on_batch: byTable('Model.predict', tensor),
  summary: (value) => code([object(value), '.summary()'], none),
  add: (value, given, context) =>
    code(call([object(value), '.add'], [required(given, 0, 'layer', context).doc]), none),
  save: byTable('Model.save', none),
  save_weights: byTable('Model.save_weights', none),
  load_weights: byTable('Model.load_weights', none),
  train_on_batch: byTable('Model.train_on_batch', number),
  get_layer: (value, given, context) =>
    code(
      call(
        [object(value), '.getLayer'],
        [
          (given.plain[0] ?? given.named.get('name') ?? given.named.get('index'))
            ? context.expression((given.plain[0] ?? given.named.get('name') ?? given.named.get('index'))!).doc
            : '0',
        ],
      ),
      kindOf('layer'),
    ),
  get_weights: (value) => code([object(value), '.getWeights()'], listOf(tensor)),
  set_weights: (value, given, context) =>
    code(call([object(value), '.setWeights'], [required(given, 0, 'weights', context).doc]), none),
  build: (value, given, context) =>
    code(call([object(value), '.build'], [required(given, 0, 'input_shape', context).doc]), none),
  compute_mask: (value, given, context) => {
    const values = byName(given, ['inputs', 'mask']);
    const args = [...values.values()].map((one) => context.expression(one).doc);
    return code([object(value), call('.computeMask', args), ' as tf.Tensor'], tensor, levels.relational);
  },
  get_config: configOf,
  get_vocabulary: (value) => code([object(value), '.getVocabulary()'], listOf(text)),
  vocabulary_size: (value) => code([object(value), '.vocabularySize()'], count),
  pop: (value, given) => (given.plain.length > 0 ? undefined : code([object(value), '.pop()'], none)),
  reset_states: (value) => code([object(value), '.resetStates()'], none),
  reset_state: (value) => code([object(value), '.resetStates()'], none),
  count_params: (value) => code([object(value), '.countParams()'], count),
  predict_classes: refused('`model.predict(x).argMax(-1)`'),
  to_json: (value, _given, context) => code(call(context.facts.use('modelToJson'), [value.doc]), text),
  adapt: (value, given, context) => {
    const data = required(given, 0, 'data', context);
    if (data.kind.name === 'dataset')
      return code(call([object(value), '.adapt'], [inputsOf(data, context).doc]), none);
    if (data.kind.name !== 'batches' || isSeries(data.kind))
      return code(call([object(value), '.adapt'], [data.doc]), none);
    context.wait();
    return code(call([object(value), '.adapt'], [['await ', object(data), '.inputs()']]), none);
  },
  add_loss: (value, given, context) =>
    code(call([object(value), '.addLoss'], [required(given, 0, 'loss', context).doc]), none),
};

/** The same call by another name. */
function renamedCall(doc: Doc, from: string, to: string): Doc {
  if (typeof doc === 'string') return doc === from ? to : doc;
  return Array.isArray(doc) ? doc.map((part: Doc) => renamedCall(part, from, to)) : doc;
}

const iterators = { name: 'batches' } as const;
const directory =
  (name: string): Method =>
  (value, given, context) => {
    const row = rowOf(`ImageDataGenerator.${name}`);
    if (!row) return undefined;
    context.wait();
    const args = arranged(byName(given, row.parameters), row, context, given.node.to);
    return code(['await ', object(value), call(`.${camelCase(name)}`, args)], iterators, levels.unary);
  };

export const generatorMethods: Methods = {
  flow_from_directory: directory('flow_from_directory'),
  flow_from_dataframe: directory('flow_from_dataframe'),
  flow: (value, given, context) => {
    const row = rowOf('ImageDataGenerator.flow');
    return (
      row &&
      code(
        [object(value), call('.flow', arranged(byName(given, row.parameters), row, context, given.node.to))],
        iterators,
      )
    );
  },
  fit: (value, given, context) =>
    code(call([object(value), '.fit'], [required(given, 0, 'x', context).doc]), none),
};

export const scalerMethods: Methods = {
  fit: (value, given, context) =>
    code([object(value), call('.fit', [required(given, 0, 'X', context).doc])], value.kind),
  fit_transform: (value, given, context) => transformed(value, 'fitTransform', given, context),
  transform: (value, given, context) => transformed(value, 'transform', given, context),
  inverse_transform: (value, given, context) => transformed(value, 'inverseTransform', given, context),
};

function transformed(value: Code, name: string, given: Given, context: Context): Code {
  const taken = required(given, 0, 'X', context);
  return code([object(value), call(`.${name}`, [taken.doc])], taken.kind);
}

export const tokenizerMethods: Methods = {
  fit_on_texts: (value, given, context) =>
    code(call([object(value), '.fitOnTexts'], [required(given, 0, 'texts', context).doc]), none),
  texts_to_sequences: (value, given, context) =>
    code(
      call([object(value), '.textsToSequences'], [required(given, 0, 'texts', context).doc]),
      listOf(listOf(number)),
    ),
};

export const metricMethods: Methods = {
  update_state: (value, given, context) =>
    code(
      call(
        [object(value), '.updateState'],
        given.plain.map((one) => context.expression(one).doc),
      ),
      none,
    ),
  result: (value) => code([object(value), '.result()'], number),
  reset_state: (value) => code([object(value), '.resetState()'], none),
  reset_states: (value) => code([object(value), '.resetState()'], none),
};

/** `data.map(lambda x, y: (f(x), y))`. */
const mappedBatches: Method = (value, given, context) => {
  const change = given.plain[0] ?? given.named.get('map_func');
  if (!change) return undefined;
  const [parameters, made] = changeOf(change, context);
  if (parameters > 2) throw new Untranslated('a function of more than a batch’s inputs and targets');
  const isAlone = made.kind.gives?.name === 'tensor';
  const { className } = value.kind;
  const kind: Kind = { name: 'batches', ...(className && { className }), ...(isAlone && { of: tensor }) };
  return code([object(value), call('.map', [made.doc])], kind);
};

function changeOf(change: Expression, context: Context): [parameters: number, made: Code] {
  if (change.type === 'lambda') {
    const kinds = change.parameters.map(() => tensor);
    return [change.parameters.length, arrowOf(change.parameters, change.body, context, kinds)];
  }
  const facts = change.type === 'name' ? context.facts.functions.get(change.name) : undefined;
  if (facts) {
    for (const { name } of facts.parameters) context.facts.learn(facts.kinds, name, tensor);
    if (facts.isAsync) throw new Untranslated('a function that waits cannot change batches');
    return [
      facts.parameters.length,
      code(context.expression(change).doc, { name: 'function', gives: facts.gives }),
    ];
  }
  const made = context.expression(change);
  if (made.kind.name !== 'layer' && made.kind.name !== 'model')
    throw new Untranslated('`map` by what is not known here');
  return [1, code(['(x) => ', object(made), '.apply(x)'], { name: 'function', gives: tensor })];
}

export const batchMethods: Methods = {
  cardinality: (value) => code([object(value), '.length'], count),
  map: mappedBatches,
  next: (value, _given, context) => {
    context.wait();
    return code(['(await ', object(value), '.next()).value'], tupleOf([tensor, tensor]));
  },
  reset: (value) => code([object(value), '.reset()'], none),
  prefetch: (value) => value,
  cache: (value) => value,
  // A data set of files draws a new order for each pass, unless it was told otherwise.
  shuffle: (value, _given, context) => {
    if (value.kind.className === 'ordered') return undefined;
    context.note('`shuffle` is left out: these batches come in a new order in each epoch.');
    return value;
  },
};
