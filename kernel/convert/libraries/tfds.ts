// `tensorflow_datasets`: what is here under another name, and what to do instead.

import type { Doc } from '../code/layout.js';
import type { Given } from '../translate/arguments.js';
import { type Code, call, code, levels, object } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import { none } from '../translate/kinds.js';
import { type Handlers, textOf } from './handler.js';
import { datasetOf, pairsOf } from './tf-data.js';

/** Pictures and their class numbers, by the names that both have for them. */
const here: Readonly<Record<string, string>> = {
  mnist: 'mnist',
  fashion_mnist: 'fashionMnist',
  cifar10: 'cifar10',
  cifar100: 'cifar100',
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
  const split = textOf(given.plain[1] ?? given.named.get('split'));
  const others = [...given.named.keys()].filter(
    (key) => !/^(name|split|as_supervised|shuffle_files)$/.test(key),
  );
  const isPair = isTrue(given, 'as_supervised');
  if (ours === undefined || !isPair || (split !== 'train' && split !== 'test') || others.length > 0)
    throw new Untranslated(
      `\`${name ?? 'tensorflow_datasets'}\` of tensorflow_datasets is not here so: give it as pairs, \`tf.data.zip({ xs: tf.data.array(images), ys: tf.data.array(labels) })\``,
      isPair && !given.named.has('with_info') ? pairs : undefined,
    );
  context.wait();
  const part = code(
    ['(await ', call(context.facts.use(`datasets.${ours}`), []), `).${split}`],
    none,
    levels.call,
  );
  context.note('Samples come in the order of Keras’ data set, not in that of tensorflow_datasets.');
  // Keras' digits have no axis for their one color.
  const x = /mnist/i.test(ours) ? call(context.facts.use('ops.expandDims'), ['x', '-1']) : 'x';
  const slices = (which: Doc): Doc => call('tf.data.array', [call('tf.unstack', [which])]);
  const zipped = call('tf.data.zip', [
    { open: '{', items: [{ doc: ['xs: ', slices(x)] }, { doc: ['ys: ', slices('y')] }], close: '}' },
  ]);
  return code(['(({ x, y }) => ', zipped, ')(', object(part), ')'], pairs);
}

const isTrue = ({ named }: Given, name: string): boolean => {
  const value = named.get(name);
  return value?.type === 'constant' && value.value === 'True';
};
