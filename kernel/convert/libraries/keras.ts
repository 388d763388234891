// Keras' functions and classes, by the generated table; and the few whose shape is another here.
import type { Doc } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import { isConstant } from '../python/walk.js';
import { argument, arranged, byName, type Given, optionValue } from '../translate/arguments.js';
import { type Code, call, code, levels, object, within } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import {
  isList,
  isTensor,
  type Kind,
  kindOf,
  listOf,
  mask,
  none,
  scalar,
  shape,
  symbolic,
  tensor,
  tupleOf,
  unknown,
} from '../translate/kinds.js';
import { type Handlers, optional } from './handler.js';
import { meshgrid } from './meshgrid.js';
import { type Row, rowOf } from './table.js';

/** A call of a name of Keras', as `layers.Dense`. @param parameters Python's order, where it is not Keras' own */
export function kerasCall(
  path: string,
  given: Given,
  context: Context,
  parameters?: readonly string[],
): Code {
  const beside = besideApplication(path, given, context);
  if (beside) return beside;
  const special = specials[path]?.(given, context);
  if (special) return special;
  const row = rowOf(otherNames[path] ?? path);
  if (!row) throw new Untranslated(`\`${path}\` is not a name of Keras 3.15`);
  if (row.ours === undefined)
    throw new Untranslated(`\`${path}\` is not here${row.reason ? `: ${row.reason}` : ''}`);
  if (isMerging(path)) return merged(row, given, context);
  if (/^losses\.[a-z]/.test(path) && given.plain.length + given.named.size > 1)
    return lossCall(row, given, context);
  return callOf(row, path, given, context, parameters);
}

function callOf(
  row: Row,
  path: string,
  given: Given,
  context: Context,
  parameters?: readonly string[],
): Code {
  for (const one of given.spread) if (one.type === 'name') context.facts.passOn(one.name);
  const values = withShapes(byName(given, parameters ?? row.parameters));
  const args = arranged(values, target(row), context, given.node.to, given.spread);
  const name = context.facts.use(row.ours!);
  const made: Doc = [row.isClass ? 'new ' : '', call(name, args)];
  const kind = kindMade(path, values, context);
  if (!row.isAsync) return code(made, kind);
  context.wait();
  return code(['await ', made], kind, levels.unary);
}

/** Names by which Keras gives the same once more. */
const otherNames: Readonly<Record<string, string>> = {
  DTypePolicy: 'dtype_policies.DTypePolicy',
  FloatDTypePolicy: 'dtype_policies.FloatDTypePolicy',
  'mixed_precision.DTypePolicy': 'dtype_policies.DTypePolicy',
  'mixed_precision.Policy': 'dtype_policies.DTypePolicy',
  'mixed_precision.LossScaleOptimizer': 'optimizers.LossScaleOptimizer',
  'mixed_precision.dtype_policy': 'config.dtype_policy',
  'mixed_precision.global_policy': 'config.dtype_policy',
  'mixed_precision.set_dtype_policy': 'config.set_dtype_policy',
  'mixed_precision.set_global_policy': 'config.set_dtype_policy',
};

/** What Keras 2 called otherwise. */
const older: Readonly<Record<string, string>> = {
  lr: 'learningRate',
  epsilon: 'epsilon',
  nb_epoch: 'epochs',
  batch_input_shape: 'batchInputShape',
  filepath: 'path',
  smart_resize: 'cropToAspectRatio',
};

const target = ({ places, renamed, ignored }: Row) => ({
  places,
  renamed: { ...older, ...renamed },
  ignored,
});

/** Modules of applications whose functions go with a builder of another name. */
const builders: Readonly<Record<string, string>> = {
  resnet: 'resNet50',
  resnet50: 'resNet50',
  resnet_v2: 'resNet50V2',
  vgg16: 'vgg16',
  vgg19: 'vgg19',
  xception: 'xception',
  inception_v3: 'inceptionV3',
  inception_resnet_v2: 'inceptionResNetV2',
  densenet: 'denseNet121',
  mobilenet: 'mobileNet',
  mobilenet_v2: 'mobileNetV2',
  efficientnet: 'efficientNetB0',
  nasnet: 'nasNetMobile',
};

