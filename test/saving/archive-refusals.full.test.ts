// What ExportArchive refuses, in words, and that a failure leaves no folder.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { registerEngine } from '../../lib/engine/engine.js';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import { ExportArchive } from '../../lib/saving/saved-model/export-archive.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { Model } from '../../lib/training/model.js';

const folder = mkdtempSync(join(tmpdir(), 'tensorcell-archive-refused-'));
const place = join(folder, 'none');

beforeAll(async () => {
  await registerEngine();
  tf.backend();
  installOnTfjs();
});
afterAll(() => rmSync(folder, { recursive: true }));

class Peeking extends layers.Layer {
  override call(x: tf.Tensor): tf.Tensor {
    return tf.mul(x, x.dataSync()[0] ?? 0);
  }
}

const dense = (): Model => sequential([layers.dense({ units: 2, inputShape: [3] })]);
const rows = [{ shape: [null, 3] }];
const same = (x: tf.Tensor) => tf.mul(x, 1);

describe('at once', () => {
  test.each<[string, (archive: ExportArchive) => unknown, string]>([
    [
      'another format',
      () => new ExportArchive({ format: 'neptuneModel' as never }),
      "'neptuneModel' is not written here",
    ],
    [
      'an unknown format',
      () => new ExportArchive({ format: 'onnx' as never }),
      'Expected one of: savedModel',
    ],
    ['a number to track', (a) => a.track(3 as never), 'expected a layer or a model. Received: 3'],
    ['an unbuilt layer', (a) => a.track(layers.dense({ units: 2 })), 'is not built yet'],
    [
      'an unbuilt model',
      (a) => a.track(sequential([layers.dense({ units: 2 })])),
      '(Sequential) is not built yet',
    ],
    [
      'no signature',
      (a) => a.addEndpoint('serve', same, undefined as never),
      'inputSignature must say the shapes',
    ],
    ['signatures by name', (a) => a.addEndpoint('serve', same, { x: rows[0] } as never), 'must be a list'],
    ['a shape alone', (a) => a.addEndpoint('serve', same, [[null, 3]] as never), 'expected { shape, dtype }'],
    ['half a row', (a) => a.addEndpoint('serve', same, [{ shape: [null, 2.5] }]), 'a shape of whole numbers'],
    [
      'text',
      (a) => a.addEndpoint('serve', same, [{ shape: [null], dtype: 'string' }]),
      'text inputs are not exported',
    ],
    [
      'an unknown type',
      (a) => a.addEndpoint('serve', same, [{ shape: [3], dtype: 'int64' as never }]),
      'a dtype of float32',
    ],
    ['too many arguments', (a) => a.addEndpoint('serve', same, [...rows, ...rows]), 'takes 1 arguments (x)'],
    ['too few', (a) => a.addEndpoint('serve', (x, y) => tf.add(x, y!), rows), 'takes 2 arguments (x, y)'],
    ['two for a model', (a) => a.addEndpoint('serve', dense(), [...rows, ...rows]), 'takes one argument'],
    ['no function', (a) => a.addEndpoint('serve', 3 as never, rows), 'expected a function of tensors'],
    ['no name', (a) => a.addEndpoint('', same, rows), 'name must be a text'],
    [
      "a name of the archive's",
      (a) => a.addEndpoint('signatures', same, rows),
      'taken by the archive itself',
    ],
    [
      'a name twice',
      (a) => [a.addEndpoint('s', same, rows), a.addEndpoint('s', same, rows)],
      "'s' is already taken",
    ],
    [
      'one variable',
      (a) => a.addVariableCollection('v', tf.variable(tf.scalar(1)) as never),
      'a list or a Set',
    ],
    ['no variables', (a) => a.addVariableCollection('v', [1, 'a'] as never), "Received: 1, 'a'"],
    [
      "an endpoint's name",
      (a) => [a.addEndpoint('s', same, rows), a.addVariableCollection('s', [])],
      'taken by an endpoint',
    ],
    [
      "a collection's name",
      (a) => [a.addVariableCollection('s', []), a.addEndpoint('s', same, rows)],
      'taken by a collection',
    ],
  ])('%s', (_, act, words) => {
    expect(() => act(new ExportArchive())).toThrow(words);
  });
});

