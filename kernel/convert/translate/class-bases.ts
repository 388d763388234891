// What a class of the program extends: what of Keras' can be extended, and what stands for it here.
import type { Expression, StatementOf } from '../python/syntax.js';
import { Untranslated } from './context.js';
import { pathOf } from './paths.js';
import type { StatementContext } from './statement-context.js';

/** Keras' layers that are classes to extend here. */
const extendable = ['Dense', 'Conv1D', 'Conv2D', 'Conv3D', 'Embedding', 'Dropout', 'AlphaDropout'];

/** @param root what a class extends in the end: `keras.layers.Conv2D` */
export const isBuiltIn = (root: string | undefined): boolean =>
  root?.startsWith('keras.layers.') === true && root !== 'keras.layers.Layer';

/** What can be extended, and its name here. */
export const bases: Readonly<Record<string, string>> = {
  'keras.layers.Layer': 'layers.Layer',
  'keras.Layer': 'layers.Layer',
  'keras.models.Model': 'Model',
  'keras.callbacks.Callback': 'Callback',
  'keras.losses.Loss': 'losses.Loss',
  'keras.metrics.Metric': 'metrics.Metric',
  'keras.regularizers.Regularizer': 'regularizers.Regularizer',
  'keras.constraints.Constraint': 'constraints.Constraint',
  'keras.initializers.Initializer': 'initializers.Initializer',
  'keras.optimizers.schedules.LearningRateSchedule': 'optimizers.schedules.LearningRateSchedule',
  ...Object.fromEntries(extendable.map((name) => [`keras.layers.${name}`, `layers.${name}`])),
};

/** Batches by their places: what `fit` goes through by itself is an iterable with a length here. */
export const batchSequences: ReadonlySet<string> = new Set(['keras.utils.PyDataset', 'keras.utils.Sequence']);

/** Samples by their places: PyTorch's, of which a `DataLoader` makes batches. */
const sampleSequences: ReadonlySet<string> = new Set(['torch.utils.data.Dataset']);

/** @param root what has places and a length, and is no class here */
export const isSequenceBase = (root: string | undefined): boolean =>
  root !== undefined && (batchSequences.has(root) || sampleSequences.has(root));

/** What `__call__` is called here, by the base. */
export function calledAs(root: string | undefined): string {
  if (root === 'keras.optimizers.schedules.LearningRateSchedule') return 'at';
  return /^keras\.(regularizers|constraints|initializers)\./.test(root ?? '') ? 'apply' : 'call';
}

/** @returns its spelling here, and its path or its name */
export function baseOf(
  node: StatementOf<'class'>,
  context: StatementContext,
): { own: string; base: string | undefined } {
  const plain = node.bases.filter(({ name }) => name === undefined);
  if (plain.length > 1) throw new Untranslated('a class of several bases');
  const [first] = plain;
  if (!first || (first.value.type === 'name' && first.value.name === 'object'))
    return { own: '', base: undefined };
  const path = pathOf(first.value, context.scope);
  if (isSequenceBase(path)) return { own: '', base: path };
  if (path !== undefined) {
    const own = bases[path];
    if (own === undefined) throw new Untranslated(`a class that extends \`${path}\``);
    return { own: context.facts.use(own), base: path };
  }
  const name = first.value.type === 'name' ? first.value.name : '';
  if (!context.facts.classes.has(name))
    throw new Untranslated(`a class that extends \`${name}\`, which is not known`);
  return { own: context.scope.find(name)?.spelling ?? name, base: name };
}

/** `super().__init__(name=name)`. */
export function isSuper(node: Expression): boolean {
  return node.type === 'call' && node.callee.type === 'name' && node.callee.name === 'super';
}
