// `tf.sequential`, `tf.model` and what they make: our models with TensorFlow.js' signatures where those are others.
import { Network, type Tensors } from '../core/network.js';
import type { SymbolicTensor } from '../core/symbolic-tensor.js';
import { findLayer } from '../models/find-layer.js';
import { Model } from '../models/model.js';
import { type Addable, Sequential } from '../models/sequential.js';
import { modelFromArtifacts } from '../saving/tfjs/read-model-json.js';
import type { tf } from '../tf.js';
import { evaluateAsTfjs } from '../training/batch-methods.js';
import type { Data } from '../training/data/types.js';
import { loadFrom, saveTo } from './files-door.js';

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

/** `tf.loadLayersModel`. */
export async function loadLayersModel(source: string | tf.io.IOHandler): Promise<Model> {
  const loaded = await loadFrom(source);
  if (loaded instanceof Model) return asTfjs(loaded);
  throw new Error('loadLayersModel: the file holds a layer, not a model.');
}

/** `tf.models.modelFromJSON`. */
export async function modelFromJSON(given: JsonModel): Promise<Model> {
  const loaded = modelFromArtifacts({ modelTopology: given.modelTopology ?? given });
  if (loaded instanceof Model) return asTfjs(loaded);
  throw new Error('modelFromJSON: expected the form of a model.');
}

interface JsonModel {
  readonly modelTopology?: object;
}

/** There, evaluate gives scalars, at once; save takes handlers and addresses; a layer goes by name or place. */
export function asTfjs<M extends Model>(made: M): M {
  const methods = {
    evaluate: (x: Data, y: Data, args?: { batchSize?: number }) => evaluateAsTfjs(made, x, y, args),
    save: (target: string | tf.io.IOHandler) => saveTo(made, target),
    getLayer: (name?: string | number | null, index?: number) => findLayer(made, name ?? index ?? 0),
  };
  for (const [name, value] of Object.entries(methods))
    Object.defineProperty(made, name, { value, configurable: true });
  return made;
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
