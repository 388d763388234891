// What we need of tfjs' models beyond their public types, said once and typed.
import type { tf } from '../tf.js';

export interface LayerVariable {
  readonly name: string;
  readonly originalName: string;
  readonly shape: (number | null)[];
  readonly trainable: boolean;
  readonly constraint: { apply(value: tf.Tensor): tf.Tensor } | null;
  read(): tf.Variable;
  write(value: tf.Tensor): unknown;
}

interface Internals {
  built: boolean;
  build(): void;
  inputs: tf.SymbolicTensor[];
  outputs: tf.SymbolicTensor[];
  inputNames: string[];
  outputNames: string[];
  trainableWeights: LayerVariable[];
  nonTrainableWeights: LayerVariable[];
  calculateLosses(): tf.Scalar[];
  optimizer_: tf.Optimizer | undefined;
  isOptimizerOwned: boolean;
  isTraining: boolean;
  stopTraining_: boolean;
  model?: Internals;
  history: unknown;
  loss: unknown;
  metrics: unknown;
  metricsNames: string[];
}

/** The same model, its inner names in reach. */
export function internals(model: tf.LayersModel): Internals {
  return model as unknown as Internals;
}

/** Builds a sequential model that was changed since; complains in plain words when it cannot be built. */
export function ensureBuilt(model: tf.LayersModel): void {
  const inner = internals(model);
  if (inner.built) return;
  if (model.layers.length === 0) {
    throw new Error(
      'This model has no layers yet. Add some first: model.add(layers.dense({ units: 10, inputShape: [4] })).',
    );
  }
  inner.build();
}

export function trainableVariables(model: tf.LayersModel): LayerVariable[] {
  return internals(model).trainableWeights;
}
