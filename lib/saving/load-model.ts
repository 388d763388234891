// loadModel: what is in the file says its format.
import { extname } from 'node:path';
import { checkOptions, received } from '../core/messages.js';
import type { Network } from '../core/network.js';
import { cannotLoad, findFile } from './find-file.js';
import { readBytes } from './read-bytes.js';
import { loadModelJson } from './tfjs/read-model-json.js';

/** Options of `loadModel`. */
export interface LoadOptions {
  /** Compiles as the file says, with the optimizer's state. Default true. */
  compile?: boolean;
}

/** Loads a model: `.keras` and `.h5` files of Keras or of `model.save`, and TensorFlow.js' `model.json`. */
export async function loadModel(path: string, options: LoadOptions = {}): Promise<Network> {
  checkOptions('loadModel', options, ['compile']);
  if (typeof path !== 'string')
    throw new Error(`loadModel: expected a path, such as 'model.keras'. Received: ${received(path)}.`);
  const isAddress = /^https?:/.test(path);
  const file = isAddress ? path : await findFile(path);
  try {
    return await read(file, isAddress, options.compile ?? true);
  } catch (error) {
    throw cannotLoad('loadModel', path, error);
  }
}

async function read(file: string, isAddress: boolean, compiling: boolean): Promise<Network> {
  const name = isAddress ? new URL(file).pathname : file;
  if (extname(name) === '.json') return loadModelJson(file, isAddress);
  const bytes = await readBytes(file, isAddress);
  const magic = bytes.toString('latin1', 0, 4);
  if (magic.startsWith('PK'))
    return (await import('./keras3/keras-file.js')).fromKerasFile(bytes, file, compiling);
  if (magic === '\x89HDF') return (await import('./h5/h5-file.js')).fromH5File(bytes, file, compiling);
  throw new Error('it is neither a .keras file nor an HDF5 file');
}
