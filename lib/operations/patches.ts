// Parts of images as columns, and columns put together to images again; channels come first, as in PyTorch.
import { tf } from '../tf.js';
import { numbersOf, recipe } from './make.js';
import type { Recipes, Settings } from './recipe.js';
import { floatsOf } from './values.js';

type Pair = readonly [number, number];

const pair = (given: unknown): Pair => {
  const list = numbersOf(given);
  return [list[0]!, list[1] ?? list[0]!];
};

const window = { kernelSize: undefined, dilation: 1, padding: 0, stride: 1 };

interface Windows {
  readonly kernel: Pair;
  readonly dilation: Pair;
  readonly padding: Pair;
  readonly stride: Pair;
}

const windowsOf = ({ kernelSize, dilation, padding, stride }: Settings): Windows => ({
  kernel: pair(kernelSize),
  dilation: pair(dilation),
  padding: pair(padding),
  stride: pair(stride),
});

/** How many windows there are along an axis. */
const countAlong = (axis: 0 | 1, size: number, { kernel, dilation, padding, stride }: Windows): number =>
  Math.floor((size + 2 * padding[axis] - dilation[axis] * (kernel[axis] - 1) - 1) / stride[axis]) + 1;

/** Ones where window `column` reads row `row` of an axis with its cell `cell`: [rows, windows]. */
function reading(axis: 0 | 1, cell: number, size: number, windows: Windows): tf.Tensor2D {
  const { dilation, padding, stride } = windows;
  const count = countAlong(axis, size, windows);
  const place = (column: number): number => column * stride[axis] + cell * dilation[axis] - padding[axis];
  return tf.tensor2d(
    Array.from({ length: size }, (_, row) =>
      Array.from({ length: count }, (_, column) => (place(column) === row ? 1 : 0)),
    ),
    [size, count],
  );
}

/** Cell by cell of the window, row by row. */
const cellsOf = ({ kernel }: Windows): Pair[] =>
  Array.from({ length: kernel[0] * kernel[1] }, (_, i) => [Math.floor(i / kernel[1]), i % kernel[1]]);

function unfolded(x: tf.Tensor, settings: Settings): tf.Tensor {
  const windows = windowsOf(settings);
  const [count, channels, height, width] = x.shape as [number, number, number, number];
  const parts = cellsOf(windows).map(([row, column]) => {
    const rows = reading(0, row, height, windows);
    const columns = reading(1, column, width, windows);
    return between(x, tf.transpose(rows), columns);
  });
  return tf.reshape(tf.stack(parts, 2), [count, channels * parts.length, -1]);
}

function folded(x: tf.Tensor, settings: Settings): tf.Tensor {
  const windows = windowsOf(settings);
  const [height, width] = pair(settings.outputSize);
  const cells = cellsOf(windows);
  const [down, across] = [countAlong(0, height, windows), countAlong(1, width, windows)];
  const channels = x.shape[1]! / cells.length;
  const each = tf.unstack(tf.reshape(x, [x.shape[0]!, channels, cells.length, down, across]), 2);
  return cells
    .map(([row, column], i) => {
      const columns = reading(1, column, width, windows);
      return between(each[i]!, reading(0, row, height, windows), tf.transpose(columns));
    })
    .reduce((sum, one) => tf.add(sum, one));
}

/** Each image between two matrices. */
function between(x: tf.Tensor, before: tf.Tensor2D, after: tf.Tensor2D): tf.Tensor {
  const [count, channels, height, width] = x.shape as [number, number, number, number];
  const lines = tf.matMul(tf.reshape(x, [-1, width]) as tf.Tensor2D, after);
  const images = tf.reshape(lines, [count * channels, height, after.shape[1]]) as tf.Tensor3D;
  const whole = tf.tile(tf.expandDims(before, 0), [count * channels, 1, 1]) as tf.Tensor3D;
  return tf.reshape(tf.matMul(whole, images), [count, channels, before.shape[0], after.shape[1]]);
}

/** Parts of images as columns, and back. */
export const patches: Recipes = {
  Fold: recipe(
    ['x'],
    { outputSize: undefined, ...window },
    ([x], settings) => folded(floatsOf(x), settings),
    'nn',
  ),
  Unfold: recipe(['x'], window, ([x], settings) => unfolded(floatsOf(x), settings), 'nn'),
};
