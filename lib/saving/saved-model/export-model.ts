// model.export: the model's forward pass as a SavedModel. Keras: `Model.export`.

import { Layer } from '../../core/layer.js';
import { checkOptions, received } from '../../core/messages.js';
import { toCamelCase, unknownName } from '../../core/names.js';
import type { Network } from '../../core/network.js';
import { TraceError } from '../../engine/tracing/trace-error.js';
import type { ExportOptions, InputSignature } from '../../training/export-args.js';
import { callModel } from '../../training/steps/call-model.js';
import type { Endpoint } from './contents.js';
import { describeEndpoints } from './describe-endpoint.js';
import { type EndpointBody, makeEndpoint, tensorFlow } from './endpoint.js';
import { writeSavedModel } from './folder.js';
import { modelSignature, tensorSpecs } from './input-signature.js';
import { VariableStore } from './variable-store.js';

const otherFormats: Record<string, string> = {
  onnx: 'no library for Node.js writes ONNX files',
  openvino: 'no library for Node.js writes OpenVINO files',
  litert: "TensorFlow Lite's converter is a part of TensorFlow for Python",
  torch: 'it is written by PyTorch',
};

export async function exportModel(
  model: Network,
  folder: string,
  options: ExportOptions = {},
): Promise<void> {
  checkOptions('export', options, ['format', 'inputSignature', 'verbose']);
  if (typeof folder !== 'string' || folder === '')
    throw new Error(`export: expected a folder's path, such as 'exported'. Received: ${received(folder)}.`);
  checkFormat(toCamelCase(options.format ?? 'tfSavedModel'));
  void model.graph; // says so in words where the model is not built
  checkStateless(model);
  const backend = tensorFlow();
  const store = new VariableStore();
  const tracked = store.track(model);
  const endpoint = modelEndpoint('serve', model, store, options.inputSignature);
  await writeSavedModel(folder, { endpoints: [endpoint], tracked }, backend.binding.TF_Version);
  if (options.verbose ?? true) console.log(describeEndpoints(folder, [endpoint]));
}

/** The model's forward pass, in inference mode. */
export function modelEndpoint(
  name: string,
  model: Network,
  store: VariableStore,
  signature?: InputSignature,
): Endpoint {
  const inputs = modelSignature(model, signature);
  try {
    return makeEndpoint(name, [inputs], store, bodyOf(model));
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    throw refusal(model, error);
  }
}

function bodyOf(model: Network): EndpointBody {
  return (inputs) => {
    const { outputs } = callModel(model, [...inputs], false);
    if (model.isNamed.outputs)
      return { kind: 'names', tensors: model.outputNames.map((name, i) => [name, outputs[i]!]) };
    return outputs.length === 1 ? { kind: 'one', tensor: outputs[0]! } : { kind: 'list', tensors: outputs };
  };
}

function checkFormat(format: string): void {
  if (format === 'tfSavedModel') return;
  const reason = otherFormats[format];
  if (!reason) throw unknownName('format of export', format, ['tfSavedModel']);
  throw new Error(
    `export: the format '${format}' is not written here, since ${reason}. Expected: 'tfSavedModel', from which its ` +
      'own tools convert; or save a .keras file and export that with Keras.',
  );
}

/** A function in a file starts anew at each call. */
function checkStateless(model: Network): void {
  const found = model.innerLayers().find(({ stateful }) => stateful);
  if (!found) return;
  throw new Error(
    `export: the layer '${found.name}' (${found.getClassName()}) is stateful: it goes on from what the call before left, ` +
      'which is not written. Expected: a model without stateful: true, which can take these weights.',
  );
}

/** Says which layer it is, where one alone cannot be a graph either. */
function refusal(model: Network, error: TraceError): Error {
  const found = refusingLayer(model);
  const who = found
    ? `the layer '${found.layer.name}' (${found.layer.getClassName()})`
    : `the model '${model.name}'`;
  return new Error(
    `export: ${who} cannot be a graph that TensorFlow runs for every size: ${(found?.error ?? error).message}. Expected: a ` +
      'call made of operations on tensors; sizes that must be fixed can be given by inputSignature.',
    { cause: error },
  );
}

function refusingLayer(model: Network): { layer: Layer; error: TraceError } | undefined {
  for (const node of model.graph.nodes) {
    const { operation } = node;
    if (node.isInput || !(operation instanceof Layer)) continue;
    try {
      const specs = tensorSpecs('export', node.inputTensors).map((tensor) => ({
        kind: 'one' as const,
        tensor,
      }));
      makeEndpoint('layer', specs, new VariableStore(), (inputs) => {
        const given = new Map(node.inputTensors.map((one, i) => [one, inputs[i]!]));
        return { kind: 'list', tensors: node.run((one) => given.get(one)!) };
      });
    } catch (error) {
      if (error instanceof TraceError) return { layer: operation, error };
    }
  }
  return undefined;
}
