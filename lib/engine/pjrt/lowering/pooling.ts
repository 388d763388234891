// Poolings of two and three axes, and their gradients.
import type { Value } from '../stablehlo.js';
import { like, listOf, type Rule, type Site } from './site.js';
import { type Windows, windowsOf } from './windows.js';

interface Pooling {
  readonly sizes: readonly number[];
  readonly window: Pick<Windows, 'strides' | 'padding'>;
}

function poolingOf(site: Site, shape: readonly number[]): Pooling {
  const sizes = listOf(site, 'ksize', []);
  const { strides, padding } = windowsOf(site, shape, sizes.slice(1, -1));
  const none = [0, 0] as const;
  return { sizes, window: { strides: [1, ...strides, 1], padding: [none, ...padding, none] } };
}

export const maxPool: Rule = (site) => {
  const x = site.input(0);
  const { sizes, window } = poolingOf(site, x.shape);
  return site.emit.reduceWindow('maximum', x, sizes, window, site.output().shape);
};

/** Inputs: what was pooled, what came of it, what comes back. The first of equal numbers takes all, as in TensorFlow. */
export const maxPoolGradient: Rule = (site) => {
  const x = site.input(0);
  const { sizes, window } = poolingOf(site, x.shape);
  return site.emit.scatterToLargest(x, site.input(2), sizes, window);
};

/** How many numbers each window has within the edges. */
function counts(site: Site, like: Value, { sizes, window }: Pooling, shape: readonly number[]): Value {
  const ones = site.emit.fill(like.type, like.shape, 1);
  return site.emit.reduceWindow('add', ones, sizes, window, shape);
}

export const averagePool: Rule = (site) => {
  const { emit, output } = site;
  const x = site.input(0);
  const { shape } = output();
  const pooling = poolingOf(site, x.shape);
  const sums = emit.reduceWindow('add', x, pooling.sizes, pooling.window, shape);
  return emit.binary('divide', sums, counts(site, x, pooling, shape));
};

/** Inputs: the shape that was pooled, what comes back: each number shared out over its window. */
export const averagePoolGradient: Rule = (site) => {
  const { emit, output } = site;
  const { type, shape } = output();
  const dy = site.input(1);
  const pooling = poolingOf(site, shape);
  const share = emit.binary('divide', dy, counts(site, emit.fill(type, shape, 1), pooling, dy.shape));
  const { strides, padding } = pooling.window;
  // Spread out by the strides, with edges so that each place sums the windows that it was in.
  const low = pooling.sizes.map((size, axis) => size - 1 - padding[axis]![0]);
  const high = shape.map((size, axis) => {
    const spreadOut = (dy.shape[axis]! - 1) * strides[axis]! + 1;
    return size + pooling.sizes[axis]! - 1 - spreadOut - low[axis]!;
  });
  const apart = emit.pad(
    share,
    like(emit, emit.fill(type, [], 0), 0),
    low,
    high,
    strides.map((stride) => stride - 1),
  );
  const steps = strides.map(() => 1);
  return emit.reduceWindow(
    'add',
    apart,
    pooling.sizes,
    { strides: steps, padding: steps.map(() => [0, 0]) },
    shape,
  );
};