/** `vgg16.preprocess_input(x)`: a function of each network here. */
function besideApplication(path: string, given: Given, context: Context): Code | undefined {
  const [, module = '', name = ''] =
    /^applications\.(\w+)\.(preprocess_input|decode_predictions)$/.exec(path) ?? [];
  const builder = builders[module];
  if (builder === undefined || given.plain.length === 0) return undefined;
  const x = context.expression(given.plain[0]!);
  if (name === 'decode_predictions') {
    const top = given.plain[1] ?? given.named.get('top');
    context.wait();
    const options: Doc[] = top ? [['{ top: ', context.expression(top).doc, ' }']] : [];
    const args = [x.doc, ...options];
    return code(
      ['await ', call(context.facts.use('applications.decodePredictions'), args)],
      listOf(listOf(unknown)),
      levels.unary,
    );
  }
  if (given.plain.length > 1 || given.named.size > 0) return undefined;
  return code(call(context.facts.use(`applications.${builder}.preprocessInput`), [x.doc]), x.kind);
}

/** `input_dim=8` is `inputShape: [8]`, but of an embedding it is how many words there are. */
function withShapes(values: Map<string, Expression>): Map<string, Expression> {
  const dimension = values.get('input_dim');
  if (!dimension || values.has('output_dim')) return values;
  const list: Expression = { from: dimension.from, to: dimension.to, type: 'list', items: [dimension] };
  return new Map(
    [...values].map(([name, value]) => (name === 'input_dim' ? ['input_shape', list] : [name, value])),
  );
}

const makes: Readonly<Record<string, Kind>> = {
  layers: kindOf('layer'),
  losses: kindOf('loss'),
  metrics: kindOf('metric'),
  optimizers: kindOf('optimizer'),
  callbacks: kindOf('callback'),
  initializers: kindOf('initializer'),
  regularizers: kindOf('setting'),
  constraints: kindOf('setting'),
  models: kindOf('model'),
  applications: kindOf('model'),
  random: tensor,
  preprocessing: tensor,
  export: kindOf('archive'),
};

const special: Readonly<Record<string, Kind>> = {
  'ops.shape': shape,
  'ops.split': listOf(tensor),
  'ops.unstack': listOf(tensor),
  'ops.meshgrid': listOf(tensor),
  'ops.nonzero': listOf(tensor),
  'ops.top_k': listOf(tensor),
  'ops.moments': listOf(tensor),
  'utils.to_categorical': tensor,
  'utils.normalize': tensor,
  'utils.pad_sequences': tensor,
  'utils.image_dataset_from_directory': kindOf('batches'),
  'utils.text_dataset_from_directory': kindOf('batches'),
  'utils.timeseries_dataset_from_array': { name: 'batches', className: 'pairs' },
  'utils.set_random_seed': none,
  'utils.get_file': kindOf('path'),
  'utils.load_img': { name: 'tensor', className: 'picture' },
  'utils.array_to_img': { name: 'tensor', className: 'picture' },
  'utils.img_to_array': tensor,
  'layers.Input': symbolic,
};

function kindMade(path: string, values: ReadonlyMap<string, Expression>, context: Context): Kind {
  if (/^utils\.(image|text)_dataset_from_directory$/.test(path)) {
    const shuffle = values.get('shuffle');
    const isOrdered = shuffle !== undefined && !isConstant(shuffle, 'True');
    const batches: Kind = {
      name: 'batches',
      ...(isUnlabelled(values) && { of: tensor }),
      ...(isOrdered && { className: 'ordered' }),
    };
    const subset = values.get('subset');
    return subset?.type === 'text' && subset.value === 'both' ? tupleOf([batches, batches]) : batches;
  }
  if (path.endsWith('.timeseries_dataset_from_array') && isConstant(values.get('targets'), 'None'))
    return { name: 'batches', className: 'windows' };
  if (path.startsWith('optimizers.schedules.')) return { name: 'setting', className: 'schedule' };
  const known = special[path] ?? special[path.replace('preprocessing.', 'utils.')];
  if (known) return known;
  const [module = '', name = ''] = path.split('.');
  const isFunction = /^[a-z]/.test(name) && module !== 'optimizers' && module !== 'models';
  if (
    module === 'ops' ||
    (isFunction && (module === 'losses' || module === 'metrics' || module === 'activations'))
  )
    return [...values.values()].some((node) => isSymbolic(node, context))
      ? symbolic
      : module === 'ops' && reductions.has(name) && isWhole(values)
        ? scalar
        : module === 'ops' && (masks.test(name) || isOfMasks(name, values))
          ? mask
          : tensor;
  if (module === 'losses') return isOfAll(values.get('reduction')) ? kindOf('loss') : eachLoss;
  return makes[module] ?? unknown;
}

