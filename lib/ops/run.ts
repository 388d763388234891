// How an operation is carried out: at once on tensors, and recorded where one of what it is given is symbolic.
import { toSnakeCase } from '../core/names.js';
import { symbolicIn } from '../core/symbolic-tensor.js';
import { tidied } from '../core/tidied.js';
import { checkPrecision } from '../operations/halves.js';
import { inOrder, type Settings } from '../operations/recipe.js';
import { recipeOf } from '../operations/recipes.js';
import { settingsFor, TensorOperation } from '../operations/tensor-operation.js';
import { tensorOf } from '../operations/values.js';
import { tf } from '../tf.js';

/** What operations take: tensors, symbolic ones, numbers, or lists of numbers. */
export type TensorInput = tf.Tensor | tf.SymbolicTensor | tf.TensorLike;

/** What comes of it: a symbolic tensor where one was given, else a tensor; of `any`, a tensor. */
export type Result<X> = 0 extends 1 & X
  ? tf.Tensor
  : [Extract<X, tf.SymbolicTensor>] extends [never]
    ? tf.Tensor
    : tf.SymbolicTensor;

/** One axis or several, counted from the front or, if negative, from the end; null: all. */
export type Axes = number | number[] | null;

/** Options of operations that take axes together. */
export interface Reducing {
  /** Default: all axes. */
  axis?: Axes;
  /** Whether axes that are taken together stay, with size 1. Default false. */
  keepdims?: boolean;
}

/** Where the channels are. Default `channelsLast`. */
export type DataFormat = 'channelsLast' | 'channelsFirst';

/** `same`: as many places as the input, over the strides; `valid`, the default: only where the window fits. */
export type WindowPadding = 'valid' | 'same';

/** What a quantile between two numbers is. Default `linear`: between them, by its share. */
export type QuantileMethod = 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest';

/** @param className Keras' class of the operation; @param args what it takes, in order */
export function run<R>(className: string, args: readonly unknown[], options: object = {}): R {
  const given = settingsIn(options);
  if (symbolicIn(args).length > 0) return new TensorOperation(className, given).connect(said(args)) as R;
  const recipe = recipeOf(className)!;
  const settings = settingsFor(className, recipe, given);
  checkPrecision(className, args);
  return tidied(() => recipe.run(inOrder(recipe, args, {}), settings)) as R;
}

/** What was given, as Keras' files have it. */
function settingsIn(options: object): Settings {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => [name, name === 'dataFormat' ? toSnakeCase(value as string) : value]),
  );
}

/** What was left out is null: Keras' operations want to be told. */
const said = (args: readonly unknown[]): readonly unknown[] =>
  args.map((one) => (one === undefined ? null : one));

/** A size for each axis between the samples and the channels. */
export function sizesFor(x: TensorInput, sizes: number | number[]): number[] {
  if (Array.isArray(sizes)) return sizes;
  const rank = symbolicIn(x)[0]?.rank ?? tf.tidy(() => tensorOf(x).rank);
  return Array.from({ length: rank - 2 }, () => sizes);
}
