// `keras.export.ExportArchive`, and the specs of what its functions take.
import type { Doc } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import { isConstant } from '../python/walk.js';
import { byName, type Given, typeName } from '../translate/arguments.js';
import { type Code, call, code, levels, object, objectOf, quoted, within } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import { kindOf, none, tensor } from '../translate/kinds.js';
import { arrowOf } from '../translate/values.js';
import type { Method, Methods } from './handler.js';

/** Python's order of what makes a spec. */
export const specOrders = {
  keras: ['dtype', 'shape', 'ndim', 'max_ndim', 'min_ndim', 'axes', 'allow_last_axis_squeeze', 'name'],
  tensorflow: ['shape', 'dtype', 'name'],
} as const;

/** `keras.InputSpec(shape=(None, 3))`, `tf.TensorSpec((None, 3), tf.float32)`: `{ shape: [null, 3], dtype }`. */
export function specOf(given: Given, order: readonly string[], context: Context): Code {
  const values = byName(given, order);
  const other = [...values.keys()].find((name) => !['shape', 'dtype', 'name'].includes(name));
  if (other !== undefined) throw new Untranslated(`\`${other}\` of what an exported function takes`);
  if (!values.has('shape')) throw new Untranslated('a spec without a shape');
  const shown = (name: string, node: Expression): Doc =>
    name === 'dtype' ? typed(typeName(node, context)) : within(context.expression(node), levels.assign);
  const entries = ['shape', 'dtype', 'name'].flatMap((name) => {
    const node = values.get(name);
    const isNone = isConstant(node, 'None');
    return node && !isNone ? [[name, shown(name, node)] as const] : [];
  });
  return code(objectOf(entries), kindOf('setting'));
}

/** A type that stays one where the spec has a name. */
const typed = (type: Doc): Doc => (typeof type === 'string' ? `${type} as const` : type);

/** What an endpoint calls: a function of tensors, or a model, whose `call` is named. */
function endpointOf(node: Expression, context: Context): Doc {
  if (node.type === 'attribute' && /^(call|__call__)$/.test(node.name)) {
    const owner = context.expression(node.object);
    if (/^(model|layer|own)$/.test(owner.kind.name)) return owner.doc;
  }
  if (node.type === 'lambda')
    return arrowOf(
      node.parameters,
      node.body,
      context,
      node.parameters.map(() => tensor),
    ).doc;
  const facts = node.type === 'name' ? context.facts.functions.get(node.name) : undefined;
  for (const { name } of facts?.parameters ?? []) context.facts.learn(facts!.kinds, name, tensor);
  if (facts?.isAsync) throw new Untranslated('a function that waits cannot be exported');
  return context.expression(node).doc;
}

function signatureOf(values: ReadonlyMap<string, Expression>, context: Context): Doc {
  const node = values.get('input_signature');
  if (!node) throw new Untranslated('an endpoint without `input_signature`: `[{ shape: [null, 3] }]`');
  return within(context.expression(node), levels.assign);
}

const nameOf = (values: ReadonlyMap<string, Expression>, context: Context): Doc => {
  const node = values.get('name');
  if (!node) throw new Untranslated('`name` is missing');
  return node.type === 'text' ? quoted(node.value) : within(context.expression(node), levels.assign);
};

function onlyKnown(values: ReadonlyMap<string, Expression>, names: readonly string[]): void {
  const other = [...values.keys()].find((name) => !names.includes(name));
  if (other !== undefined) throw new Untranslated(`\`${other}\` is not among what it takes here`);
}

/** A method that makes an endpoint of what a parameter names. */
const endpoint =
  (ours: string, source: string, shown: (node: Expression, context: Context) => Doc): Method =>
  (value, given, context) => {
    const names = ['name', source, 'input_signature'];
    const values = byName(given, names);
    onlyKnown(values, names);
    const node = values.get(source);
    if (!node) return undefined;
    const args = [nameOf(values, context), shown(node, context), signatureOf(values, context)];
    return code([object(value), call(`.${ours}`, args)], kindOf('function'));
  };

/** Methods of an `ExportArchive`. */
export const archiveMethods: Methods = {
  track: (value, given, context) => {
    const [resource] = byName(given, ['resource']).values();
    return resource && code([object(value), call('.track', [context.expression(resource).doc])], none);
  },
  add_endpoint: endpoint('addEndpoint', 'fn', endpointOf),
  track_and_add_endpoint: endpoint(
    'trackAndAddEndpoint',
    'resource',
    (node, context) => context.expression(node).doc,
  ),
  add_variable_collection: (value, given, context) => {
    const values = byName(given, ['name', 'variables']);
    const variables = values.get('variables');
    if (!variables) return undefined;
    const args = [nameOf(values, context), context.expression(variables).doc];
    return code([object(value), call('.addVariableCollection', args)], none);
  },
  write_out: (value, given, context) => {
    const values = byName(given, ['filepath', 'options', 'verbose']);
    onlyKnown(values, ['filepath', 'verbose']);
    const [path, verbose] = [values.get('filepath'), values.get('verbose')];
    if (!path) return undefined;
    const options = verbose ? [objectOf([['verbose', context.expression(verbose).doc]])] : [];
    context.wait();
    const made: Doc = [object(value), call('.writeOut', [context.expression(path).doc, ...options])];
    return code(['await ', made], none, levels.unary);
  },
};