/** Give one number unless an axis is named. */
export const toNumbers: readonly string[] = 'mean sum std var max min amax amin prod median average'.split(
  ' ',
);
/** Give true and false. */
const masks = /^(is(nan|finite|inf|close)|logical_(and|or|not|xor)|(not_)?equal|(greater|less)(_equal)?)$/;
const isOfMasks = (name: string, values: ReadonlyMap<string, Expression>): boolean => {
  const type = /^(cast|array|convert_to_tensor)$/.test(name) ? values.get('dtype') : undefined;
  return type?.type === 'text'
    ? type.value === 'bool'
    : (type?.type === 'name' || type?.type === 'attribute') && /^bool_?$/.test(type.name);
};
const reductions = new Set([...toNumbers, 'all', 'any']);

/** Whether all axes are reduced. */
const isWhole = (values: ReadonlyMap<string, Expression>): boolean =>
  !values.has('keepdims') && (!values.has('axis') || isConstant(values.get('axis'), 'None'));

/** A loss for each sample. */
const eachLoss: Kind = { name: 'loss', className: 'each' };

/** Whether a loss gives one number for all samples. */
const isOfAll = (reduction: Expression | undefined): boolean =>
  reduction === undefined ||
  (reduction.type === 'text' && /^(auto|sum|mean|sum_over_batch_size)$/.test(reduction.value));

/** `label_mode=None`: batches of inputs alone. */
const isUnlabelled = (values: ReadonlyMap<string, Expression>): boolean =>
  ['labels', 'label_mode'].some((name) => isConstant(values.get(name), 'None'));

/** Asked of what is plain to see: the value is translated elsewhere. */
function isSymbolic(node: Expression, context: Context): boolean {
  if (node.type === 'name') {
    const { kind } = context.scope.find(node.name) ?? { kind: unknown };
    return kind.name === 'symbolic' || kind.of?.name === 'symbolic';
  }
  if (node.type === 'list' || node.type === 'tuple')
    return node.items.some((item) => isSymbolic(item, context));
  return false;
}

/** `layers.add([a, b])`: a layer, made and called at once. */
/** `losses.binary_crossentropy(y, x)`: a loss, made and called at once, with a value for each sample. */
function lossCall(row: Row, given: Given, context: Context): Code {
  const values = byName(given, ['y_true', 'y_pred', 'from_logits', 'label_smoothing']);
  const [truth, predicted] = [values.get('y_true'), values.get('y_pred')];
  if (!truth || !predicted) throw new Untranslated('`y_true` or `y_pred` is missing');
  const options = [...values]
    .slice(2)
    .map(([name, value]): Doc => [camelOption(name), ': ', context.expression(value).doc]);
  const settings: Doc = {
    open: '{',
    items: [...options, "reduction: 'none'"].map((doc) => ({ doc })),
    close: '}',
  };
  const made = call(context.facts.use(row.ours!), [settings]);
  return code(call(made, [context.expression(truth).doc, context.expression(predicted).doc]), tensor);
}

const isMerging = (path: string): boolean =>
  /^layers\.(add|subtract|multiply|average|maximum|minimum|concatenate|dot)$/.test(path);

function merged(row: Row, given: Given, context: Context): Code {
  const values = byName(given, ['inputs', 'axis', 'axes']);
  const inputs = values.get('inputs');
  if (!inputs) throw new Untranslated('`inputs` is missing');
  values.delete('inputs');
  const args = arranged(values, target(row), context, given.node.to);
  const taken = context.expression(inputs);
  return code(
    [call(context.facts.use(row.ours!), args), call('.apply', [taken.doc])],
    taken.kind.of ?? symbolic,
  );
}

