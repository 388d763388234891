// `tensorflow_datasets`: what is here under another name, and what to do instead.
import type { Doc } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import { isConstant } from '../python/walk.js';
import type { Given } from '../translate/arguments.js';
import { type Code, call, code, levels, quoted } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import { none, tupleOf } from '../translate/kinds.js';
import { type Handlers, textOf } from './handler.js';
import { datasetOf, pairsOf } from './tf-data.js';

interface Here {
  readonly name: string;
  /** What is other than in tensorflow_datasets. */
  readonly note: string;
}

const sameSamples = 'Samples come in the order of Keras’ data set, not in that of tensorflow_datasets.';
const keras = (name: string): Here => ({ name, note: sameSamples });

/** Pictures and their class numbers. */
const here: Readonly<Record<string, Here>> = {
  mnist: keras('mnist'),
  fashion_mnist: keras('fashionMnist'),
  cifar10: keras('cifar10'),
  cifar100: keras('cifar100'),
  cats_vs_dogs: {
    name: 'catsAndDogs',
    note: 'These are 2,000 of the photographs of which tensorflow_datasets has 23,262, half of them cats.',
  },
};

export const tfds: Handlers = {
  'tensorflow_datasets.disable_progress_bar': () => code('', none),
  'tensorflow_datasets.load': (given, context) => loaded(given, context),
};

const pairs = datasetOf(pairsOf);

/** `tfds.load('mnist', split='train', as_supervised=True)`: pairs, one by one. */
function loaded(given: Given, context: Context): Code {
  const name = textOf(given.plain[0] ?? given.named.get('name'));
  const ours = name === undefined ? undefined : here[name];
  const asked = given.plain[1] ?? given.named.get('split');
  const splits = asked && splitsOf(asked);
  const isPair = isTrue(given, 'as_supervised');
  const others = [...given.named.keys()].filter(
    (key) => !/^(name|split|as_supervised|shuffle_files)$/.test(key),
  );
  const isList = asked?.type === 'list' || asked?.type === 'tuple';
  if (ours === undefined || !isPair || splits === undefined || others.length > 0)
    throw new Untranslated(
      `\`${name ?? 'tensorflow_datasets'}\` of tensorflow_datasets is not here so: give it as pairs, \`tf.data.zip({ xs: tf.data.array(images), ys: tf.data.array(labels) })\``,
      isPair && !given.named.has('with_info') ? pairs : undefined,
    );
  context.wait();
  context.note(ours.note);
  const data: Doc = ['await ', call(context.facts.use(`datasets.${ours.name}`), [])];
  const split: Doc = isList
    ? { open: '[', items: splits.map((one) => ({ doc: quoted(one) })), close: ']' }
    : quoted(splits[0]!);
  const kind = isList ? tupleOf(splits.map(() => pairs)) : pairs;
  const made = call(context.facts.use('utils.samplesOf'), [data, split]);
  if (!isList) return code(made, kind);
  // What is made of each is of another type.
  return code([made, ' as tf.data.Dataset<any>[]'], kind, levels.relational);
}

/** Splits that can be read: of `train` and `test`, with slices. */
function splitsOf(node: Expression): string[] | undefined {
  const nodes = node.type === 'list' || node.type === 'tuple' ? node.items : [node];
  const texts = nodes.map((one) => textOf(one)?.replaceAll(' ', ''));
  const part = '(train|test)(\\[(-?\\d+%?)?:(-?\\d+%?)?\\])?';
  const known = new RegExp(`^${part}(\\+${part})*$`);
  return texts.every((one) => one !== undefined && known.test(one)) ? (texts as string[]) : undefined;
}

const isTrue = ({ named }: Given, name: string): boolean => {
  const value = named.get(name);
  return isConstant(value, 'True');
};
