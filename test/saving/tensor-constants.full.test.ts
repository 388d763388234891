// Tensors that a graph computes with beside its inputs: kept by files, so that they, and real Keras, give the same numbers.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applications, layers, loadModel, model, ops, tf } from '../../lib/index.js';
import { askPython } from '../run-python.js';

const folder = mkdtempSync(join(tmpdir(), 'constants-'));
afterAll(() => rmSync(folder, { recursive: true }));

const graphs: Record<string, [shape: number[], outputs: (x: tf.SymbolicTensor) => tf.SymbolicTensor]> = {
  sums: [[3], (x) => ops.multiply(ops.add(x, tf.tensor1d([1, -2, 0.5])), tf.scalar(3))],
  places: [[4], (x) => ops.take(x, tf.tensor1d([3, 0], 'int32'), { axis: 1 })],
  chosen: [[2], (x) => ops.where(tf.tensor1d([true, false], 'bool'), x, tf.tensor1d([7, 8]))],
  product: [
    [2],
    (x) =>
      ops.matmul(
        x,
        tf.tensor2d([
          [1, 2, 3],
          [4, 5, 6],
        ]),
      ),
  ],
  joined: [[2], (x) => ops.add(x, ops.sum(ops.stack([x, x]), { axis: 0 }))],
  vgg: [[2, 2, 3], (x) => layers.flatten().apply(applications.vgg16.preprocessInput(x))],
  resnetV2: [[2, 2, 3], (x) => applications.resNet50V2.preprocessInput(x)],
  densenet: [[2, 2, 3], (x) => applications.denseNet121.preprocessInput(x)],
};

let read: Record<string, number[]> = {};
const ours: Record<string, number[]> = {};
beforeAll(async () => {
  await tf.ready();
  for (const [name, [shape, outputs]] of Object.entries(graphs)) {
    const inputs = layers.input({ shape });
    const made = model({ inputs, outputs: outputs(inputs) });
    const size = [2, ...shape];
    const x = tf.reshape(tf.range(0, tf.util.sizeFromShape(size)), size);
    ours[name] = Array.from(made.predict(x).dataSync());
    await made.save(join(folder, `${name}.keras`));
    const again = (await loadModel(join(folder, `${name}.keras`))).predict(x);
    expect(
      Math.max(...Array.from(again.dataSync(), (one, i) => Math.abs(one - ours[name]![i]!))),
    ).toBeLessThan(1e-5);
  }
  read = await askPython(join(import.meta.dirname, 'golden/read_constants.py'), folder);
});

test.each(Object.keys(graphs))('%s', (name) => {
  const theirs = read[`${name}.keras`]!;
  expect(theirs.length).toBe(ours[name]!.length);
  for (const [i, value] of theirs.entries()) expect(ours[name]![i]).toBeCloseTo(value, 4);
});
