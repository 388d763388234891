// Looking inside a model: its layers by name, and what they put out for an input.
import { tf } from '../tf.js';
import { layerGraph } from './layer-graph.js';

/** What the pictures of a network need of it; every model of this library and of TensorFlow.js has it. */
export interface InspectableModel {
  readonly layers: readonly InspectableLayer[];
  readonly inputs: tf.SymbolicTensor[];
}

/** What pictures of layers read of a layer. */
export interface InspectableLayer {
  readonly name: string;
  readonly output: unknown;
  getClassName(): string;
  getWeights(): tf.Tensor[];
  apply(input: tf.Tensor | tf.Tensor[]): unknown;
}

/** A layer by its name or its place, from 0. */
export type LayerChoice = string | number;

/**
 * @param fits which layers serve when none is named, and what to call them
 * @throws when there is no such layer
 */
export function chooseLayer(
  model: InspectableModel,
  choice: LayerChoice | undefined,
  who: string,
  fits: { last?: boolean; what: string; test: (layer: InspectableLayer) => boolean },
): InspectableLayer {
  const { layers } = model;
  const suitable = layers.filter(fits.test);
  const found =
    choice === undefined
      ? suitable.at(fits.last ? -1 : 0)
      : layers.find((layer, i) => layer.name === choice || i === choice);
  if (found && (choice === undefined || fits.test(found))) return found;
  const names = suitable.map((layer) => layer.name).join(', ') || 'none';
  throw new Error(
    `${who} needs ${fits.what}. Received: ${choice ?? 'a model without one'}. Suitable layers here: ${names}.`,
  );
}

/** Does the layer put out pictures: [n, height, width, channels]? */
export function isSpatial(layer: InspectableLayer): boolean {
  const output = layer.output as tf.SymbolicTensor;
  return !Array.isArray(output) && output.shape.length === 4;
}

/** The outputs of several layers for one batch, in inference mode. The caller disposes them. */
export function outputsOf(
  model: InspectableModel,
  layers: readonly InspectableLayer[],
  x: tf.Tensor,
): tf.Tensor[] {
  const outputs = layers.map((layer) => layer.output as tf.SymbolicTensor);
  const inner = tf.model({ inputs: model.inputs, outputs });
  return [inner.apply(x)].flat() as tf.Tensor[];
}

/**
 * The model cut open at a layer: what the layer puts out for `x`, and the model's answer as a function of that.
 * Layers on other ways through the model keep the values that they had for `x`.
 */
export function answerFrom(model: InspectableModel, layer: InspectableLayer, x: tf.Tensor) {
  const graph = layerGraph(model);
  const values = new Map(outputsOf(model, model.layers, x).map((value, i) => [model.layers[i]!, value]));
  const answer = (maps: tf.Tensor): tf.Tensor => {
    const changed = new Map([[layer, maps]]);
    for (const { layer: next, sources } of graph) {
      if (next === layer || !sources.some((source) => changed.has(source))) continue;
      const inputs = sources.map((source) => changed.get(source) ?? values.get(source)!);
      changed.set(next, next.apply(inputs.length === 1 ? inputs[0]! : inputs) as tf.Tensor);
    }
    return changed.get(graph.at(-1)!.layer) ?? values.get(graph.at(-1)!.layer)!;
  };
  return { maps: values.get(layer)!, answer };
}

/** One picture as a batch of one, in the shape that the model's input asks for. */
export function asBatch(
  model: InspectableModel,
  picture: tf.Tensor | readonly unknown[],
  who: string,
): tf.Tensor {
  const tensor = picture instanceof tf.Tensor ? picture : tf.tensor(picture as number[]);
  const wanted = model.inputs[0]!.shape.slice(1).map(
    (side, i) => side ?? tensor.shape.at(i - model.inputs[0]!.shape.length + 1) ?? 1,
  );
  const size = wanted.reduce((a, b) => a * b, 1);
  if (tensor.size === size) return tensor.toFloat().reshape([1, ...wanted]);
  if (tensor.size % size === 0)
    return tensor
      .toFloat()
      .reshape([-1, ...wanted])
      .slice([0], [1]);
  throw new Error(
    `${who} needs one picture of the shape [${wanted}] that the model takes. Received the shape [${tensor.shape}].`,
  );
}
