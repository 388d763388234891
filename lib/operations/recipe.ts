// What an operation of a graph does, said once for its name: how Keras' files have it, and what it computes.
import type { Shape } from '../core/shape.js';
import type { tf } from '../tf.js';

/** The module of Keras that an operation's class lies in. */
export type KerasModule = 'core' | 'einops' | 'image' | 'linalg' | 'math' | 'nn' | 'numpy';

/** An operation's settings: those that Keras' file keeps beside its name. */
export type Settings = Readonly<Record<string, unknown>>;

/** Shape and type of a tensor. */
export interface Spec {
  readonly shape: Shape;
  readonly dtype: tf.DataType;
}

/** One kind of operation. */
export interface Recipe {
  readonly module: KerasModule;
  /** Names of what a call takes, in order and in camelCase: tensors, numbers, lists of them. `*x` takes all that follow. */
  readonly takes: readonly string[];
  /** Settings with their defaults; undefined for one that must be given. */
  readonly settings: Settings;
  run(given: readonly unknown[], settings: Settings): tf.Tensor | tf.Tensor[];
  /** The output's shape. Without it, the operation is tried out on zeros. */
  shape?(given: readonly (Spec | undefined)[], settings: Settings): Shape;
  /** The same of several outputs, with their types. */
  specs?(given: readonly (Spec | undefined)[]): Spec[];
}

/** Recipes by class name, as Keras has it. */
export type Recipes = Readonly<Record<string, Recipe>>;

/** What a call was given, by place or by name, in the order of what it takes. */
export function inOrder(
  { takes }: Recipe,
  args: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): unknown[] {
  return takes.map((name, i) => {
    if (name.startsWith('*')) return args.slice(i);
    return i < args.length ? args[i] : options[name];
  });
}
