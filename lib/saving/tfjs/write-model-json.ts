// TensorFlow.js' own format: model.json with the form, and a file of numbers beside it.
import { basename } from 'node:path';
import type { Layer } from '../../core/layer.js';
import { Network } from '../../core/network.js';
import type { LayerVariable } from '../../core/variable.js';
import { writeAllBeside } from '../../core/write-beside.js';
import { modelToKeras } from '../keras3/write-model.js';
import { toKeras2 } from './keras2-form.js';
import { namedWeights } from './weight-names.js';

/** What our files name as their writer. */
export const ourGenerator = 'TensorCell';

export async function saveModelJson(model: Network, path: string): Promise<void> {
  const weightsPath = path.replace(/\.json$/, '.weights.bin');
  const { weightSpecs, weightData, ...form } = artifactsOf(model);
  const weightsManifest = [{ paths: [basename(weightsPath)], weights: weightSpecs }];
  await writeAllBeside([
    [weightsPath, new Uint8Array(weightData)],
    [path, JSON.stringify({ ...form, convertedBy: null, weightsManifest })],
  ]);
}

/** The parts of a model as TensorFlow.js' save handlers take them. */
export function artifactsOf(model: Network) {
  refuseAdapted(model);
  const weights = [...namedWeights(model)];
  const topology = toKeras2(modelToKeras(model));
  return {
    modelTopology: { ...topology, keras_version: 'tfjs-layers 4.22.0', backend: 'tensor_flow.js' },
    format: 'layers-model',
    generatedBy: ourGenerator,
    weightSpecs: weights.map(specOf),
    weightData: new Uint8Array(Buffer.concat(weights.map(([, weight]) => bytesOf(weight)))).buffer,
  };
}

/** TensorFlow.js would leave out what LoRA adds, without a word. */
function refuseAdapted(layer: Layer): void {
  if (layer.zeroedByLoading.length > 0)
    throw new Error(
      `TensorFlow.js' files know no LoRA, which layer '${layer.name}' has. Save the model as .keras or .h5.`,
    );
  if (layer.quantizationMode)
    throw new Error(
      `TensorFlow.js' files know no quantized layer, as '${layer.name}' is. Save the model as .keras or .h5.`,
    );
  if (layer.dtypePolicy.name !== 'float32' && !(layer instanceof Network))
    throw new Error(
      `TensorFlow.js' files know no policy, as '${layer.dtypePolicy.name}' of layer '${layer.name}' is. Save the model as .keras or .h5.`,
    );
  layer.innerLayers().forEach(refuseAdapted);
}

function bytesOf(weight: LayerVariable): Uint8Array {
  const values = weight.read().dataSync();
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

const specOf = ([name, { shape, dtype }]: readonly [string, LayerVariable]) => ({ name, shape, dtype });
