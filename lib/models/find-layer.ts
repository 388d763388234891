// A model's layer by name or place.
import type { Layer } from '../core/layer.js';
import { unknownName } from '../core/names.js';
import type { Network } from '../core/network.js';

/** The layer of a name or place; negative places count from the end, as in Keras. */
export function findLayer({ layers }: Network, nameOrIndex: string | number): Layer {
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
