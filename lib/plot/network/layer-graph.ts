// How a model's layers hang together: who feeds whom, and how deep each lies.
import { Layer } from '../../core/layer.js';
import { networkOf } from '../../core/network.js';
import type { Node, SymbolicTensor } from '../../core/symbolic-tensor.js';
import type { tf } from '../../tf.js';

/** What the charts of a network need of it; every model of this library and of TensorFlow.js has it. */
export interface InspectableModel {
  readonly layers: readonly InspectableLayer[];
  readonly inputs: tf.SymbolicTensor[];
}

/** What charts of layers read of a layer. */
export interface InspectableLayer {
  readonly name: string;
  readonly output: unknown;
  getClassName(): string;
  readonly weights: readonly { read(): tf.Tensor }[];
  apply(input: tf.Tensor | tf.Tensor[]): unknown;
}

export interface LayerNode {
  layer: Layer;
  /** Layers of the same model whose outputs this one takes; where it is used several times, the first time. */
  sources: Layer[];
  /** Those of all its uses. */
  allSources: Layer[];
  /** Longest way from an input. */
  depth: number;
}

/** The layers in an order in which each comes after its sources. */
export function layerGraph(model: InspectableModel): LayerNode[] {
  const { graph, layers } = networkOf(model);
  const nodes = new Map<Layer, LayerNode>();
  const open = new Set<Layer>();
  const visit = (layer: Layer): LayerNode => {
    const known = nodes.get(layer);
    if (known) return known;
    open.add(layer);
    const [sources = [], ...later] = graph.callsOf(layer).map((call) => layersBefore(call, layers));
    // A layer applied to its own output, by whatever way, comes after its other sources.
    const allSources = [...new Set([sources, ...later].flat())].filter((source) => !open.has(source));
    const depth = Math.max(-1, ...allSources.map((source) => visit(source).depth)) + 1;
    const node = { layer, sources: [...sources], allSources, depth };
    nodes.set(layer, node);
    open.delete(layer);
    return node;
  };
  layers.forEach(visit);
  return [...nodes.values()];
}

/** The layers whose outputs a call takes, by themselves or through ops between. */
function layersBefore(call: Node, layers: readonly Layer[]): Layer[] {
  return call.parents.flatMap((parent) => {
    const { operation } = parent;
    if (operation instanceof Layer) return layers.includes(operation) ? [operation] : [];
    return layersBefore(parent, layers);
  });
}

/** Where a layer's output is in a model; it may be used in others as well, or several times. */
export function outputIn(model: InspectableModel, layer: InspectableLayer): SymbolicTensor {
  const { graph, layers } = networkOf(model);
  const found = layers.find((one) => one === layer)!;
  return (graph.callsOf(found)[0] ?? found.inboundNodes[0]!).outputTensors[0]!;
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
