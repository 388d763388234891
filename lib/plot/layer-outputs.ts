// Looking inside a model: its layers by name, and what they put out for an input.
import { tf } from '../tf.js';
import { layerGraph, outputIn } from './layer-graph.js';

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
  readonly weights: readonly { read(): tf.Tensor }[];
  apply(input: tf.Tensor | tf.Tensor[]): unknown;
}

/** A layer: its name, its place from 0, or itself. */
export type LayerChoice = string | number | { readonly name: string };

/**
 * @param fits which layers serve when none is named, and what to call them
 * @throws when there is no such layer
 */
export function chooseLayer(
  model: InspectableModel,
  choice: LayerChoice | undefined,
  who: string,
  fits: { last?: boolean; what: string; test: (layer: InspectableLayer, model: InspectableModel) => boolean },
): InspectableLayer {
  const { layers } = model;
  const suits = (layer: InspectableLayer) => fits.test(layer, model);
  const suitable = layers.filter(suits);
  const found =
    choice === undefined
      ? suitable.at(fits.last ? -1 : 0)
      : layers.find((layer, i) => [layer, layer.name, i].includes(choice as never));
  if (found && (choice === undefined || suits(found))) return found;
  const names = suitable.map((layer) => layer.name).join(', ') || 'none';
  throw new Error(
    `${who} needs ${fits.what}. Received: ${nameOf(choice) ?? 'a model without one'}. Suitable layers here: ${names}.`,
  );
}

function nameOf(choice: LayerChoice | undefined): string | number | undefined {
  return typeof choice === 'object' ? choice.name : choice;
}

/** Does the layer put out pictures: [n, height, width, channels]? */
export function isSpatial(layer: InspectableLayer, model: InspectableModel): boolean {
  return outputIn(model, layer).shape.length === 4;
}

/** The outputs of several layers for one batch, in inference mode. The caller disposes them. */
export function outputsOf(
  model: InspectableModel,
  layers: readonly InspectableLayer[],
  x: tf.Tensor,
): tf.Tensor[] {
  const outputs = layers.map((layer) => outputIn(model, layer));
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
  return asSamples(model, picture, who, 'one picture').slice([0], [1]);
}

/** Samples in the shape that the model's input asks for, also where they came flat or without an axis for channels. */
export function asSamples(
  model: InspectableModel,
  x: tf.Tensor | readonly unknown[],
  who: string,
  what = 'samples',
): tf.Tensor {
  const tensor = x instanceof tf.Tensor ? x : tf.tensor(x as number[]);
  const { shape } = model.inputs[0]!;
  const wanted = shape.slice(1).map((side, i) => side ?? tensor.shape.at(i - shape.length + 1) ?? 1);
  const size = wanted.reduce((a, b) => a * b, 1);
  if (tensor.size % size === 0) return tensor.toFloat().reshape([-1, ...wanted]);
  throw new Error(
    `${who} needs ${what} of the shape [${wanted}] that the model takes. Received the shape [${tensor.shape}].`,
  );
}
