// Finds the layer because of which a model cannot be written as a graph.
import { Layer } from '../../core/layer.js';
import type { Network } from '../../core/network.js';
import { TraceError } from '../../engine/tracing/trace-error.js';
import type { tf } from '../../tf.js';
import { makeEndpoint } from './endpoint.js';
import { tensorSpecs } from './input-signature.js';
import { type Arranged, arranged } from './messages.js';
import { VariableStore } from './variable-store.js';

/** The first layer of the model that cannot be a graph by itself, and why. */
export function refusingLayer(model: Network): { layer: Layer; error: TraceError } | undefined {
  for (const node of model.graph.nodes) {
    const { operation } = node;
    if (node.isInput || !(operation instanceof Layer)) continue;
    const body = (inputs: readonly tf.Tensor[]): Arranged<tf.Tensor> => {
      const given = new Map(node.inputTensors.map((one, i) => [one, inputs[i]!]));
      return arranged.list(node.run((one) => given.get(one)!));
    };
    try {
      const inputs = tensorSpecs('export', node.inputTensors).map(arranged.one);
      makeEndpoint({ name: 'layer', inputs, parameters: [], body }, new VariableStore());
    } catch (error) {
      if (error instanceof TraceError) return { layer: operation, error };
    }
  }
  return undefined;
}
