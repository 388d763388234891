// A model's layers: what may be added, and finding one.
import { unknownName } from '../names.js';
import { tf } from '../tf.js';
import { received } from './options.js';

/** What `model.add` adds: a layer, or, for what `layers.input` gave, the layer behind it. */
export function addable(model: tf.Sequential, given: unknown): tf.layers.Layer {
  const layer = given instanceof tf.SymbolicTensor ? given.sourceLayer : given;
  checkLayer(model, layer);
  return layer;
}

function checkLayer(model: tf.Sequential, layer: unknown): asserts layer is tf.layers.Layer {
  if (!(layer instanceof tf.layers.Layer)) {
    const mend =
      typeof layer === 'function' ? ` Call it: layers.${(layer as { name: string }).name}(…).` : '';
    throw new Error(
      `sequential: expected layers, such as layers.dense({ units: 10 }). Received: ${received(layer)}.${mend}`,
    );
  }
  if (model.layers.some(({ name }) => name === layer.name)) {
    throw new Error(
      `sequential: there is a layer named '${layer.name}' already; each needs a name of its own. ` +
        'A layer stands in a sequential model once only.',
    );
  }
  const { inboundNodes, batchInputShape } = layer as unknown as Partial<Shaped>;
  if (model.outputs.length === 0 && inboundNodes?.length === 0 && !batchInputShape) {
    throw new Error(
      `sequential: the first layer must know the shape of a sample. Expected: layers.${makerOf(layer)}({ inputShape: [4], … }), ` +
        'or layers.input({ shape: [4] }) before it.',
    );
  }
}

interface Shaped {
  inboundNodes: unknown[];
  batchInputShape: unknown;
}

const makerOf = (layer: tf.layers.Layer): string => {
  const name = layer.getClassName().replace(/D$/, 'd');
  return name[0]!.toLowerCase() + name.slice(1);
};

/** The layer of a name or place; negative places count from the end, as in Keras. */
export function findLayer(model: tf.LayersModel, nameOrIndex: string | number): tf.layers.Layer {
  const { layers } = model;
  const found =
    typeof nameOrIndex === 'number'
      ? layers.at(nameOrIndex)
      : layers.find(({ name }) => name === nameOrIndex);
  if (found) return found;
  if (typeof nameOrIndex !== 'number')
    throw unknownName(
      'layer',
      nameOrIndex,
      layers.map(({ name }) => name),
    );
  throw new Error(`getLayer: expected 0 to ${layers.length - 1}. Received: ${nameOrIndex}.`);
}

/** One call of a layer within a functional model. */
export interface CallOfLayer {
  inboundLayers: tf.layers.Layer[];
  nodeIndices: number[];
  tensorIndices: number[];
  inputTensors: tf.SymbolicTensor[];
}

/** The calls of `layer` that are part of `model`: layers may be shared with other models. */
export function callsOf(model: tf.LayersModel, layer: tf.layers.Layer): CallOfLayer[] {
  const { inboundNodes } = layer as unknown as { inboundNodes: CallOfLayer[] };
  return inboundNodes.filter((_, i) => isPart(model, layer, i));
}

/** The number of a call among those of `model`, by its number among all. */
export function callNumber(model: tf.LayersModel, layer: tf.layers.Layer, among: number): number {
  return Array.from({ length: among }, (_, i) => isPart(model, layer, i)).filter(Boolean).length;
}

function isPart(model: tf.LayersModel, { name }: tf.layers.Layer, call: number): boolean {
  return (model as unknown as { containerNodes: Set<string> }).containerNodes.has(`${name}_ib-${call}`);
}
