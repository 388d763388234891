// The model as people see it: Keras' methods over tfjs' classes.
import type { History } from '../callbacks/history.js';
import type { Layer } from '../layers/layer.js';
import type { Optimizer } from '../optimizers/optimizer.js';
import type { tf } from '../tf.js';
import type { CompileArgs } from './compile.js';
import type { BatchStream, Data, Targets } from './data/types.js';
import type { EvaluateArgs, Evaluation } from './evaluate-args.js';
import type { FitArgs } from './fit-args.js';
import type { PredictArgs, PredictStreamArgs } from './predict.js';

/** A model made of layers, as `model({ inputs, outputs })` gives it. */
export interface Model extends Layer {
  readonly layers: Layer[];
  readonly inputs: tf.SymbolicTensor[];
  readonly outputs: tf.SymbolicTensor[];
  readonly inputNames: string[];
  readonly outputNames: string[];
  /** What `compile` was given; its `learningRate` may be read and set. */
  readonly optimizer: Optimizer;
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
   * Trains on samples `x` with targets `y`: arrays, typed arrays or tensors; or on a generator of batches `[x, y]`.
   * @example const history = await model.fit(x, y, { epochs: 5, batchSize: 128, validationSplit: 0.2 })
   * @example await model.fit(batches, { stepsPerEpoch: 100, epochs: 5 })
   */
  fit<X extends Data | BatchStream>(x: X, ...y: Targets<X, FitArgs>): Promise<History>;

  /** One update of the weights by these samples: the loss, or a list of the loss and the metrics. */
  trainOnBatch(x: Data, y: Data): Promise<number | number[]>;

  /**
   * Losses and metrics over data, by name.
   * @example const { loss, accuracy } = await model.evaluate(x, y)
   */
  evaluate<X extends Data | BatchStream>(x: X, ...y: Targets<X, EvaluateArgs>): Promise<Evaluation>;

  /**
   * The output for samples, in inference mode. A model with several outputs: see `predictAll`.
   * @example const probabilities = model.predict(x)
   */
  predict(x: Data, args?: PredictArgs): tf.Tensor;
  predict(batches: BatchStream, args?: PredictStreamArgs): Promise<tf.Tensor>;
  /** All outputs for samples, as a list. */
  predictAll(x: Data, args?: PredictArgs): tf.Tensor[];

  /** Shows the layers with their output shapes and numbers of parameters. */
  summary(): void;

  /**
   * Saves the model; the ending says the format: `.keras` (Keras 3), `.h5` (Keras 2 and 3), a folder or
   * `model.json` (TensorFlow.js).
   * @example await model.save('iris.keras')
   */
  save(path: string): Promise<void>;
  /** Saves the weights alone: `.weights.h5` (Keras 3) or `.safetensors`. */
  saveWeights(path: string): Promise<void>;
  /** Takes weights from a file into this model, which must have the same form. */
  loadWeights(path: string): Promise<void>;

  getLayer(nameOrIndex: string | number): Layer;
}

/**
 * What a sequential model is made of.
 * @inline
 */
export type Addable = Layer | Model | tf.layers.Layer | tf.SymbolicTensor;

/** A model whose layers stand one after the other, as `sequential` gives it. */
export interface SequentialModel extends Model {
  /** Adds a layer at the end. The first one needs an `inputShape`, or `layers.input` before it. */
  add(layer: Addable): void;
  /** Takes the last layer off. */
  pop(): void;
}
