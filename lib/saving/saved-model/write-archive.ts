// Writes what is to be in a SavedModel: traces its endpoints, reads its variables, and tells what can be called.
import type { Layer } from '../../core/layer.js';
import { received } from '../../core/messages.js';
import type { LayerVariable } from '../../core/variable.js';
import { TraceError } from '../../engine/tracing/trace-error.js';
import { tf } from '../../tf.js';
import { describeEndpoints } from './describe-endpoint.js';
import { type EndpointPlan, makeEndpoint, tensorFlow } from './endpoint.js';
import { writeSavedModel } from './folder.js';
import { VariableStore } from './variable-store.js';

export interface ArchivePlan {
  /** Layers and models whose variables the folder lists. */
  readonly tracked: readonly Layer[];
  readonly endpoints: readonly EndpointPlan[];
  readonly collections: ReadonlyMap<string, readonly (tf.Variable | LayerVariable)[]>;
}

/** @param refusal words for an endpoint that cannot be a graph */
export async function writeArchive(
  where: string,
  folder: string,
  plan: ArchivePlan,
  verbose: boolean,
  refusal: (endpoint: string, error: TraceError) => Error,
): Promise<void> {
  checkFolder(where, folder);
  for (const layer of plan.tracked) refuseHalves(where, layer);
  const backend = tensorFlow();
  const store = new VariableStore();
  const tracked = plan.tracked.flatMap((layer) => store.track(layer));
  const endpoints = plan.endpoints.map((endpoint) => {
    try {
      return makeEndpoint(endpoint, store);
    } catch (error) {
      throw error instanceof TraceError ? refusal(endpoint.name, error) : error;
    }
  });
  const collections = new Map(
    [...plan.collections].map(([name, variables]) => [
      name,
      variables.map((one) => (one instanceof tf.Variable ? store.of(one) : store.ofWeight(one))),
    ]),
  );
  await writeSavedModel(folder, { endpoints, tracked, collections }, backend.binding.TF_Version);
  if (verbose) console.log(describeEndpoints(folder, endpoints));
}

/** Graphs of 16 bits are not held against Keras' in this form. */
function refuseHalves(where: string, layer: Layer): void {
  const { name } = layer.dtypePolicy;
  if (name !== 'float32' && layer.halfForm !== 'as given')
    throw new Error(
      `${where}: layers are exported that compute in float32. Received: '${layer.name}' of the policy '${name}'. Save the model as .keras, and export that with Keras.`,
    );
  for (const inner of layer.innerLayers()) refuseHalves(where, inner);
}

function checkFolder(where: string, folder: unknown): void {
  if (typeof folder === 'string' && folder !== '') return;
  throw new Error(`${where}: expected a folder's path, such as 'exported'. Received: ${received(folder)}.`);
}
