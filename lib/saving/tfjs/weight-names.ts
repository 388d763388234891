// Names of weights in TensorFlow.js' files, by which it finds them: `dense/kernel`, for a layer within a layer after the
// outer one.
import { Layer } from '../../core/layer.js';
import { toSnakeCase } from '../../core/names.js';
import { Network } from '../../core/network.js';
import { isPlainObject } from '../../core/structure.js';
import type { LayerVariable } from '../../core/variable.js';

/** Each of the model's weights under its name. */
export function namedWeights(model: Network): Map<string, LayerVariable> {
  const found = new Map<string, LayerVariable>();
  const seen = new Set<LayerVariable>();
  for (const [name, weight] of namesIn(model, '')) {
    if (seen.has(weight)) continue;
    seen.add(weight);
    let [unique, count] = [name, 0];
    while (found.has(unique)) unique = `${name}_${++count}`;
    found.set(unique, weight);
  }
  return found;
}

/** Whether a name was taken before by another weight, so that a number had to be added. */
export const isNumbered = (name: string, names: readonly string[]): boolean => {
  const stem = /^(.*)_\d+$/.exec(name)?.[1];
  return stem !== undefined && names.includes(stem);
};

type Named = [name: string, weight: LayerVariable];

/** @param scope the layer that this one is part of */
function namesIn(layer: Layer, scope: string): Named[] {
  if (layer instanceof Network)
    return [...own(layer, layer.name), ...layer.layers.flatMap((inner) => namesIn(inner, inner.name))];
  return [
    ...own(layer, scope),
    ...innerOf(layer).flatMap(([name, inner]) => namesIn(inner, join(scope, name))),
  ];
}

const join = (...parts: string[]): string => parts.filter((part) => part !== '').join('/');

function own(layer: Layer, scope: string): Named[] {
  return layer.ownWeights.map((weight): Named => [join(scope, weightName(layer, weight)), weight]);
}

/** There, and in Keras 2, a depthwise layer's kernel is named after its layer. */
function weightName(layer: Layer, { originalName }: LayerVariable): string {
  const name = originalName.split('/').at(-1)!;
  return layer.getClassName().startsWith('Depthwise') && name === 'kernel' ? 'depthwise_kernel' : name;
}

/** Layers within a layer, by the part that each adds to the names of its weights. */
function innerOf(layer: Layer): InnerLayer[] {
  const { forwardLayer, backwardLayer, layer: wrapped, cell }: Inner = layer as object;
  if (forwardLayer && backwardLayer) {
    const name = wrapped?.name ?? forwardLayer.name;
    return [
      [`forward_${name}`, forwardLayer],
      [`backward_${name}`, backwardLayer],
    ];
  }
  if (wrapped) return [['', wrapped]];
  if (cell) return cellsOf(cell);
  return Object.entries(layer).flatMap(([field, value]) => inField(toSnakeCase(field), value));
}

type InnerLayer = [name: string, layer: Layer];

interface Inner {
  forwardLayer?: Layer;
  backwardLayer?: Layer;
  layer?: Layer;
  cell?: Layer;
}

function cellsOf(cell: Layer): InnerLayer[] {
  const { cells }: { cells?: Layer[] } = cell as object;
  return cells ? cells.map((one, i): InnerLayer => [`RNNCell_${i}`, one]) : [['', cell]];
}

function inField(field: string, value: unknown): InnerLayer[] {
  if (value instanceof Layer) return [[field, value]];
  const list = Array.isArray(value) ? value : isPlainObject(value) ? Object.values(value) : [];
  return list.flatMap((item, i): InnerLayer[] => (item instanceof Layer ? [[`${field}_${i}`, item]] : []));
}
