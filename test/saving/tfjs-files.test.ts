// Models that real TensorFlow.js saved (golden/make_tfjs_files.mjs) load here and give the same.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { networkOf } from '../../lib/core/network.js';
import { loadModel } from '../../lib/models/load-model.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { Model } from '../../lib/training/model.js';
import { difference } from '../golden/keras-numbers.js';

interface Saved {
  json: { weightsManifest: { weights: { name: string }[] }[] };
  /** Base64. */
  weights: string;
  x: tf.TensorLike[];
  y: unknown[];
  parameters: number;
}

const saved: Record<string, Saved> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'golden/tfjs-files.json'), 'utf8'),
);
const folder = mkdtempSync(join(tmpdir(), 'tfjs-files-'));
let server: Server;

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
  for (const [name, { json, weights }] of Object.entries(saved)) write(name, json, weights);
  server = createServer(({ url }, response) => {
    response.end(readFileSync(join(folder, url!)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function write(name: string, json: object, weights: string): string {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'model.json'), JSON.stringify(json));
  writeFileSync(join(folder, name, 'weights.bin'), Buffer.from(weights, 'base64'));
  return join(folder, name);
}

function check(model: Model, { x, y, parameters }: Saved): void {
  expect(model.countParams()).toBe(parameters);
  const inputs = x.map((values) => tf.tensor(values));
  const outputs = [networkOf(model).invoke(inputs, { training: false })].flat();
  outputs.forEach((output, i) => {
    expect(difference(output.arraySync(), y[i])).toBeLessThan(1e-5);
  });
}

test.each(Object.entries(saved))('%s', async (name, expected) => {
  const model = await loadModel(join(folder, name));
  check(model, expected);
  await model.save(join(folder, `${name}-again`));
  check(await loadModel(join(folder, `${name}-again`)), expected);
});

test('from an address', async () => {
  const { port } = server.address() as AddressInfo;
  check(await loadModel(`http://127.0.0.1:${port}/images/model.json`), saved.images!);
  await expect(loadModel(`http://127.0.0.1:${port + 1}/model.json`)).rejects.toThrow('cannot load http');
});

test('weights under other names go by their order', async () => {
  const { json, weights } = saved.images!;
  const [{ weights: specs }] = json.weightsManifest as [{ weights: { name: string }[] }];
  const renamed = specs.map((spec, i) => ({ ...spec, name: `weight_${i}` }));
  const manifest = [{ ...json.weightsManifest[0], weights: renamed }];
  check(await loadModel(write('renamed', { ...json, weightsManifest: manifest }, weights)), saved.images!);
});

test('a weight of another shape is refused', async () => {
  const { json, weights } = saved.images!;
  const text = JSON.stringify(json).replace('"shape":[2,2,2,2]', '"shape":[2,2,4]');
  await expect(loadModel(write('other', JSON.parse(text), weights))).rejects.toThrow(
    /has the shape \[2,2,4\]/,
  );
});
