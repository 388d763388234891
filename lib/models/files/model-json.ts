// TensorFlow.js' own format: model.json with the form, and files of numbers beside it.
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve, sep } from 'node:path';
import { tf } from '../../tf.js';
import { tfjsSave } from '../tfjs-methods.js';
import { writeBeside } from './write-beside.js';

export async function saveModelJson(model: tf.LayersModel, path: string): Promise<void> {
  const weightsPath = path.replace(/\.json$/, '.weights.bin');
  const handler = tf.io.withSaveHandler(async (artifacts) => {
    const { weightSpecs = [], weightData, ...rest } = artifacts;
    const data = tf.io.CompositeArrayBuffer.join(weightData);
    await writeBeside(weightsPath, new Uint8Array(data));
    const weightsManifest = [{ paths: [basename(weightsPath)], weights: weightSpecs }];
    await writeBeside(path, Buffer.from(JSON.stringify({ ...rest, weightsManifest })));
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const } };
  });
  await tfjsSave(model, handler);
}

interface ModelJson {
  modelTopology?: object;
  weightsManifest?: tf.io.WeightsManifestConfig;
}

/** Reads the files that the manifest names, from its own folder only. */
export async function loadModelJson(path: string): Promise<tf.LayersModel> {
  const json = JSON.parse(await readFile(path, 'utf8')) as ModelJson;
  if (!json.modelTopology) throw new Error('it holds no model');
  const folder = resolve(dirname(path));
  const manifest = json.weightsManifest ?? [];
  const parts = await Promise.all(
    manifest.flatMap(({ paths }) => paths).map((name) => readFile(within(folder, name))),
  );
  const weightData = new Uint8Array(Buffer.concat(parts)).buffer;
  return tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: manifest.flatMap(({ weights }) => weights),
      weightData,
    }),
  );
}

function within(folder: string, name: string): string {
  const path = resolve(folder, name);
  if (path.startsWith(folder + sep)) return path;
  throw new Error(`it names the file '${name}' outside its own folder`);
}
