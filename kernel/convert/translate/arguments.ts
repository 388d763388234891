// Arguments by place and by name, brought to the order and the options that our functions take.
import type { Doc, Item } from '../code/layout.js';
import type { Argument, Expression, Of } from '../python/syntax.js';
import { isConstant } from '../python/walk.js';
import { levels, quoted, within } from './code.js';
import { type Context, Untranslated } from './context.js';
import { isList } from './kinds.js';
import { camelCase, propertyName } from './names.js';
import { pathOf } from './paths.js';
import { dataType } from './types.js';

/** A call's arguments, once they are read. */
export interface Given {
  readonly node: Of<'call'>;
  readonly plain: readonly Expression[];
  readonly named: ReadonlyMap<string, Expression>;
  /** `**settings`. */
  readonly spread: readonly Expression[];
}

export function given(node: Of<'call'>): Given {
  const plain = node.args.filter(({ name }) => name === undefined).map(({ value }) => value);
  const named = node.args.filter(
    (one): one is Argument & { name: string } => one.name !== undefined && one.name !== '**',
  );
  return {
    node,
    plain,
    named: new Map(named.map(({ name, value }) => [name, value])),
    spread: node.args.filter(({ name }) => name === '**').map(({ value }) => value),
  };
}

/** An argument by its place or its name. */
export const argument = ({ plain, named }: Given, place: number, name: string): Expression | undefined =>
  plain[place] ?? named.get(name);

/** All arguments by Python's names for them. */
export function byName({ plain, named }: Given, parameters: readonly string[]): Map<string, Expression> {
  if (plain.some(({ type }) => type === 'starred'))
    throw new Untranslated('`*` of a list among the arguments');
  if (plain.length > parameters.length) throw new Untranslated('more arguments than are known');
  return new Map([...plain.map((value, i) => [parameters[i]!, value] as const), ...named]);
}

/** Where an argument goes: a place, or an option of the object at a place. */
export type Place = string | ReadonlySet<string>;

export interface Target {
  readonly places: readonly Place[];
  /** Python's name for an argument, where ours is another than the same in camelCase. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Arguments that have no meaning here. */
  readonly ignored?: ReadonlySet<string>;
}

/** Our arguments for Python's. What we do not have is refused by name. */
export function arranged(
  values: ReadonlyMap<string, Expression>,
  { places, renamed = {}, ignored = new Set() }: Target,
  context: Context,
  end: number,
  spread: readonly Expression[] = [],
): (Doc | Item)[] {
  const options = places.map((place): [string, Doc | Item][] | undefined =>
    typeof place === 'string' ? undefined : [],
  );
  const plain = new Map<number, Doc | Item>();
  const nodes = [...values.values()];
  for (const [i, [name, node]] of [...values].entries()) {
    const ours = renamed[name] ?? camelCase(name);
    const at = places.findIndex((place) =>
      typeof place === 'string' ? same(place, ours) : hasOption(place, ours),
    );
    if (at < 0) {
      if (ignored.has(name) || isDefault(node)) {
        if (!isDefault(node)) context.note(`\`${name}\` is left out: it has no meaning here.`);
        continue;
      }
      throw new Untranslated(`\`${name}\` is not among what it takes here`);
    }
    const value = optionValue(name, node, context);
    const comment = context.commentAfter(node, nodes[i + 1]?.from ?? end);
    const place = places[at]!;
    if (typeof place === 'string') plain.set(at, comment === undefined ? value : { doc: value, comment });
    else {
      const key = [...place].find((option) => same(option, ours))!;
      const doc: Doc = value === key ? key : [propertyName(key), ': ', value];
      options[at]!.push([key, comment === undefined ? doc : { doc, comment }]);
    }
  }
  const last = options.findLastIndex((entries) => entries !== undefined);
  if (spread.length > 0 && last >= 0)
    for (const one of spread) options[last]!.push(['...', spreadOf(one, context)]);
  return filled(places, plain, options);
}

/** What a function was given by name, whatever it is, or a dictionary of the program's. */
function spreadOf(node: Expression, context: Context): Doc {
  const given = context.expression(node);
  if (given.kind.name === 'map') throw new Untranslated('`**` of a dictionary whose keys are computed');
  const value = within(given, levels.assign);
  const isOwn = node.type !== 'name' || context.facts.settings.has(node.name);
  const isParameter =
    node.type === 'name' && context.scope.facts?.parameters.some(({ name }) => name === node.name);
  return ['...', isParameter || !isOwn ? ['(', value, ' as any)'] : value];
}

