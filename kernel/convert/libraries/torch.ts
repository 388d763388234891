// PyTorch's data sets, which Keras trains on: samples by their places become data sets of TensorFlow.js.
import type { Doc } from '../code/layout.js';
import { byName, type Given } from '../translate/arguments.js';
import { type Code, call, code, object } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import { isTensor } from '../translate/kinds.js';
import { isIdentifier } from '../translate/names.js';
import { type Handler, type Handlers, optional } from './handler.js';
import { datasetOf, pairsOf, zippedPairs } from './tf-data.js';

/** Tensors of PyTorch's are tensors here. */
const same: Handler = (given, context) => optional(given, 0, 'data', context);

export const torch: Handlers = {
  'torch.from_numpy': same,
  'torch.utils.data.TensorDataset': (given, context) => {
    if (given.plain.length !== 2 || given.named.size > 0) return undefined;
    const [xs, ys] = given.plain.map((one) => context.expression(one)) as [Code, Code];
    return isTensor(xs.kind) && isTensor(ys.kind) ? zippedPairs(xs, ys) : undefined;
  },
  'torch.utils.data.DataLoader': loader,
};

/** Threads and memory have no meaning here. */
const ignored = ['num_workers', 'pin_memory', 'persistent_workers', 'prefetch_factor'];

function loader(given: Given, context: Context): Code | undefined {
  const values = byName(given, ['dataset', 'batch_size', 'shuffle']);
  const data = values.get('dataset') && context.expression(values.get('dataset')!);
  const other = [...values.keys()].find(
    (name) => !['dataset', 'batch_size', 'shuffle', 'drop_last', ...ignored].includes(name),
  );
  if (!data || other !== undefined) throw new Untranslated(`\`${other ?? 'dataset'}\` of a \`DataLoader\``);
  const isShuffled = isTrue(given, 'shuffle', 2);
  const size = values.get('batch_size');
  const args: Doc[] = [size ? context.expression(size).doc : '1'];
  if (isTrue(given, 'drop_last', -1)) args.push('false');
  const samples =
    data.kind.name === 'dataset' ? ofDataset(data, isShuffled) : ofPlaces(data, isShuffled, context);
  return code([samples, call('.batch', args)], datasetOf(pairsOf));
}

const ofDataset = (data: Code, isShuffled: boolean): Doc =>
  isShuffled ? ['((data) => data.shuffle(data.size))(', data.doc, ')'] : object(data);

/** A class of the program's own that gives a sample and its target by their place. */
function ofPlaces(data: Code, isShuffled: boolean, context: Context): Doc {
  const at = context.facts.methodOf(data.kind.className, '__getitem__');
  const isKnown = data.kind.name === 'own' && at && context.facts.methodOf(data.kind.className, '__len__');
  if (!isKnown || at.isAsync || at.gives.name !== 'tuple' || at.gives.items?.length !== 2)
    throw new Untranslated('a `DataLoader` of other than samples and targets by their places');
  const name = typeof data.doc === 'string' && isIdentifier(data.doc) ? data.doc : 'data';
  const places = isShuffled
    ? call(context.facts.use('random.permutation'), [`${name}.length`])
    : `Array.from({ length: ${name}.length }, (_, i) => i)`;
  const loop: Doc = [
    'for (const i of ',
    places,
    ') ',
    { statements: [`const [xs, ys] = ${name}.at(i);`, 'yield { xs, ys };'] },
  ];
  const made = call('tf.data.generator', [['function* () ', { statements: [loop] }]]);
  return name === data.doc ? made : ['((data) => ', made, ')(', data.doc, ')'];
}

function isTrue({ plain, named }: Given, name: string, place: number): boolean {
  const value = (place >= 0 ? plain[place] : undefined) ?? named.get(name);
  if (value === undefined) return false;
  if (value.type === 'constant') return value.value === 'True';
  throw new Untranslated(`\`${name}\` that is computed`);
}
