// How a model's layers hang together: who feeds whom, and how deep each lies.
import type { tf } from '../tf.js';
import type { InspectableLayer, InspectableModel } from './layer-outputs.js';

/** tfjs' records of a layer's uses, one for each time that it was applied: public, but not in its types. */
interface Use {
  readonly inboundLayers: readonly InspectableLayer[];
  readonly outputTensors: readonly tf.SymbolicTensor[];
}

interface Inner {
  readonly containerNodes?: ReadonlySet<string>;
  readonly model?: Inner | null;
}

export interface LayerNode {
  layer: InspectableLayer;
  /** Layers of the same model whose outputs this one takes; where it is used several times, the first time. */
  sources: InspectableLayer[];
  /** Those of all its uses. */
  allSources: InspectableLayer[];
  /** Longest way from an input. */
  depth: number;
}

/** The layers in an order in which each comes after its sources. */
export function layerGraph(model: InspectableModel): LayerNode[] {
  const nodes = new Map<InspectableLayer, LayerNode>();
  const open = new Set<InspectableLayer>();
  const visit = (layer: InspectableLayer): LayerNode => {
    const known = nodes.get(layer);
    if (known) return known;
    open.add(layer);
    const [sources = [], ...later] = usesIn(model, layer).map(({ inboundLayers }) =>
      inboundLayers.filter((source) => model.layers.includes(source)),
    );
    // A layer applied to its own output, by whatever way, comes after its other sources.
    const allSources = [...new Set([sources, ...later].flat())].filter((source) => !open.has(source));
    const depth = Math.max(-1, ...allSources.map((source) => visit(source).depth)) + 1;
    const node = { layer, sources: [...sources], allSources, depth };
    nodes.set(layer, node);
    open.delete(layer);
    return node;
  };
  model.layers.forEach(visit);
  return [...nodes.values()];
}

/** Where a layer's output is in a model; it may be used in others as well, or several times. */
export function outputIn(model: InspectableModel, layer: InspectableLayer): tf.SymbolicTensor {
  const [use] = usesIn(model, layer);
  return (use?.outputTensors[0] ?? layer.output) as tf.SymbolicTensor;
}

/** tfjs lists a model's own uses by names such as `dense_ib-0`; a Sequential's, once it is built, in a model within. */
function usesIn(model: InspectableModel, layer: InspectableLayer): readonly Use[] {
  const { inboundNodes: all = [] } = layer as { inboundNodes?: readonly Use[] };
  const { containerNodes: own } = (model as Inner).model ?? (model as Inner);
  const uses = all.filter((_, index) => own?.has(`${layer.name}_ib-${index}`));
  return uses.length > 0 ? uses : all.slice(0, 1);
}

/** `[28, 28, 1]`: the shape of one sample that a layer puts out. */
export function outputShape(model: InspectableModel, layer: InspectableLayer): string {
  const sides = outputIn(model, layer).shape.slice(1);
  return `[${sides.map((side) => side ?? '?').join(', ')}]`;
}

/** Numbers that a layer learns or keeps. */
export function parameters(layer: InspectableLayer): number {
  return layer.weights.reduce((sum, weight) => sum + weight.read().size, 0);
}