/** Places before the last that is given are filled. */
function filled(
  places: readonly Place[],
  plain: ReadonlyMap<number, Doc | Item>,
  options: readonly ([string, Doc | Item][] | undefined)[],
): (Doc | Item)[] {
  const args: (Doc | Item)[] = [];
  let isNeeded = false;
  for (let at = places.length - 1; at >= 0; at--) {
    const entries = options[at];
    const isGiven = plain.has(at) || (entries !== undefined && entries.length > 0);
    isNeeded ||= isGiven;
    if (!isNeeded) continue;
    if (entries) args.unshift(asObject(entries.map(([, doc]) => doc)));
    else args.unshift(plain.get(at) ?? 'undefined');
  }
  return args;
}

const asObject = (docs: readonly (Doc | Item)[]): Doc => ({
  open: '{',
  items: docs.map((doc): Item => (typeof doc === 'object' && 'doc' in doc ? doc : { doc })),
  close: '}',
});

/** Upper and lower case are spelling: `negativeSlope`, `useEma`, `learningRate1D`. */
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const hasOption = (options: ReadonlySet<string>, name: string): boolean =>
  options.has(name) || [...options].some((option) => same(option, name));

/** None where nothing was said is the default. */
const isDefault = (node: Expression): boolean => isConstant(node, 'None');

/** Options whose values are names of Keras': `loss='categorical_crossentropy'`. */
const naming =
  /^(activation|loss|optimizer|metrics|weighted_metrics|padding|mode|data_format|interpolation|fill_mode|class_mode|color_mode|label_mode|merge_mode|output_mode|reduction|pooling|weights_mode|save_freq|.*_?(initializer|regularizer|constraint|activation))$/;

/** `np.float32`, `'uint8'`, `bool`: a type of tensors. */
export function typeName(node: Expression, context: Context): Doc {
  const isName = node.type === 'name' && context.scope.find(node.name) === undefined;
  const written = node.type === 'text' ? node.value : isName ? node.name : undefined;
  if (written === undefined) {
    const given = context.expression(node);
    return given.kind.name === 'text' ? [within(given, levels.relational + 1), ' as tf.DataType'] : given.doc;
  }
  const type = dataType(written);
  if (type === undefined) throw new Untranslated(`the type '${written}' is not known here`);
  return quoted(type);
}

/** A value of an option, with Keras' names in our spelling. */
export function optionValue(name: string, node: Expression, context: Context): Doc {
  if (name === 'dtype') return typeName(node, context);
  const path = /activation$/.test(name) ? pathOf(node, context.scope) : undefined;
  const activation = /^(?:tensorflow\.nn|keras\.activations)\.(\w+)$/.exec(path ?? '')?.[1];
  if (activation !== undefined) return quoted(spelled(activation));
  if (naming.test(name)) {
    const named = namesIn(node, context);
    if (named !== undefined) return named;
    const value = context.expression(node);
    // A text that the checker cannot tell to be one of the names.
    if (value.kind.name === 'text') return [within(value, levels.relational), ' as any'];
  }
  const value = context.expression(node);
  // A list of the program's is one of any length.
  if (/^(target|image)_size$/.test(name) && node.type === 'name' && isList(value.kind))
    return [within(value, levels.relational), ' as [number, number]'];
  return within(value, levels.assign);
}

function namesIn(node: Expression, context: Context): Doc | undefined {
  if (node.type === 'text') return quoted(spelled(node.value));
  if ((node.type === 'list' || node.type === 'tuple') && node.items.some(({ type }) => type === 'text'))
    return {
      open: '[',
      items: node.items.map((item) => ({ doc: namesIn(item, context) ?? context.expression(item).doc })),
      close: ']',
    };
  if (node.type === 'dict' && node.entries.every(({ key }) => key?.type === 'text'))
    return asObject(
      node.entries.map(
        ({ key, value }): Doc => [
          propertyName(key!.type === 'text' ? key!.value : ''),
          ': ',
          namesIn(value, context) ?? context.expression(value).doc,
        ],
      ),
    );
  return undefined;
}

/** `sparse_categorical_crossentropy`, and the short names of Keras 2. */
function spelled(value: string): string {
  const known = { acc: 'accuracy', sparse_categorical_accuracy: 'sparseCategoricalAccuracy' }[value];
  return known ?? (/^[a-z0-9]+(_[a-z0-9]+)+$/.test(value) ? camelCase(value) : value);
}
