// Convolutions of one, two and three axes, and their gradients: each is a convolution again, with edges and places between.
import type { Value } from '../stablehlo.js';
import { type Rule, range, type Site } from './site.js';
import { type Windows, windowsOf } from './windows.js';

const axesText = (rank: number): string => range(rank).join('');

/** Rows, window, features; window, features in, features out. */
const layout = (rank: number) => ({
  input: `b${axesText(rank)}f`,
  kernel: `${axesText(rank)}io`,
  output: `b${axesText(rank)}f`,
});

const spatial = (shape: readonly number[]): readonly number[] => shape.slice(1, -1);
const kernelSpatial = (shape: readonly number[]): readonly number[] => shape.slice(0, -2);

export const convolution: Rule = (site) => {
  const { emit, output } = site;
  const [x, kernel] = [site.input(0), site.input(1)];
  const windows = windowsOf(site, x.shape, kernelSpatial(kernel.shape));
  const groups = x.shape.at(-1)! / kernel.shape.at(-2)!;
  return emit.convolution(
    x,
    kernel,
    layout(windows.strides.length),
    { strides: windows.strides, padding: windows.padding, kernelDilation: windows.dilations, groups },
    output().shape,
  );
};

/** Edges for the way back to the input: what each of its places was a part of. */
function edgesForInput(
  windows: Windows,
  input: readonly number[],
  output: readonly number[],
  kernel: readonly number[],
): [number, number][] {
  return input.map((size, axis) => {
    const window = (kernel[axis]! - 1) * windows.dilations[axis]! + 1;
    const low = window - 1 - windows.padding[axis]![0];
    const spreadOut = (output[axis]! - 1) * windows.strides[axis]! + 1;
    return [low, size + window - 1 - spreadOut - low];
  });
}

/** Inputs: the input's shape, the kernel, what comes back. */
export const convolutionInputGradient: Rule = (site) => {
  const { output } = site;
  const [kernel, dy] = [site.input(1), site.input(2)];
  const { shape } = output();
  const windows = windowsOf(site, shape, kernelSpatial(kernel.shape));
  const rank = windows.strides.length;
  const groups = shape.at(-1)! / kernel.shape.at(-2)!;
  return backToInput(site, windows, kernel, dy, groups, rank);
};

function backToInput(
  site: Site,
  windows: Windows,
  kernel: Value,
  dy: Value,
  groups: number,
  rank: number,
): Value {
  const { emit, output } = site;
  const { shape } = output();
  const turned = emit.reverse(kernel, range(rank));
  return emit.convolution(
    dy,
    groups === 1 ? turned : inGroups(site, turned, groups, rank),
    groups === 1 ? { ...layout(rank), kernel: `${axesText(rank)}oi` } : layout(rank),
    {
      strides: new Array<number>(rank).fill(1),
      padding: edgesForInput(windows, spatial(shape), spatial(dy.shape), kernelSpatial(kernel.shape)),
      inputDilation: windows.strides,
      kernelDilation: windows.dilations,
      groups,
    },
    shape,
  );
}

/** A kernel [window, in, groups * out] as one that leads back: [window, out, groups * in]. */
function inGroups({ emit }: Site, kernel: Value, groups: number, rank: number): Value {
  const window = kernel.shape.slice(0, rank);
  const [features, all] = kernel.shape.slice(rank) as [number, number];
  const apart = emit.reshape(kernel, [...window, features, groups, all / groups]);
  const moved = emit.transpose(apart, [...range(rank), rank + 2, rank + 1, rank]);
  return emit.reshape(moved, [...window, all / groups, groups * features]);
}

/** Inputs: the input, the kernel's shape, what comes back. */
export const convolutionKernelGradient: Rule = (site) => {
  const { output } = site;
  const { shape } = output();
  const [x, dy] = [site.input(0), site.input(2)];
  const groups = x.shape.at(-1)! / shape.at(-2)!;
  return toKernel(site, x, dy, windowsOf(site, x.shape, kernelSpatial(shape)), groups, shape);
};

/** Rows are what is summed over: they take the place of features. */
function toKernel(
  { emit }: Site,
  x: Value,
  dy: Value,
  windows: Windows,
  groups: number,
  shape: readonly number[],
): Value {
  const rank = windows.strides.length;
  const [input, output] = [spatial(x.shape), spatial(dy.shape)];
  const padding = input.map((size, axis): [number, number] => {
    const low = windows.padding[axis]![0];
    const seen =
      (output[axis]! - 1) * windows.strides[axis]! + (shape[axis]! - 1) * windows.dilations[axis]! + 1;
    return [low, seen - size - low];
  });
  return emit.convolution(
    x,
    dy,
    { input: `f${axesText(rank)}b`, kernel: `i${axesText(rank)}o`, output: `${axesText(rank)}bf` },
    { strides: windows.dilations, padding, kernelDilation: windows.strides, batchGroups: groups },
    shape,
  );
}

/** Each feature by itself, with several filters: a kernel [window, features, filters]. */
export const depthwise: Rule = (site) => {
  const { emit, output } = site;
  const [x, kernel] = [site.input(0), site.input(1)];
  const windows = windowsOf(site, x.shape, kernelSpatial(kernel.shape));
  const rank = windows.strides.length;
  const [features, filters] = kernel.shape.slice(rank) as [number, number];
  return emit.convolution(
    x,
    emit.reshape(kernel, [...kernel.shape.slice(0, rank), 1, features * filters]),
    layout(rank),
    {
      strides: windows.strides,
      padding: windows.padding,
      kernelDilation: windows.dilations,
      groups: features,
    },
    output().shape,
  );
};

export const depthwiseInputGradient: Rule = (site) => {
  const { emit, output } = site;
  const [kernel, dy] = [site.input(1), site.input(2)];
  const windows = windowsOf(site, output().shape, kernelSpatial(kernel.shape));
  const rank = windows.strides.length;
  const [features, filters] = kernel.shape.slice(rank) as [number, number];
  const grouped = emit.reshape(kernel, [...kernel.shape.slice(0, rank), 1, features * filters]);
  return backToInput(site, windows, grouped, dy, features, rank);
};

export const depthwiseKernelGradient: Rule = (site) => {
  const { emit, output } = site;
  const { shape } = output();
  const [x, dy] = [site.input(0), site.input(2)];
  const windows = windowsOf(site, x.shape, kernelSpatial(shape));
  const [features, filters] = shape.slice(-2) as [number, number];
  const grouped = [...kernelSpatial(shape), 1, features * filters];
  return emit.reshape(toKernel(site, x, dy, windows, features, grouped), shape);
};
