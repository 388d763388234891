// A model's weights by name in a `.safetensors` file. Names go by class and count within the model, `dense_1/kernel`,
// so that they are the same whenever the same model is made; earlier files have layers' own names.
import type { Network } from '../../core/network.js';
import { tf } from '../../tf.js';
import { placesOf } from '../keras3/weight-places.js';
import { fromSafetensors, metadataIn, toSafetensors } from './safetensors.js';

const metadata = { names: 'by class' };

export const toSafetensorsFile = (model: Network): Uint8Array => toSafetensors(byClass(model), metadata);

/** Puts the file's weights in: all of them, or, where one does not fit, none. */
export function fromSafetensorsFile(model: Network, bytes: Uint8Array): void {
  const stored = fromSafetensors(bytes);
  try {
    assign(namesIn(model, bytes, stored), stored);
  } finally {
    tf.dispose([...stored.values()]);
  }
}

function namesIn(
  model: Network,
  bytes: Uint8Array,
  stored: ReadonlyMap<string, tf.Tensor>,
): Map<string, tf.Variable> {
  const [byPlace, byLayer] = [byClass(model), byLayerName(model)];
  if (metadataIn(bytes).names === metadata.names) return byPlace;
  return [...byLayer.keys()].every((name) => stored.has(name)) ? byLayer : byPlace;
}

function assign(variables: ReadonlyMap<string, tf.Variable>, stored: ReadonlyMap<string, tf.Tensor>): void {
  for (const [name, variable] of variables) {
    const value = stored.get(name);
    if (!value)
      throw new Error(`the weight '${name}' is missing. It holds: ${[...stored.keys()].join(', ')}`);
    const scale = `${name}_scale`;
    if (stored.has(scale) && !variables.has(scale))
      throw new Error(
        `the weight '${name}' holds whole numbers of 8 bits, but the model's is in floats. Quantize the model first: model.quantize('int8')`,
      );
    if (value.shape.join() !== variable.shape.join())
      throw new Error(
        `the weight '${name}' has the shape [${value.shape}], but the model's is [${variable.shape}]`,
      );
  }
  tf.tidy(() => {
    for (const [name, variable] of variables) variable.assign(tf.cast(stored.get(name)!, variable.dtype));
  });
}

/** Each weight once: `dense/kernel`, `sequential/dense/kernel` for one within a model. */
function byClass(model: Network): Map<string, tf.Variable> {
  const found = new Map<string, tf.Variable>();
  const seen = new Set<object>();
  for (const { path, weights } of placesOf(model)) {
    const place = path.split('/').filter((name) => name !== 'layers' && name !== 'vars');
    for (const weight of weights) {
      if (seen.has(weight)) continue;
      seen.add(weight);
      add(found, [...place, ownName(weight.originalName)].join('/'), weight.read());
    }
  }
  return found;
}

function byLayerName(model: Network): Map<string, tf.Variable> {
  const found = new Map<string, tf.Variable>();
  for (const layer of model.layers) {
    layer.weights.forEach((weight, i) => {
      const name = `${layer.name}/${ownName(weight.originalName)}`;
      found.set(found.has(name) ? `${name}_${i}` : name, weight.read());
    });
  }
  return found;
}

const ownName = (name: string): string => name.split('/').at(-1)!;

function add(found: Map<string, tf.Variable>, name: string, variable: tf.Variable): void {
  let [unique, count] = [name, 0];
  while (found.has(unique)) unique = `${name}_${++count}`;
  found.set(unique, variable);
}
