// A SavedModel written here by hand (y = 2 x), loaded and run through the binding.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TensorFlowBackend } from '../../lib/engine/backend-types.js';
import type { Binding } from '../../lib/engine/binding.js';
import { registerEngine } from '../../lib/engine/engine.js';
import { tf } from '../../lib/tf.js';

// biome-ignore lint/suspicious/noExplicitAny: generated protobuf classes come without types
const proto = createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu/dist/proto/api_pb') as any;

let binding: Binding;
let folder: string;

beforeAll(async () => {
  await registerEngine();
  binding = (tf.backend() as unknown as TensorFlowBackend).binding;
  folder = mkdtempSync(join(tmpdir(), 'saved-model-'));
  writeFileSync(join(folder, 'saved_model.pb'), doubling());
});

afterAll(() => rmSync(folder, { recursive: true }));

function node(name: string, op: string, inputs: string[]) {
  const made = new proto.NodeDef().setName(name).setOp(op).setInputList(inputs);
  made.getAttrMap().set(op === 'Placeholder' ? 'dtype' : 'T', new proto.AttrValue().setType(1));
  return made;
}

function doubling(): Uint8Array {
  const graph = new proto.GraphDef().setNodeList([
    node('x', 'Placeholder', []),
    node('y', 'AddV2', ['x', 'x']),
  ]);
  graph.setVersions(new proto.VersionDef().setProducer(1000));
  const info = new proto.MetaGraphDef.MetaInfoDef().setTagsList(['serve']);
  const metaGraph = new proto.MetaGraphDef().setMetaInfoDef(info).setGraphDef(graph);
  return new proto.SavedModel()
    .setSavedModelSchemaVersion(1)
    .setMetaGraphsList([metaGraph])
    .serializeBinary();
}

test('loads, runs on tensors and is freed', () => {
  const tensors = binding.getNumOfTensors();
  const model = binding.loadSavedModel(folder, 'serve');
  expect(binding.getNumOfSavedModels()).toBe(1);
  const x = binding.createTensor([3], binding.TF_FLOAT, Float32Array.of(1, 2, 3));
  const [y] = binding.runSavedModel(model, [x], 'x:0', 'y:0');
  expect(binding.tensorDataSync(y!.id)).toEqual(Float32Array.of(2, 4, 6));
  binding.deleteTensor(y!.id);
  expect(() => binding.runSavedModel(model, [x], 'x', 'z')).toThrow(/no operation z/);
  expect(() => binding.runSavedModel(model, [], 'x', 'y')).toThrow(/takes 1 inputs \(x\), but 0/);
  binding.deleteTensor(x);
  binding.deleteSavedModel(model);
  expect(binding.getNumOfSavedModels()).toBe(0);
  expect(binding.getNumOfTensors()).toBe(tensors);
  expect(() => binding.runSavedModel(model, [], '', '')).toThrow(/was it disposed/);
});

test('a missing folder and unknown tags are errors', () => {
  expect(() => binding.loadSavedModel(join(folder, 'none'), 'serve')).toThrow(/none.*NOT_FOUND/s);
  expect(() => binding.loadSavedModel(folder, 'train')).toThrow(/tags train/);
  expect(binding.getNumOfSavedModels()).toBe(0);
});
