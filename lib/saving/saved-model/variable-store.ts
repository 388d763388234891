// The variables that a SavedModel keeps: read once each, however many functions use them.
import type { Layer } from '../../core/layer.js';
import type { LayerVariable } from '../../core/variable.js';
import { numberOfType, numericLayout } from '../../engine/data-types.js';
import type { tf } from '../../tf.js';
import type { StoredVariable } from './contents.js';

export class VariableStore {
  readonly #stored = new Map<tf.Variable, StoredVariable>();

  /** A layer's weights, with their names and whether training changes them. */
  track({ weights, trainableWeights }: Layer): StoredVariable[] {
    return weights.map((weight) => this.ofWeight(weight, trainableWeights.includes(weight)));
  }

  /** A weight by itself. */
  ofWeight(weight: LayerVariable, isTrained = weight.trainable): StoredVariable {
    const variable = weight.read();
    return this.#stored.get(variable) ?? this.#add(variable, weight.originalName, isTrained);
  }

  /** Any other variable is known by its own name. */
  of(variable: tf.Variable): StoredVariable {
    return this.#stored.get(variable) ?? this.#add(variable, variable.name, variable.trainable);
  }

  #add(variable: tf.Variable, name: string, trainable: boolean): StoredVariable {
    const dtype = numberOfType(variable.dtype);
    const layout = numericLayout(dtype);
    if (!layout)
      throw new Error(`export: the variable '${name}' holds ${variable.dtype}s, which are not written.`);
    const values = layout.from(variable.dataSync() as ArrayLike<number>);
    const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const stored = { name, dtype, shape: [...variable.shape], trainable, values: content };
    this.#stored.set(variable, stored);
    return stored;
  }
}
