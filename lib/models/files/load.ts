// loadModel and model.loadWeights: what is in the file says its format.
import { existsSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { nearest } from '../../names.js';
import { tf } from '../../tf.js';
import { asModel } from '../install.js';
import { ensureBuilt } from '../internals.js';
import type { Model } from '../model.js';
import { checkOptions } from '../options.js';
import { readHdf5 } from './hdf5.js';
import { weightsFromTree } from './layer-weights.js';
import { legacyWeightsFromTree } from './legacy-weights.js';
import { loadModelJson } from './model-json.js';
import { weightsByName } from './named-weights.js';
import { fromSafetensors } from './safetensors.js';

/**
 * Loads a model: `.keras` and `.h5` files of Keras or of `model.save`, and TensorFlow.js' `model.json`.
 * @param options.compile compiles as the file says, with the optimizer's state. Default true.
 * @example
 * await model.save('best_boston.h5');
 * const same = await loadModel('best_boston.h5');
 */
export async function loadModel(path: string, options: { compile?: boolean } = {}): Promise<Model> {
  checkOptions('loadModel', options, ['compile']);
  if (/^https?:/.test(path)) return asModel<Model>(await tf.loadLayersModel(path));
  const file = await find(path);
  try {
    return asModel<Model>(await read(file, options.compile ?? true));
  } catch (error) {
    throw new Error(`loadModel: cannot load ${path}: ${sentence(error)}`, { cause: error });
  }
}

async function read(path: string, compiling: boolean): Promise<tf.LayersModel> {
  if (extname(path) === '.json') return loadModelJson(path);
  const bytes = await readFile(path);
  const magic = bytes.toString('latin1', 0, 4);
  if (magic.startsWith('PK')) return (await import('./keras-file.js')).fromKerasFile(bytes, path, compiling);
  if (magic === '\x89HDF') return (await import('./h5-file.js')).fromH5File(bytes, path, compiling);
  throw new Error('it is neither a .keras file nor an HDF5 file');
}

/** Puts weights from a `.weights.h5`, `.h5`, `.keras` or `.safetensors` file into a model of the same form. */
export async function loadWeights(model: Model, path: string): Promise<void> {
  const layersModel = model as unknown as tf.LayersModel;
  ensureBuilt(layersModel);
  const file = await find(path);
  try {
    const bytes = await readFile(file);
    if (file.endsWith('.safetensors')) return setByName(layersModel, fromSafetensors(bytes));
    await setFromHdf5(layersModel, bytes, file);
  } catch (error) {
    throw new Error(`loadWeights: cannot load ${path}: ${sentence(error)}`, { cause: error });
  }
}

async function setFromHdf5(model: tf.LayersModel, bytes: Uint8Array, path: string): Promise<void> {
  if (bytes[0] === 0x50) {
    const other = await read(path, false);
    tf.tidy(() => model.setWeights(other.getWeights()));
    other.dispose();
    return;
  }
  const root = await readHdf5(bytes, path);
  if (root.groups.has('layers')) return weightsFromTree(model, root);
  legacyWeightsFromTree(model, root.groups.get('model_weights') ?? root);
}

function setByName(model: tf.LayersModel, stored: Map<string, tf.Tensor>): void {
  for (const [name, weight] of weightsByName(model)) {
    const value = stored.get(name);
    if (!value)
      throw new Error(`the weight '${name}' is missing. It holds: ${[...stored.keys()].join(', ')}`);
    if (value.shape.join() !== weight.shape.join()) {
      throw new Error(
        `the weight '${name}' has the shape [${value.shape}], but the model's is [${weight.shape}]`,
      );
    }
    (weight as tf.Variable).assign(tf.cast(value, 'float32'));
  }
  tf.dispose([...stored.values()]);
}

/** The file itself, or the model.json within a folder. */
async function find(path: string): Promise<string> {
  const plain = path.replace(/^file:\/\//, '');
  if (existsSync(plain)) {
    if (!statSync(plain).isDirectory()) return plain;
    if (existsSync(join(plain, 'saved_model.pb'))) {
      throw new Error(`${plain} is a TensorFlow SavedModel: use loadSavedModel(folder), which runs it.`);
    }
    return join(plain, 'model.json');
  }
  const folder = dirname(plain);
  const beside = existsSync(folder)
    ? (await readdir(folder)).filter((name) => /\.(keras|h5|hdf5|json|safetensors)$/.test(name))
    : [];
  const there = beside.length === 0 ? 'none' : beside.slice(0, 10).join(', ');
  const near = nearest(basename(plain), beside);
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  throw new Error(
    `There is no file '${basename(plain)}' in ${folder}.${hint} Models that are there: ${there}.`,
  );
}

const sentence = (error: unknown): string => `${(error as Error).message.replace(/\.$/, '')}.`;
