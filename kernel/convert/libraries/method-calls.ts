// Methods: by the kind of what has them, or by a name that only one kind has.
import type { Doc } from '../code/layout.js';
import type { Of } from '../python/syntax.js';
import type { Given } from '../translate/arguments.js';
import { isSuper } from '../translate/class-bases.js';
import { type Code, call, code, object } from '../translate/code.js';
import { isColumn } from '../translate/columns.js';
import { type Context, Untranslated } from '../translate/context.js';
import { isVague, type Kind, none, number, tensor, unknown } from '../translate/kinds.js';
import { camelCase } from '../translate/names.js';
import { itemSet } from '../translate/subscripts.js';
import { archiveMethods } from './archives.js';
import { chanceMethods } from './chance.js';
import { columnMethods } from './columns.js';
import { fileMethods, pathMethods, zipMethods } from './files.js';
import type { Method, Methods } from './handler.js';
import {
  dictMethods,
  listMethods,
  mapMethods,
  onlyOfLists,
  onlyOfTexts,
  setMethods,
  textMethods,
} from './methods.js';
import {
  batchMethods,
  generatorMethods,
  metricMethods,
  modelMethods,
  scalerMethods,
  tensorMethods,
  tokenizerMethods,
} from './objects.js';
import { tableMethods } from './others.js';
import { plainArguments } from './own-calls.js';
import { compiledMetrics, ownMethod } from './own-methods.js';
import { asOwnModel } from './own-models.js';
import { pictureMethods } from './pictures.js';
import { superCall } from './super-calls.js';
import { datasetMethods, isSeries, seriesAsDataset } from './tf-data.js';

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
  archive: archiveMethods,
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

export function methodCall(callee: Of<'attribute'>, args: Given, context: Context): Code {
  if (isSuper(callee.object)) return superCall(callee.name, args, context);
  const metrics = compiledMetrics(callee, args, context);
  if (metrics) return metrics;
  const placed = partAssigned(callee, args, context);
  if (placed) return placed;
  const missing = missingCounts(callee, args, context);
  if (missing) return missing;
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

/** `table.isna().sum()`: how many values of each column are missing. */
function missingCounts(
  { name, object: asked }: Of<'attribute'>,
  args: Given,
  context: Context,
): Code | undefined {
  if (name !== 'sum' || args.node.args.length > 0 || asked.type !== 'call' || asked.args.length > 0)
    return undefined;
  const { callee } = asked;
  if (callee.type !== 'attribute' || !/^is(na|null)$/.test(callee.name)) return undefined;
  const table = context.expression(callee.object);
  if (table.kind.name !== 'table') return undefined;
  return code([object(table), '.missing'], { name: 'dict', of: number });
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
