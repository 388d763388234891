// Operations of functional models as real Keras computes them (golden/make_operations.py): read from Keras' own
// configuration, with the same outputs, types and gradients.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { InputLayer } from '../../lib/core/input-layer.js';
import { Network } from '../../lib/core/network.js';
import type { SymbolicTensor } from '../../lib/core/symbolic-tensor.js';
import { TensorOperation } from '../../lib/operations/tensor-operation.js';
import { connectCalls } from '../../lib/saving/keras3/connect-calls.js';
import type { Json, JsonObject, KerasObject } from '../../lib/saving/keras3/keras-object.js';
import { readOperation } from '../../lib/saving/keras3/read-operation.js';
import { typeFromKeras } from '../../lib/saving/keras3/value-types.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import { difference } from '../golden/keras-numbers.js';

interface Case {
  layers: (JsonObject & KerasObject)[];
  outputs: Json;
  dtype: tf.DataType;
  x: tf.TensorLike[];
  y: unknown[];
  types: string[];
  gradients: (unknown | null)[];
}

const file = join(import.meta.dirname, 'golden/operations.json');
const cases: Record<string, Case> = JSON.parse(readFileSync(file, 'utf8'));

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});

/** The model that Keras' configuration describes. */
function modelOf({ layers, outputs, dtype, x }: Case, isOpen: boolean): Network {
  const inputs = x.map((values, i) => {
    const { shape } = tf.tensor(values);
    return new InputLayer({ batchShape: isOpen ? [null, ...shape.slice(1)] : shape, dtype, name: `x${i}` });
  });
  const entries = [
    ...inputs.map((operation) => ({ name: operation.name, operation, calls: [] })),
    ...layers.map((entry) => ({
      name: String(entry.name),
      operation: readOperation(entry),
      calls: entry.inbound_nodes as Json[],
    })),
  ];
  const ends = connectCalls(entries, inputs.map(({ name }) => [name, 0, 0]) as Json, outputs, {});
  return new Network(ends as { inputs: SymbolicTensor[]; outputs: SymbolicTensor[] });
}

describe.each(Object.entries(cases))('%s', (_name, given) => {
  test('gives what Keras gives', () => {
    const model = modelOf(given, false);
    const x = given.x.map((values) => tf.tensor(values, undefined, given.dtype));
    const outputs = [model.invoke(x, { training: false })].flat();
    expect(outputs.map(({ dtype }) => dtype)).toEqual(given.types.map(typeFromKeras));
    expect(model.outputs.map(({ dtype }) => dtype)).toEqual(given.types.map(typeFromKeras));
    expect(model.outputs.map(({ shape }) => shape)).toEqual(outputs.map(({ shape }) => shape));
    outputs.forEach((output, i) => {
      expect(difference(tf.cast(output, 'float32').arraySync(), toNumbers(given.y[i]))).toBeLessThan(1e-5);
    });
  });

  test('has Keras’ gradients', () => {
    if (given.gradients.every((gradient) => gradient === null)) return;
    const model = modelOf(given, false);
    const charge = (...x: tf.Tensor[]): tf.Scalar =>
      tf.addN([model.invoke(x, { training: false })].flat().map(weighted)) as tf.Scalar;
    const gradients = tf.grads(charge)(given.x.map((values) => tf.tensor(values)));
    gradients.forEach((gradient, i) => {
      if (given.gradients[i] === null) expect(tf.max(tf.abs(gradient)).dataSync()[0]).toBe(0);
      else expect(difference(gradient.arraySync(), given.gradients[i])).toBeLessThan(1e-4);
    });
  });
});

/** The output's numbers, each times another. */
function weighted(output: tf.Tensor): tf.Tensor {
  const weights = tf.reshape(tf.cos(tf.range(0, output.size, 1, 'float32')), output.shape);
  return tf.sum(tf.mul(tf.cast(output, 'float32'), weights));
}

const toNumbers = (value: unknown): unknown => (Array.isArray(value) ? value.map(toNumbers) : Number(value));

test('an axis whose size is open stays so, where it is not joined with others', () => {
  const shapes = Object.fromEntries(
    ['add', 'mean axes kept', 'reshape', 'items range', 'matmul', 'concatenate'].map((name) => [
      name,
      modelOf(cases[name]!, true).outputs[0]!.shape,
    ]),
  );
  expect(shapes).toEqual({
    add: [null, 4],
    'mean axes kept': [1, 3, 1],
    reshape: [null, 6],
    'items range': [null, 2, 2],
    matmul: [null, 3, 5],
    concatenate: [null, 8],
  });
});

test('what is not known, or lacks a setting, is refused by name', () => {
  expect(() => new TensorOperation('Polar')).toThrow("operation 'Polar' is not available");
  expect(() => new TensorOperation('Reshape')).toThrow("lacks its setting 'newshape'");
  expect(() => new TensorOperation('Sum', { axes: 1 })).toThrow(
    /Unknown setting .* 'axes'.*Did you mean 'axis'/,
  );
});
