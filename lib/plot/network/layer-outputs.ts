// Looking inside a model: its layers by name, and what they put out for an input.
import { inCall } from '../../core/call-context.js';
import { Graph } from '../../core/graph.js';
import type { Layer } from '../../core/layer.js';
import { networkOf } from '../../core/network.js';
import type { Samples } from '../../data/samples.js';
import { asTensor } from '../../data/to-tensor.js';
import { tf } from '../../tf.js';
import { type InspectableLayer, type InspectableModel, layerGraph, outputIn } from './layer-graph.js';

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
  fits: { last?: boolean; what: string; test: (layer: Layer, model: InspectableModel) => boolean },
): Layer {
  const { layers } = networkOf(model);
  const suits = (layer: Layer) => fits.test(layer, model);
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

/** Does the layer put out images: [n, height, width, channels]? */
export function isSpatial(layer: Layer, model: InspectableModel): boolean {
  return outputIn(model, layer).shape.length === 4;
}

/** The outputs of several layers for one batch, in inference mode. The caller disposes them. */
export function outputsOf(
  model: InspectableModel,
  layers: readonly InspectableLayer[],
  x: tf.Tensor,
): tf.Tensor[] {
  const { inputs } = networkOf(model);
  const graph = new Graph(
    inputs,
    layers.map((layer) => outputIn(model, layer)),
  );
  return tf.tidy(() => inCall({ training: false, losses: [] }, () => graph.run([x])));
}

/**
 * The model cut open at a layer: what the layer puts out for `x`, and the model's answer as a function of that.
 * Layers on other ways through the model keep the values that they had for `x`.
 */
export function answerFrom(model: InspectableModel, layer: InspectableLayer, x: tf.Tensor) {
  const graph = layerGraph(model);
  const { layers } = networkOf(model);
  const values = new Map<InspectableLayer, tf.Tensor>(
    outputsOf(model, layers, x).map((value, i) => [layers[i]!, value]),
  );
  const answer = (maps: tf.Tensor): tf.Tensor => {
    const changed = new Map<InspectableLayer, tf.Tensor>([[layer, maps]]);
    for (const { layer: next, sources } of graph) {
      if (next === layer || !sources.some((source) => changed.has(source))) continue;
      const inputs = sources.map((source) => changed.get(source) ?? values.get(source)!);
      changed.set(next, next.apply(inputs));
    }
    return changed.get(graph.at(-1)!.layer) ?? values.get(graph.at(-1)!.layer)!;
  };
  return { maps: values.get(layer)!, answer };
}

/** One image as a batch of one, in the shape that the model's input asks for. */
export function asBatch(
  model: InspectableModel,
  image: tf.Tensor | readonly unknown[],
  who: string,
): tf.Tensor {
  return asSamples(model, image, who, 'one image').slice([0], [1]);
}

/** Samples in the shape that the model's input asks for, also where they came flat or without an axis for channels. */
export function asSamples(
  model: InspectableModel,
  x: tf.Tensor | readonly unknown[],
  who: string,
  what = 'samples',
): tf.Tensor {
  const tensor = asTensor(x as Samples, who);
  const { shape } = model.inputs[0]!;
  const wanted = shape.slice(1).map((side, i) => side ?? tensor.shape.at(i - shape.length + 1) ?? 1);
  const size = wanted.reduce((a, b) => a * b, 1);
  if (tensor.size % size === 0) return tensor.toFloat().reshape([-1, ...wanted]);
  throw new Error(
    `${who} needs ${what} of the shape [${wanted}] that the model takes. Received the shape [${tensor.shape}].`,
  );
}
