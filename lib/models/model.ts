// The model as people see it: Keras' methods over tfjs' classes.
import type { History } from '../callbacks/history.js';
import type { Layer } from '../layers/layer.js';
import type { tf } from '../tf.js';
import type { CompileArgs } from './compile.js';
import type { BatchStream, Data } from './data/types.js';
import type { EvaluateArgs, Evaluation } from './evaluate.js';
import type { FitArgs } from './fit-args.js';
import type { PredictArgs, PredictStreamArgs } from './predict.js';

export interface Model extends Layer {
  readonly layers: Layer[];
  readonly inputs: tf.SymbolicTensor[];
  readonly outputs: tf.SymbolicTensor[];
  readonly inputNames: string[];
  readonly outputNames: string[];
  readonly optimizer: tf.Optimizer;
  /** The last fit's history. */
  readonly history: History;
  /** Set it true in a callback: training ends after the epoch. */
  stopTraining: boolean;

  /**
   * Says how to train: optimizer, loss, metrics.
   * @example model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
   */
  compile(args: CompileArgs): void;

  /**
   * Trains on samples `x` with targets `y`: arrays, typed arrays or tensors.
   * @example const history = await model.fit(x, y, { epochs: 5, batchSize: 128, validationSplit: 0.2 })
   */
  fit(x: Data, y: Data, args?: FitArgs): Promise<History>;
  /** Trains on a generator of batches `[x, y]`. */
  fit(batches: BatchStream, args?: FitArgs): Promise<History>;

  /**
   * Losses and metrics over data, by name.
   * @example const { loss, accuracy } = await model.evaluate(x, y)
   */
  evaluate(x: Data, y: Data, args?: EvaluateArgs): Promise<Evaluation>;
  evaluate(batches: BatchStream, args?: EvaluateArgs): Promise<Evaluation>;

  /**
   * The outputs for samples; a list of tensors when the model has several outputs.
   * @example const probabilities = model.predict(x)
   */
  predict<T extends tf.Tensor | tf.Tensor[] = tf.Tensor>(x: Data, args?: PredictArgs): T;
  predict<T extends tf.Tensor | tf.Tensor[] = tf.Tensor>(
    batches: BatchStream,
    args?: PredictStreamArgs,
  ): Promise<T>;

  /** Shows the layers with their output shapes and numbers of parameters. */
  summary(): void;

  getLayer(nameOrIndex: string | number): Layer;
}

export interface SequentialModel extends Model {
  /** Adds a layer at the end. The first one needs an `inputShape`. */
  add(layer: Layer | Model): void;
  /** Takes the last layer off. */
  pop(): void;
}