/** Shapes, layers and sizes that are written otherwise here. */
const specials: Handlers = {
  'models.Sequential': (given, context) => {
    const layers = optional(given, 0, 'layers', context);
    const name = given.plain[1] ?? given.named.get('name');
    const args = [
      layers?.doc ?? (name ? '[]' : undefined),
      name && ['{ name: ', context.expression(name).doc, ' }'],
    ];
    return code(
      call(
        context.facts.use('sequential'),
        args.filter((one): one is Doc => one !== undefined),
      ),
      { name: 'model', className: 'sequential' },
    );
  },
  'models.Model': (given, context) => {
    const values = byName(given, ['inputs', 'outputs', 'name']);
    const entries = [...values].map(([name, value]): readonly [string, Doc] => [
      { input: 'inputs', output: 'outputs' }[name] ?? name,
      within(context.expression(value), levels.assign),
    ]);
    const unknownName = entries.find(([name]) => !['inputs', 'outputs', 'name'].includes(name));
    if (unknownName) throw new Untranslated(`\`${unknownName[0]}\` is not among what it takes here`);
    const docs = entries.map(([name, doc]): Doc => (doc === name ? name : [name, ': ', doc]));
    const outputs = values.get('outputs') ?? values.get('output');
    const isSeveral = outputs !== undefined && isList(context.expression(outputs).kind);
    return code(
      call(context.facts.use('model'), [{ open: '{', items: docs.map((doc) => ({ doc })), close: '}' }]),
      isSeveral ? { name: 'model', of: listOf(tensor) } : kindOf('model'),
    );
  },
  'layers.Input': (given, context) => {
    const values = byName(given, ['shape', 'batch_size', 'dtype', 'sparse', 'batch_shape', 'name', 'tensor']);
    const row = rowOf('layers.Input');
    if (!row?.ours) return undefined;
    const wrapped = new Map(
      [...values].map(([name, value]) => [name, name === 'shape' ? asShape(value) : value] as const),
    );
    return code(
      call(context.facts.use('layers.input'), arranged(wrapped, target(row), context, given.node.to)),
      symbolic,
    );
  },
  'utils.plot_model': (given, context) => {
    const model = optional(given, 0, 'model', context);
    return model && code(call(context.facts.use('plot.model'), [model.doc]), kindOf('unknown'));
  },
  'utils.set_random_seed': (given, context) => {
    const seed = optional(given, 0, 'seed', context);
    return seed && code(call(context.facts.use('random.setSeed'), [seed.doc]), none);
  },
  'utils.to_categorical': (given, context) => {
    const values = byName(given, ['x', 'num_classes']);
    const [labels, classes] = [values.get('x') ?? values.get('y'), values.get('num_classes')];
    if (!labels) return undefined;
    const args = [context.expression(labels).doc, ...(classes ? [context.expression(classes).doc] : [])];
    return code(call(context.facts.use('toCategorical'), args), tensor);
  },
  // Names are taken wherever an object is.
  ...Object.fromEntries(
    ['optimizers', 'initializers', 'regularizers', 'constraints', 'losses', 'metrics'].map((module) => [
      `${module}.get`,
      (given: Given, context: Context) => optional(given, 0, 'identifier', context),
    ]),
  ),
  // A layer, which is called as the function is; `None` is the linear one.
  'activations.get': (given, context) => {
    const node = argument(given, 0, 'identifier');
    if (!node) return undefined;
    const named: Doc =
      node.type === 'text'
        ? optionValue('activation', node, context)
        : ['(', within(context.expression(node), levels.nullish + 1), " ?? 'linear') as any"];
    return code(
      call(context.facts.use('layers.activation'), [
        { open: '{', items: [{ doc: ['activation: ', named] }], close: '}' },
      ]),
      kindOf('layer'),
    );
  },
  'ops.meshgrid': meshgrid,
  'ops.einsum': (given, context) => {
    if (given.named.size > 0) return undefined;
    const values = given.plain.map((one) => context.expression(one));
    const isRecorded = values.some(({ kind }) => kind.name === 'symbolic');
    return code(
      call(
        context.facts.use('ops.einsum'),
        values.map(({ doc }) => doc),
      ),
      isRecorded ? symbolic : tensor,
    );
  },
  // What `get` gives is what was given: a name stands for itself.
  ...Object.fromEntries(
    ['initializers', 'regularizers', 'constraints'].map((module) => [
      `${module}.serialize`,
      (given: Given, context: Context) => {
        context.note('`serialize` is left out: a name stands for itself, an object goes to no file so.');
        return optional(given, 0, module.slice(0, -1), context);
      },
    ]),
  ),
  // Tensors are what NumPy's arrays are here.
  'ops.convert_to_numpy': (given, context) => optional(given, 0, 'x', context),
  'saving.register_keras_serializable': () => undefined,
};

