// `.keras` files, Keras' own format since version 3: a zip with the configuration and the weights.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { tf } from '../../tf.js';
import { compiledState, isCompiled } from '../compile.js';
import { buildModel, compileAsStored } from './build-model.js';
import { compileToKeras } from './compile-out.js';
import { modelToKeras } from './config-out.js';
import { readHdf5, writeHdf5 } from './hdf5.js';
import type { JsonObject } from './keras-object.js';
import { weightsFromTree, weightsToTree } from './layer-weights.js';
import { optimizerFromTree, optimizerToTree } from './optimizer-state.js';
import { toPythonJson } from './python-json.js';
import { KERAS_VERSION } from './version.js';

const CONFIG = 'config.json';
const METADATA = 'metadata.json';
const WEIGHTS = 'model.weights.h5';

export async function toKerasFile(model: tf.LayersModel): Promise<Uint8Array> {
  const tree = weightsToTree(model);
  optimizerToTree(model, tree);
  const compiled = isCompiled(model) ? compileToKeras(compiledState(model, 'save')) : undefined;
  const config = { ...modelToKeras(model), ...(compiled ? { compile_config: compiled } : {}) };
  const metadata = { keras_version: KERAS_VERSION, date_saved: date(new Date()) };
  return zipSync({
    [METADATA]: strToU8(JSON.stringify(metadata)),
    [CONFIG]: strToU8(toPythonJson(config)),
    [WEIGHTS]: [await writeHdf5(tree), { level: 0 }],
  });
}

/** Reads only the three entries by name; whatever else is in the archive is left alone. */
export async function fromKerasFile(
  bytes: Uint8Array,
  path: string,
  compiling: boolean,
): Promise<tf.LayersModel> {
  const files = unzip(bytes);
  const config = JSON.parse(strFromU8(entry(files, CONFIG))) as JsonObject;
  const model = await buildModel(config);
  const tree = await readHdf5(entry(files, WEIGHTS), WEIGHTS);
  weightsFromTree(model, tree);
  if (compiling && compileAsStored(model, config.compile_config, path)) optimizerFromTree(model, tree);
  return model;
}

const LARGEST = 2 ** 31 - 1;

function unzip(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (![CONFIG, WEIGHTS].includes(name)) return false;
        if (originalSize > LARGEST) throw new Error(`${name} claims ${originalSize} bytes`);
        return true;
      },
    });
  } catch (error) {
    throw new Error(`its archive is damaged or incomplete (${(error as Error).message})`, { cause: error });
  }
}

function entry(files: Record<string, Uint8Array>, name: string): Uint8Array {
  const data = files[name];
  if (data) return data;
  throw new Error(`its archive holds no ${name}`);
}

/** As Keras writes it: 2026-01-31@09:05:00. */
const date = (now: Date): string => now.toISOString().slice(0, 19).replace('T', '@');
