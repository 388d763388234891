// Runs the cases that test/layers/golden/make_*.py wrote: layers made of their configuration, against real Keras.
import { expect } from 'vitest';
import type { Layer } from '../../lib/core/layer.js';
import { maskOf, setMask } from '../../lib/core/masks.js';
import { layerFromConfig } from '../../lib/core/registry.js';
import { SymbolicTensor } from '../../lib/core/symbolic-tensor.js';
import { tf } from '../../lib/tf.js';

type Numbers = readonly (number | null)[];

export interface Golden {
  readonly layer: string;
  readonly config: object;
  readonly shapes: readonly number[] | readonly (readonly number[])[];
  readonly dtypes?: readonly string[];
  /** Whether many values are equal. */
  readonly ties?: boolean;
  readonly masks?: readonly (readonly number[] | null)[];
  readonly output: Numbers;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly mask?: Numbers | null;
  readonly gradients: readonly (Numbers | null)[];
}

export interface GoldenShape {
  readonly layer: string;
  readonly config: object;
  readonly shapes: Numbers | readonly Numbers[];
  readonly shape: Numbers;
}

export const nameOf = ({ layer, config, shapes, dtypes, masks, ties }: Golden): string =>
  [layer, config, shapes, dtypes, masks, ties].map((part) => JSON.stringify(part) ?? '').join(' ');

type Results = { output: tf.Tensor; mask: tf.Tensor | null; gradients: tf.Tensor[] };
/** Runs a computation: as it is, or as a graph. */
export type Run = (compute: (given: tf.Tensor[]) => Results, given: tf.Tensor[]) => Results;

/** Output, type, mask and gradients of a case. */
export function expectGolden(golden: Golden, run: Run = (compute, given) => compute(given)): void {
  tf.tidy(() => {
    const layer = configured(golden);
    const shapes = listOf(golden.shapes);
    const inputs = shapes.map((shape, i) => drawn(shape, i, golden));
    const masks = shapes.map((_, i) => (golden.masks?.[i] ? maskFor(golden.masks[i], i) : null));
    const found = run(
      (given) => resultsOf(golden, layer, given),
      [...inputs, ...masks.filter((mask) => mask !== null)],
    );
    expect([found.output.shape, found.output.dtype]).toEqual([golden.shape, golden.dtype]);
    expectNear(found.output, golden.output, 'output');
    if (golden.masks) expectMask(found.mask, golden.mask ?? null);
    golden.gradients
      .filter((gradient) => gradient !== null)
      .forEach((gradient, i) => {
        expectNear(found.gradients[i]!, gradient, `gradient ${i}`);
      });
    const symbols = inputs.map(({ shape, dtype }) => new SymbolicTensor([...shape], dtype));
    const described = layer.describe(isSeveral(golden.shapes) ? symbols : symbols[0]!, {}) as SymbolicTensor;
    expect([described.shape, described.dtype]).toEqual([golden.shape, golden.dtype]);
  });
}

/** The layer, made again of its own configuration. */
function configured({ layer: className, config }: Golden): Layer {
  const layer = layerFromConfig({ className, config: { ...config } });
  const again = layerFromConfig({ className, config: layer.getConfig() });
  expect(again.getConfig()).toEqual(JSON.parse(JSON.stringify(layer.getConfig())));
  return again;
}

/** @param given inputs, then masks of those that have one */
function resultsOf(golden: Golden, layer: Layer, given: tf.Tensor[]): Results {
  const shapes = listOf(golden.shapes);
  const inputs = given.slice(0, shapes.length);
  const masks = given.slice(shapes.length);
  const owners = golden.masks?.flatMap((shape, i) => (shape ? [i] : [])) ?? [];
  const apply = (values: tf.Tensor[]): tf.Tensor => {
    owners.forEach((owner, i) => {
      setMask(values[owner]!, masks[i]!);
    });
    return isSeveral(golden.shapes) ? layer.apply(values) : layer.apply(values[0]!);
  };
  const output = apply(inputs);
  return { output, mask: maskOf(output), gradients: gradientsOf(golden, inputs, apply) };
}

/** Of sum(output * cos(range)), by those inputs that Keras gave one for. */
function gradientsOf(
  golden: Golden,
  inputs: tf.Tensor[],
  apply: (given: tf.Tensor[]) => tf.Tensor,
): tf.Tensor[] {
  const places = golden.gradients.flatMap((gradient, i) => (gradient ? [i] : []));
  if (places.length === 0) return [];
  const loss = (...given: tf.Tensor[]): tf.Scalar => {
    const flat = tf.cast(
      tf.reshape(apply(inputs.map((input, i) => given[places.indexOf(i)] ?? input)), [-1]),
      'float32',
    );
    return tf.sum(tf.mul(flat, tf.cos(tf.range(0, flat.size))));
  };
  return tf.grads(loss)(places.map((i) => inputs[i]!));
}

export function expectGoldenShape({ layer: className, config, shapes, shape }: GoldenShape): void {
  const layer = layerFromConfig({ className, config: { ...config } });
  const inputs = listOf(shapes).map((one) => new SymbolicTensor([...one], 'float32'));
  const given = isSeveral(shapes) ? inputs : inputs[0]!;
  expect((layer.describe(given, {}) as SymbolicTensor).shape).toEqual(shape);
}

function expectNear(tensor: tf.Tensor, wanted: Numbers, what: string): void {
  const found = [...tensor.dataSync()];
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, i) => {
    const expected = wanted[i] ?? null;
    if (
      expected === null
        ? Number.isNaN(value)
        : Math.abs(value - expected) <= 1e-4 * Math.max(1, Math.abs(expected))
    )
      return;
    expect.fail(`${what}[${i}]: ${value}, Keras ${expected}`);
  });
}

function expectMask(mask: tf.Tensor | null, wanted: Numbers | null): void {
  expect(mask && [...mask.dataSync()]).toEqual(wanted);
  if (mask) expect(mask.dtype).toBe('bool');
}

function isSeveral<T>(shapes: readonly T[] | readonly (readonly T[])[]): shapes is readonly (readonly T[])[] {
  return Array.isArray(shapes[0]);
}

function listOf<T>(shapes: readonly T[] | readonly (readonly T[])[]): readonly (readonly T[])[] {
  return isSeveral(shapes) ? shapes : [shapes];
}

const count = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Input number `index`, as golden/spatial_cases.py draws it. */
function drawn(shape: readonly number[], index: number, { dtypes, ties = false }: Golden): tf.Tensor {
  const dtype = dtypes?.[index] === 'int32' ? 'int32' : 'float32';
  const numbers = Array.from({ length: count(shape) }, (_, i) => {
    const value = 2 * Math.sin(1.7 * i + 0.9 * index + 0.3);
    const given = ties ? Math.round(value / 2) : value;
    return dtype === 'int32' ? Math.round(10 * given) : given;
  });
  return tf.tensor(numbers, [...shape], dtype);
}

function maskFor(shape: readonly number[], index: number): tf.Tensor {
  const steps = Array.from({ length: count(shape) }, (_, i) => (i + index) % 3 !== 0);
  return tf.tensor(steps, [...shape], 'bool');
}
