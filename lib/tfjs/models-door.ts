// `tf.sequential`, `tf.model` and what they make: our models with TensorFlow.js' signatures where those are others.
import { Network, type Tensors } from '../core/network.js';
import type { SymbolicTensor } from '../core/symbolic-tensor.js';
import { Model } from '../models/model.js';
import { type Addable, Sequential } from '../models/sequential.js';
import { evaluateAsTfjs } from '../training/batch-methods.js';
import type { Data } from '../training/data/types.js';

interface SequentialConfig {
  layers?: Addable[];
  name?: string;
}

interface ModelConfig {
  inputs: Tensors<SymbolicTensor>;
  outputs: Tensors<SymbolicTensor>;
  name?: string;
}

export const sequential = ({ layers = [], name }: SequentialConfig = {}): Sequential =>
  asTfjs(new Sequential(layers, { name }));

export const model = (config: ModelConfig): Model => asTfjs(new Model(config));

/** There, evaluate gives scalars, at once. */
export function asTfjs<M extends Model>(made: M): M {
  const evaluate = (x: Data, y: Data, args?: { batchSize?: number }) => evaluateAsTfjs(made, x, y, args);
  return Object.defineProperty(made, 'evaluate', { value: evaluate, configurable: true });
}

/** For `new tf.LayersModel(…)`, and `instanceof`, which any model satisfies. */
export class LayersModel extends Model {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return Object.prototype.isPrototypeOf.call(Network.prototype, value as object);
  }

  constructor(config: ModelConfig) {
    super(config);
    asTfjs(this);
  }
}

/** For `new tf.Sequential(…)`, and `instanceof`. */
export class TfjsSequential extends Sequential {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return Object.prototype.isPrototypeOf.call(Sequential.prototype, value as object);
  }

  constructor({ layers = [], name }: SequentialConfig = {}) {
    super(layers, { name });
    asTfjs(this);
  }
}
