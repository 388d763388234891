// Keras' `utils`: what stands around models, by Keras' names. What a cell has by itself is here as well.
import { inside, publicly } from '../core/public-types.js';
import { sourceInputs } from '../core/source-inputs.js';
import type { tf } from '../tf.js';

export { audioDatasetFromDirectory } from '../audio/audio-dataset.js';
export { PyDataset } from '../data/py-dataset.js';
export { imageDatasetFromDirectory } from '../image/image-dataset.js';
export { padSequences } from '../preprocessing/pad-sequences.js';
export { normalize } from '../preprocessing/scale.js';
export { timeseriesDatasetFromArray } from '../preprocessing/timeseries.js';
export { toCategorical } from '../preprocessing/to-categorical.js';
export { setSeed as setRandomSeed } from '../random/random.js';
export {
  customObjectScope,
  getCustomObjects,
  getRegisteredName,
  getRegisteredObject,
  registerKerasSerializable,
} from '../saving/custom-objects.js';
export { deserializeKerasObject, serializeKerasObject } from '../saving/serialize-object.js';
export { textDatasetFromDirectory } from '../text/text-dataset.js';
export {
  packXYSampleWeight,
  type SplitDatasetOptions,
  splitDataset,
  unpackXYSampleWeight,
  type XYSampleWeight,
} from './data.js';
export { type GetFileOptions, getFile } from './get-file.js';
export {
  type ArrayToImgOptions,
  arrayToImg,
  imgToArray,
  type LoadImgOptions,
  loadImg,
  saveImg,
} from './images.js';
export { getKerasMask } from './keras-mask.js';
export { type Sample, samplesOf } from './samples-of.js';

/**
 * The inputs that a symbolic tensor is computed from. Keras: `utils.get_source_inputs`.
 * @example
 * const x = layers.input({ shape: [4] });
 * utils.getSourceInputs(layers.dense({ units: 2 }).apply(x)) // [x]
 */
export const getSourceInputs = (tensor: tf.SymbolicTensor): tf.SymbolicTensor[] =>
  publicly(sourceInputs(inside(tensor)));
