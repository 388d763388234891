// model.export: the model's forward pass as a SavedModel. Keras: `Model.export`.

import { checkOptions } from '../../core/messages.js';
import { toCamelCase, unknownName } from '../../core/names.js';
import type { Network } from '../../core/network.js';
import type { TraceError } from '../../engine/tracing/trace-error.js';
import type { ExportOptions } from '../../training/export-args.js';
import { callModel } from '../../training/steps/call-model.js';
import { type EndpointPlan, tensorFlow } from './endpoint.js';
import { modelSignature } from './input-signature.js';
import { arranged } from './messages.js';
import { refusingLayer } from './refusing-layer.js';
import { writeArchive } from './write-archive.js';

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
  checkFormat(toCamelCase(options.format ?? 'tfSavedModel'));
  void model.graph; // says so in words where the model is not built
  checkStateless(model);
  tensorFlow();
  const inputs = [modelSignature(model, options.inputSignature)];
  const serve = { name: 'serve', inputs, parameters: ['args_0'], body: bodyOf(model) };
  const plan = { tracked: [model], endpoints: [serve], collections: new Map() };
  await writeArchive('export', folder, plan, options.verbose ?? true, (_, error) => refusal(model, error));
}

/** The model's forward pass, in inference mode. */
function bodyOf(model: Network): EndpointPlan['body'] {
  return (inputs) => {
    const { outputs } = callModel(model, [...inputs], false);
    if (model.isNamed.outputs) return arranged.names(model.outputNames.map((name, i) => [name, outputs[i]!]));
    return outputs.length === 1 ? arranged.one(outputs[0]!) : arranged.list(outputs);
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
