// Where weights lie in Keras 3's files: `layers/dense_1/vars/0`. Layers of a model go by class and count, layers
// within layers by the attribute that holds them.
import { Layer } from '../../core/layer.js';
import { containerNames } from '../../core/layer-names.js';
import { toSnakeCase } from '../../core/names.js';
import { Network } from '../../core/network.js';
import { isPlainObject } from '../../core/structure.js';
import type { LayerVariable } from '../../core/variable.js';

/** A layer's own weights, and the path of the group that holds them. */
export interface PlaceOfWeights {
  readonly layer: Layer;
  readonly path: string;
  readonly weights: readonly LayerVariable[];
  /** Those that Keras' files have. */
  readonly stored: readonly LayerVariable[];
}

/** All places of a model, its own first. A layer that is used twice has several. */
export function placesOf(model: Network): PlaceOfWeights[] {
  return placesBelow(model, '');
}

/** Layers that Keras keeps in attributes of its own, whose names begin with an underscore. */
const underscored: Readonly<Record<string, readonly string[]>> = {
  GroupQueryAttention: ['queryDense', 'keyDense', 'gateDense', 'valueDense', 'outputDense'],
  MultiHeadAttention: ['gateDense'],
};

function attributeOf(layer: Layer, field: string): string {
  const isUnderscored = underscored[layer.getClassName()]?.includes(field);
  return `${isUnderscored ? '_' : ''}${toSnakeCase(field)}`;
}

function placesBelow(layer: Layer, path: string): PlaceOfWeights[] {
  const own = { layer, path: `${path}vars`, weights: layer.ownWeights, stored: layer.storedWeights };
  if (layer instanceof Network && !layer.isOwn) return [own, ...inContainer(layer.layers, `${path}layers/`)];
  const inner = Object.entries(layer).flatMap(([field, value]) =>
    inField(value, `${path}${attributeOf(layer, field)}/`),
  );
  return [own, ...inner];
}

function inField(value: unknown, path: string): PlaceOfWeights[] {
  if (value instanceof Layer) return placesBelow(value, path);
  const list = Array.isArray(value) ? value : isPlainObject(value) ? Object.values(value) : [];
  const layers = list.filter((item): item is Layer => item instanceof Layer);
  return inContainer(layers, path);
}

function inContainer(layers: readonly Layer[], path: string): PlaceOfWeights[] {
  const names = containerNames(layers);
  return layers.flatMap((layer, i) => placesBelow(layer, `${path}${names[i]}/`));
}
