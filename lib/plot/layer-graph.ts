// How a model's layers hang together: who feeds whom, and how deep each lies.
import type { tf } from '../tf.js';
import type { InspectableLayer, InspectableModel } from './layer-outputs.js';

/** tfjs' record of one use of a layer: public, but not in its types. */
interface Wired {
  readonly inboundNodes?: readonly { readonly inboundLayers: readonly InspectableLayer[] }[];
}

export interface LayerNode {
  layer: InspectableLayer;
  /** Layers of the same model whose outputs this one takes. */
  sources: InspectableLayer[];
  /** Longest way from an input. */
  depth: number;
}

/** The layers in an order in which each comes after its sources. */
export function layerGraph(model: InspectableModel): LayerNode[] {
  const nodes = new Map<InspectableLayer, LayerNode>();
  const visit = (layer: InspectableLayer): LayerNode => {
    const known = nodes.get(layer);
    if (known) return known;
    const sources = sourcesOf(layer).filter((source) => model.layers.includes(source));
    const depth = Math.max(-1, ...sources.map((source) => visit(source).depth)) + 1;
    const node = { layer, sources, depth };
    nodes.set(layer, node);
    return node;
  };
  model.layers.forEach(visit);
  return [...nodes.values()];
}

function sourcesOf(layer: InspectableLayer): InspectableLayer[] {
  return [...((layer as Wired).inboundNodes?.[0]?.inboundLayers ?? [])];
}

/** `[28, 28, 1]`: the shape of one sample that a layer puts out. */
export function outputShape(layer: InspectableLayer): string {
  const outputs = [layer.output].flat() as tf.SymbolicTensor[];
  return outputs
    .map(
      (output) =>
        `[${output.shape
          .slice(1)
          .map((side) => side ?? '?')
          .join(', ')}]`,
    )
    .join(', ');
}

/** Numbers that a layer learns or keeps. */
export function parameters(layer: InspectableLayer): number {
  return layer.getWeights().reduce((sum, weight) => sum + weight.size, 0);
}
