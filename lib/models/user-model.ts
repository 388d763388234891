// The public face of a model class of one's own.
import type { CustomCallOptions } from '../layers/core/custom-layer.js';
import type { WeightArgs } from '../layers/core/own-weights.js';
import type { tf } from '../tf.js';
import type { BatchStream, Data, Samples, Targets } from '../training/data/types.js';
import type { FitArgs } from '../training/fit-args.js';
import type { History } from '../training/history.js';
import type { Model as AnyModel } from '../training/model.js';
import type { StepLogs } from '../training/steps/own-steps.js';
import { OwnModel } from './own-model.js';

/** What a model takes or gives: a tensor, a list, or tensors by name. @inline */
type Tensors = tf.Tensor | readonly tf.Tensor[] | { readonly [name: string]: tf.Tensor };

/** A metric as a step of one's own meets it: the mean of the loss takes a value, others targets and outputs. */
export interface ModelMetric {
  readonly name: string;
  updateState(valueOrTargets: Samples, outputs?: Samples, sampleWeight?: Samples): void;
  /** The value so far. */
  result(): number;
  resetState(): void;
}

/** What a model's own loss is computed from. */
export interface ComputeLossArgs<X, Y> {
  readonly x?: X;
  readonly y: Y;
  readonly yPred: Y;
  readonly sampleWeight?: tf.Tensor;
  /** True within fit. */
  readonly training?: boolean;
}

/** A model that a class of one's own describes. `X` is what its `call` takes, `Y` what that gives. */
export interface UserModel<X extends Tensors = tf.Tensor, Y extends tf.Tensor | tf.Tensor[] = tf.Tensor>
  extends AnyModel {
  /** What becomes of the inputs of a batch. */
  call(inputs: X, options: CustomCallOptions): Y;
  /** Makes the weights for inputs of this shape; the first call does it otherwise. */
  build(inputShape: (number | null)[] | (number | null)[][]): void;
  /** Makes a weight; it is trained unless told otherwise. */
  addWeight(args: WeightArgs): tf.Variable;
  /** Adds to the loss. For use in `call`. */
  addLoss(loss: tf.Tensor | tf.Tensor[]): void;
  /** All variables that training changes, for gradients of one's own. */
  readonly trainableVariables: tf.Variable[];
  /** The mean of the loss, the metrics of compile and those kept in fields: begun anew at each epoch. */
  readonly metrics: ModelMetric[];
  /** One step of training on a batch; what it gives are the logs. It runs op by op. */
  trainStep(data: readonly [x: X, y: Y, sampleWeight: tf.Tensor | undefined]): StepLogs;
  /** One step of a test. */
  testStep(data: readonly [x: X, y: Y, sampleWeight: tf.Tensor | undefined]): StepLogs;
  /** The loss of a batch: by default what compile was told, with what layers add and regularizers charge. */
  computeLoss(parts: ComputeLossArgs<X, Y>): tf.Tensor;
  /** Adds a batch to the metrics of compile, and gives their values so far. */
  computeMetrics(parts: { y: Y; yPred: Y; sampleWeight?: tf.Tensor }): Record<string, number>;
  fit<Given extends Data | BatchStream>(x: Given, ...y: Targets<Given, FitArgs>): Promise<History>;
  /** Without targets, for a loss or a step that needs none. */
  fit(x: Data, args?: FitArgs): Promise<History>;
}

/** One symbolic tensor, a list of them, or several by name. @inline */
type Ends = tf.SymbolicTensor | tf.SymbolicTensor[] | { readonly [name: string]: tf.SymbolicTensor };

/**
 * Base of model classes of one's own: layers in fields, and `call`. Keras: `Model` (the subclassing way).
 * A class that only trains in its own way (`trainStep`, `testStep`, `computeLoss`) may leave `call` out and be given
 * `{ inputs, outputs }`, as `model` is.
 * @throws Error where there is neither `call` nor `{ inputs, outputs }`, or both
 * @example
 * class Twice extends Model {
 *   first = layers.dense({ units: 8, activation: 'relu' });
 *   second = layers.dense({ units: 1 });
 *   override call(x: tf.Tensor) { return this.second.apply(this.first.apply(x)); }
 * }
 * const twice = new Twice();
 * twice.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
 * await twice.fit(tf.randomNormal([32, 4]), tf.zeros([32, 1]), { verbose: 0 });
 */
export const Model: abstract new <
  X extends Tensors = tf.Tensor,
  Y extends tf.Tensor | tf.Tensor[] = tf.Tensor,
>(args?: {
  name?: string;
  trainable?: boolean;
  inputs?: Ends;
  outputs?: Ends;
}) => UserModel<X, Y> = OwnModel as never;

/** Any model, however it was made. */
export type Model = AnyModel;
