// `.keras` files, Keras' own format since version 3: a zip with the configuration and the weights.
import { strFromU8, strToU8, zipSync } from 'fflate';
import type { Network } from '../../core/network.js';
import { parseJson } from '../../core/parse-json.js';
import { unzipEntries } from '../../core/unzip.js';
import { withWeightLimit } from '../../core/weight-limit.js';
import { compiledState, isCompiled } from '../../training/steps/compile.js';
import { emptyGroup, type Group, numbersIn, readHdf5, writeHdf5 } from '../hdf5/hdf5.js';
import { assignAll } from '../stored-values.js';
import { buildModel } from './build-model.js';
import { compileAsStored } from './deserialize-compile.js';
import { type JsonObject, kerasVersion } from './keras-object.js';
import { optimizerFromTree, optimizerToTree } from './optimizer-state.js';
import { toPythonJson } from './python-json.js';
import { compileToKeras } from './serialize-compile.js';
import { isVocabulary, withVocabularies } from './vocabularies.js';
import { sharedInTree, weightsFromTree, weightsToTree } from './weights-tree.js';
import { modelToKeras } from './write-model.js';

const configName = 'config.json';
const metadataName = 'metadata.json';
const weightsName = 'model.weights.h5';

export async function toKerasFile(model: Network): Promise<Uint8Array> {
  const compiled = isCompiled(model) ? compileToKeras(compiledState(model, 'save')) : undefined;
  const config = { ...modelToKeras(model), ...(compiled ? { compile_config: compiled } : {}) };
  const metadata = { keras_version: kerasVersion, date_saved: date(new Date()) };
  return zipSync({
    [metadataName]: strToU8(JSON.stringify(metadata)),
    [configName]: strToU8(toPythonJson(config)),
    [weightsName]: [await writeHdf5(stateToTree(model)), { level: 0 }],
  });
}

/** The weights and, where there is one, the optimizer's state. */
export function stateToTree(model: Network): Group {
  const tree = weightsToTree(model);
  optimizerToTree(model, tree);
  return tree;
}

/** Reads only the entries by name; whatever else is in the archive is left alone. */
export async function fromKerasFile(bytes: Uint8Array, path: string, compiling: boolean): Promise<Network> {
  const files = await unzip(bytes);
  const stored = parseJson(strFromU8(entry(files, configName)), `its ${configName}`) as JsonObject;
  const weights = files.get(weightsName);
  const tree = weights ? await readHdf5(weights, weightsName) : emptyGroup();
  const config = withVocabularies(stored, files, tree);
  const model = withWeightLimit(numbersIn(tree), () => buildModel(config, sharedInTree(tree)));
  entry(files, weightsName); // what is wrong with the configuration comes first
  assignAll(weightsFromTree(model, tree));
  if (compiling && compileAsStored(model, config.compile_config, path))
    optimizerFromTree(model, tree, 'loadModel');
  return model;
}

/** The tree of weights in a `.keras` file. */
export async function weightsInKerasFile(bytes: Uint8Array): Promise<Group> {
  return readHdf5(entry(await unzip(bytes), weightsName), weightsName);
}

async function unzip(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  try {
    return await unzipEntries(
      bytes,
      (name) => name === configName || name === weightsName || isVocabulary(name),
    );
  } catch (error) {
    throw new Error(`its archive is damaged or incomplete (${(error as Error).message})`, { cause: error });
  }
}

function entry(files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const data = files.get(name);
  if (data) return data;
  throw new Error(`its archive holds no ${name}`);
}

/** As Keras writes it: 2026-01-31@09:05:00. */
const date = (now: Date): string => now.toISOString().slice(0, 19).replace('T', '@');