function asShape(node: Expression): Expression {
  if (node.type === 'tuple' || node.type === 'list') return node;
  if (node.type === 'number') return { from: node.from, to: node.to, type: 'list', items: [node] };
  return node;
}

/** A layer, a model or a function called on values: `layers.Dense(10)(x)`. */
export function applied(callee: Code, given: Given, context: Context): Code {
  if (given.named.has('states')) return cellApplied(callee, given, context);
  const inputs = given.plain.map((one) => context.expression(one));
  const named = [...given.named];
  const byNames = named
    .filter(([name]) => /^(query|value|key|inputs|x)$/.test(name))
    .map(([, value]) => context.expression(value));
  const all = [...inputs, ...byNames];
  const options = named
    .filter(([name]) => !/^(query|value|key|inputs|x)$/.test(name))
    .map(([name, value]): Doc => [camelOption(name), ': ', optionValue(name, value, context)]);
  const taken: Doc =
    all.length === 1 ? inputsDoc(all[0]!) : { open: '[', items: all.map(({ doc }) => ({ doc })), close: ']' };
  const spread = given.spread.map((one): Doc => ['...', within(context.expression(one), levels.assign)]);
  const settings: Doc[] =
    options.length + spread.length > 0
      ? [{ open: '{', items: [...options, ...spread].map((doc) => ({ doc })), close: '}' }]
      : [];
  const isOfTexts =
    all.length > 0 && all.every(({ kind }) => (isList(kind) ? kind.of : kind)?.name === 'text');
  const kind = isOfTexts && callee.kind.name === 'layer' ? tensor : kindOfOutput(all);
  return code([within(callee, levels.call), call('.apply', [taken, ...settings])], kind);
}

/** `cell(x, states=states)`: the states go with the inputs here, and come back behind the output. */
function cellApplied(callee: Code, given: Given, context: Context): Code {
  const { named, plain } = given;
  const states = context.expression(named.get('states')!);
  const all: Doc = states.kind.name === 'list' ? object(states) : ['[', states.doc, '].flat()'];
  const [inputs, ...more] = plain;
  if (!inputs || more.length > 0)
    throw new Untranslated('a cell that is called otherwise than `cell(x, states=…)`');
  const options = [...named].flatMap(([name, value]): Doc[] =>
    name === 'states' ? [] : [[camelOption(name), ': ', optionValue(name, value, context)]],
  );
  const settings: Doc[] =
    options.length > 0 ? [{ open: '{', items: options.map((doc) => ({ doc })), close: '}' }] : [];
  const taken: Doc = ['[', context.expression(inputs).doc, ', ...', all, '] as tf.Tensor[]'];
  const made: Doc = [object(callee), call('.apply', [taken, ...settings]), ' as unknown as tf.Tensor[]'];
  return code(
    ['(([output, ...states]) => [output!, states] as const)(', made, ')'],
    tupleOf([tensor, listOf(tensor)]),
  );
}

/** Inputs by name are taken as well, which the types of `apply` do not say. */
function inputsDoc(inputs: Code): Doc {
  if (inputs.kind.name !== 'dict') return inputs.doc;
  const type = kindOfOutput([inputs]) === symbolic ? 'tf.SymbolicTensor' : 'tf.Tensor';
  return [within(inputs, levels.relational), ` as unknown as ${type}`];
}

const camelOption = (name: string): string =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function kindOfOutput(inputs: readonly Code[]): Kind {
  const kinds = inputs.flatMap(({ kind }) => [kind, kind.of ?? unknown, ...(kind.items ?? [])]);
  if (kinds.some(({ name }) => name === 'symbolic')) return symbolic;
  return kinds.some((kind) => isTensor(kind) || kind.name === 'dict') ? tensor : unknown;
}
