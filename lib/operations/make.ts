// How recipes are put together: by what they take, and by how that goes with the shape of what they give.
import { tf } from '../tf.js';
import type { KerasModule, Recipe, Settings } from './recipe.js';
import { broadcastShape, floatsOf, shapeLike, tensorOf } from './values.js';

type Run = (given: readonly unknown[], settings: Settings) => tf.Tensor | tf.Tensor[];
type Unary = (x: tf.Tensor, settings: Settings) => tf.Tensor;
type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** Any operation; its shapes are found by trying it out. */
export const recipe = (
  takes: readonly string[],
  settings: Settings,
  run: Run,
  module: KerasModule = 'numpy',
): Recipe => ({ module, takes, settings, run });

/** Number by number. */
export const onOne = (module: KerasModule, run: Unary, settings: Settings = {}): Recipe => ({
  ...recipe(['x'], settings, ([x], given) => run(tensorOf(x), given), module),
  shape: shapeLike,
});

/** Of floats: whole numbers become some, as in Keras. */
export const onFloats = (module: KerasModule, run: Unary, settings: Settings = {}): Recipe => ({
  ...onOne(module, run, settings),
  run: ([x], given) => run(floatsOf(x), given),
});

/** Two number by number, joined by broadcasting. */
export const onTwo = (run: Binary, takes: readonly [string, string] = ['x1', 'x2']): Recipe => ({
  ...recipe(takes, {}, ([a, b]) => run(tensorOf(a, b), tensorOf(b, a))),
  shape: broadcastShape,
});

export const onTwoFloats = (run: Binary): Recipe => ({
  ...onTwo(run),
  run: ([a, b]) => run(floatsOf(a), floatsOf(b)),
});

export const toBool = (x: tf.Tensor): tf.Tensor => tf.cast(x, 'bool');

/** One number or several as a list. */
export const numbersOf = (given: unknown): number[] => [given].flat() as number[];