describe('when it is written, with no folder left', () => {
  test.each<[string, (archive: ExportArchive) => unknown, string]>([
    ['no endpoint', (a) => a.track(dense()), 'no endpoints yet'],
    [
      'values that are read',
      (a) => a.addEndpoint('peek', (x) => tf.mul(x, x.dataSync()[0]!), rows),
      "the endpoint 'peek' cannot be a graph",
    ],
    [
      'a layer that reads values',
      (a) => {
        const model = sequential([new Peeking({ inputShape: [3], name: 'peek' } as never)]);
        a.track(model);
        a.addEndpoint('serve', (x) => model.apply(x), rows);
      },
      "the layer 'peek' (Peeking): it reads a tensor into JavaScript",
    ],
    [
      'a promise',
      (a) => a.addEndpoint('later', (async (x: tf.Tensor) => x) as never, rows),
      'it is asynchronous',
    ],
    [
      'nothing',
      (a) => a.addEndpoint('serve', (() => undefined) as never, []),
      'must give a tensor, a list of tensors',
    ],
    [
      'lists in lists',
      (a) => a.addEndpoint('serve', ((x: tf.Tensor) => [x, [x]]) as never, rows),
      'must give a tensor',
    ],
    ['a number', (a) => a.addEndpoint('serve', (() => 3) as never, []), 'Received: 3'],
    [
      'a step for each sample',
      (a) => a.addEndpoint('serve', (x) => tf.stack(tf.unstack(x).map((one) => tf.mul(one, 2))), rows),
      'for another batch size',
    ],
    [
      'other variables at other sizes',
      (a) => {
        const [one, two] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(1))];
        const count = (x: tf.Tensor) => {
          (x.shape[0]! > 4 ? one : two).assign(tf.sum(x));
          return x;
        };
        a.addEndpoint('serve', count, rows);
      },
      'for another batch size',
    ],
    [
      'weights that it makes itself',
      (a) => a.addEndpoint('serve', (x) => layers.dense({ units: 1 }).apply(x), rows),
      "the endpoint 'serve' cannot be a graph",
    ],
  ])('%s', async (_, prepare, words) => {
    const archive = new ExportArchive();
    prepare(archive);
    await expect(archive.writeOut(place, { verbose: false })).rejects.toThrow(words);
    expect(existsSync(place)).toBe(false);
  });

  test('a path or an option that is none', async () => {
    const archive = new ExportArchive();
    archive.addEndpoint('serve', same, rows);
    await expect(archive.writeOut('')).rejects.toThrow("expected a folder's path");
    await expect(archive.writeOut(place, { verbos: true } as never)).rejects.toThrow(
      "Did you mean 'verbose'?",
    );
    expect(existsSync(place)).toBe(false);
  });
});

test('it says what can be called, with values as they are when it is written', async () => {
  const model = dense();
  const archive = new ExportArchive();
  archive.track(model);
  archive.addEndpoint('serve', model, [{ shape: [null, 3], name: 'x' }]);
  archive.addEndpoint('pair', ([a, b]: tf.Tensor[]) => ({ sum: tf.add(a!, b!) }), [[...rows, ...rows]]);
  model.setWeights([tf.fill([3, 2], 1.2345), tf.zeros([2])]);
  expect(archive.variables.map(({ shape }) => shape)).toEqual([[3, 2], [2]]);
  expect([archive.trainableVariables.length, archive.nonTrainableVariables.length]).toEqual([2, 0]);
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const out = join(folder, 'told');
  const { numTensors } = tf.memory();
  await archive.writeOut(out);
  expect(tf.memory().numTensors).toBe(numTensors);
  const said = log.mock.calls.flat().join('\n');
  log.mockRestore();
  expect(said).toContain(`Saved artifact at '${out}'`);
  expect(said).toContain(
    "* Endpoint 'serve'\n  argument 0: float32 [any, 3] 'x'\n  output: float32 [any, 2]",
  );
  expect(said).toContain(
    "* Endpoint 'pair'\n  argument 0: a list of float32 [any, 3] 'args_0', float32 [any, 3] 'args_0_1'\n  output: sum: float32 [any, 3]",
  );
  const data = readFileSync(join(out, 'variables/variables.data-00000-of-00001'));
  expect(data.includes(Buffer.from(new Float32Array(6).fill(1.2345).buffer))).toBe(true);
});
