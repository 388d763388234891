// Ops that give the same where they have less to do. Behind max pooling most of what comes back is zeros: an activation's
// gradient and the sum of a bias need only what the windows gave, a quarter of the numbers for windows of two by two.
import type { Endpoint } from '../c-api.js';
import type { OpAttribute } from '../op-attributes.js';
import type { Graph } from './graph.js';

/** An op that is to become a node of the graph. */
export interface WantedOp {
  readonly op: string;
  readonly inputs: readonly Endpoint[];
  readonly attributes: readonly OpAttribute[];
}

/** Gradients of activations that are the change times a factor of the activation's result, by the places of the two. */
const activationGradients: Readonly<Record<string, { readonly change: number; readonly result: number }>> = {
  ReluGrad: { change: 0, result: 1 },
  EluGrad: { change: 0, result: 1 },
  SigmoidGrad: { change: 1, result: 0 },
  TanhGrad: { change: 1, result: 0 },
};

const maxPoolGradients = new Set(['MaxPoolGrad', 'MaxPool3DGrad']);

/** The same as `wanted` by less work, or itself. May add nodes to the graph that it needs. */
export function cheaperOp(graph: Graph, wanted: WantedOp): WantedOp {
  if (wanted.op === 'BiasAddGrad') return biasBehindPooling(graph, wanted);
  const places = activationGradients[wanted.op];
  return places ? activationBehindPooling(graph, wanted, places) : wanted;
}

/**
 * Each window's change goes to one place whole, so that the places' sum is the windows'. Not so in volumes, where
 * TensorFlow gives it to all places that are equal.
 */
function biasBehindPooling(graph: Graph, wanted: WantedOp): WantedOp {
  const { op, inputs, attributes } = graph.node(wanted.inputs[0]!.operation);
  const isOfImages = op === 'MaxPoolGrad' && attributes.some(isChannelsLast);
  return isOfImages ? { ...wanted, inputs: [inputs[2]!] } : wanted;
}

/** Where a window's change goes, the activation's result is what the window gave: the factor may come first. */
function activationBehindPooling(
  graph: Graph,
  wanted: WantedOp,
  places: { readonly change: number; readonly result: number },
): WantedOp {
  const pooling = graph.node(wanted.inputs[places.change]!.operation);
  const [seen, given, change] = pooling.inputs;
  const result = wanted.inputs[places.result]!;
  if (!maxPoolGradients.has(pooling.op) || !isSame(seen!, result)) return wanted;
  const ofWindows = wanted.inputs.with(places.change, change!).with(places.result, given!);
  const operation = graph.add(wanted.op, ofWindows, { attributes: wanted.attributes });
  return { ...pooling, inputs: [seen!, given!, { operation, index: 0 }] };
}

const isChannelsLast = ({ name, value }: OpAttribute): boolean => name === 'data_format' && value === 'NHWC';

const isSame = (a: Endpoint, b: Endpoint): boolean => a.operation === b.operation && a.index === b.index;
