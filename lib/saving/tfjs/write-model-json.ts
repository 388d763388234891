// TensorFlow.js' own format: model.json with the form, and a file of numbers beside it.
import { basename } from 'node:path';
import type { Network } from '../../core/network.js';
import type { LayerVariable } from '../../core/variable.js';
import { writeBeside } from '../../core/write-beside.js';
import { modelToKeras } from '../keras3/write-model.js';
import { toKeras2 } from './keras2-form.js';
import { namedWeights } from './weight-names.js';

/** What our files name as their writer. */
export const GENERATED_BY = 'TensorCell';

export async function saveModelJson(model: Network, path: string): Promise<void> {
  const weightsPath = path.replace(/\.json$/, '.weights.bin');
  const weights = [...namedWeights(model)];
  await writeBeside(weightsPath, Buffer.concat(weights.map(([, weight]) => bytesOf(weight))));
  const topology = toKeras2(modelToKeras(model));
  const json = {
    modelTopology: { ...topology, keras_version: 'tfjs-layers 4.22.0', backend: 'tensor_flow.js' },
    format: 'layers-model',
    generatedBy: GENERATED_BY,
    convertedBy: null,
    weightsManifest: [{ paths: [basename(weightsPath)], weights: weights.map(specOf) }],
  };
  await writeBeside(path, Buffer.from(JSON.stringify(json)));
}

function bytesOf(weight: LayerVariable): Uint8Array {
  const values = weight.read().dataSync();
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

const specOf = ([name, { shape, dtype }]: readonly [string, LayerVariable]) => ({ name, shape, dtype });
