// What stands after a dot: a library's value, or a property.
import type { Doc } from '../code/layout.js';
import type { Of } from '../python/syntax.js';
import { isBuiltIn } from '../translate/class-bases.js';
import { type Code, code, levels, object, quoted } from '../translate/code.js';
import { isColumn } from '../translate/columns.js';
import { type Context, Untranslated } from '../translate/context.js';
import { packedValue, takesLists } from '../translate/facts.js';
import { kindOf, listOf, number, tensor, text, unknown } from '../translate/kinds.js';
import { camelCase } from '../translate/names.js';
import { pathOf } from '../translate/paths.js';
import { sliceProperty } from '../translate/slices.js';
import { dataType } from '../translate/types.js';
import { builtInField } from './built-in-bases.js';
import { columnProperty } from './columns.js';
import { secondsOf } from './dates.js';
import { numpyValues } from './numpy.js';
import { modelProperties, property } from './objects.js';
import { tableProperty } from './others.js';
import { asOwnModel } from './own-models.js';
import { rowOf } from './table.js';

/** The Keras whose numbers are those here. */
export const kerasVersion = '3.15.1';

export function attribute(node: Of<'attribute'>, context: Context): Code {
  const path = pathOf(node, context.scope);
  if (path !== undefined) return libraryValue(path, context);
  const value = context.expression(node.object);
  const { name } = value.kind;
  const own = modelProperties.has(node.name) ? undefined : asOwnModel(value, node.name, context);
  if (own) return field(own, node.name, context);
  if (name === 'own') return field(value, node.name, context);
  if (name === 'slice') return sliceProperty(value, node.name);
  if (isColumn(value.kind)) {
    const known = columnProperty(value, node.name);
    if (known) return known;
    throw new Untranslated(`\`${node.name}\` of a column is not known here`);
  }
  // Rows have their columns' names as they are.
  if (value.kind.className === 'row') return code([object(value), `.${node.name}`], unknown);
  if (name === 'table') {
    const known = tableProperty(value, node.name);
    if (known) return known;
    throw new Untranslated(`\`${node.name}\` of a table is not known here`);
  }
  if (name === 'tokenizer' && node.name === 'word_index')
    return code([object(value), '.wordIndex'], { name: 'dict', of: number });
  if (name === 'batches' && node.name === 'class_indices')
    return code([object(value), '.classIndices'], { name: 'dict', of: number });
  return property(value, node.name, context);
}

/** A value of a library: a number, a type, a function that is passed on. */
export function libraryValue(path: string, context: Context): Code {
  const [root, ...rest] = path.split('.');
  const name = rest.join('.');
  if (root === 'numpy' || root === 'tensorflow') {
    const type = dataType(name);
    if (type !== undefined && name !== 'float' && name !== 'int') return code(quoted(type), text);
    const known = root === 'numpy' ? numpyValues[name] : undefined;
    if (known) return known;
    const activation = /^nn\.(relu|sigmoid|softmax|tanh|elu|selu|gelu|swish|silu|softplus)$/.exec(name)?.[1];
    if (activation !== undefined)
      return code(context.facts.use(`ops.${camelCase(activation)}`), { name: 'function', gives: tensor });
    if (name === 'data.AUTOTUNE' || name === 'data.experimental.AUTOTUNE' || name === 'AUTOTUNE')
      return code('-1', number);
  }
  const stat = { getctime: 'ctimeMs / 1000', getmtime: 'mtimeMs / 1000', getsize: 'size' }[
    /^os\.path\.(\w+)$/.exec(path)?.[1] ?? ''
  ];
  if (stat !== undefined) {
    context.import('node:fs', 'statSync');
    return code(
      `(path: string) => statSync(path).${stat}`,
      { name: 'function', gives: number },
      levels.assign,
    );
  }
  if (path === 'os.path.sep' || path === 'os.sep') {
    context.import('node:path', 'sep');
    return code('sep', text);
  }
  if (path === 'pandas.Timestamp.timestamp') return secondsOf;
  // Programs ask it for Colab.
  if (path === 'sys.modules') return code('([] as string[])', listOf(text));
  if (path === 'math.pi') return code('Math.PI', number);
  if (path === 'math.inf') return code('Infinity', number);
  if (path === 'string.punctuation') return code(quoted('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'), text);
  if (/^keras\.(losses|metrics)\.[a-z]\w*$/.test(path))
    return code(quoted(camelCase(name.slice(name.indexOf('.') + 1))), text);
  // Not its own type: programs ask whether it is another.
  if (path === 'keras.__version__') return code(`('${kerasVersion}' as string)`, text);
  if (path === 'tensorflow.__version__' || path === 'tensorflow.version.VERSION')
    return code([context.facts.use('engineInfo'), '().version'], text);
  const row = root === 'keras' ? rowOf(name) : undefined;
  if (row?.ours !== undefined && /^(ops|activations|losses|metrics)\.[a-z]/.test(name))
    return code(context.facts.use(row.ours), { name: 'function', gives: tensor });
  throw new Untranslated(`\`${path}\` is not known here${row?.reason ? `: ${row.reason}` : ''}`);
}

/** A field of an object of the program's own class. */
function field(value: Code, name: string, context: Context): Code {
  const facts =
    value.kind.className === undefined ? undefined : context.facts.classes.get(value.kind.className);
  const getter = context.facts.propertyOwner(facts?.name, name)?.methods.get(name);
  const member: Doc = [object(value), `.${context.facts.member(name)}`];
  if (getter?.isAsync) {
    context.wait();
    return code(['await ', member], getter.gives, levels.unary);
  }
  const holder = getter ? undefined : context.facts.staticOwner(facts?.name, name);
  if (holder) {
    const spelling = context.scope.find(holder.name)?.spelling ?? holder.name;
    return code(`${spelling}.${context.facts.member(name)}`, holder.statics.get(name));
  }
  const method = context.facts.methodOf(facts?.name, name);
  if (method && takesLists(method)) throw new Untranslated(packedValue);
  const known = getter?.gives ?? fieldKind(facts?.name, name, context);
  if (known) return code(member, known);
  const root = context.facts.rootOf(value.kind.className);
  const builtIn = isBuiltIn(root) ? builtInField(value, name) : undefined;
  if (builtIn) return builtIn;
  const isModel = root === 'keras.models.Model';
  if (name === 'trainable_weights' || name === 'trainable_variables')
    return code(
      [object(value), isModel ? '.trainableVariables' : '.trainableWeights'],
      listOf(kindOf('variable')),
    );
  if (name === 'model' && root === 'keras.callbacks.Callback')
    return code([object(value), '.model'], kindOf('model'));
  return property(value, name, context);
}

function fieldKind(
  className: string | undefined,
  name: string,
  context: Context,
): ReturnType<typeof kindOf> | undefined {
  const facts = className === undefined ? undefined : context.facts.classes.get(className);
  if (!facts) return undefined;
  const getter = facts.methods.get(name);
  return facts.fields.get(name) ?? getter?.gives ?? fieldKind(facts.base, name, context);
}
