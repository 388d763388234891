// The model as callbacks see it.
import type { QuantizationMode } from '../core/quantization.js';
import type { Layer } from '../layers/base/layer.js';
import type { Optimizer } from '../optimizers/optimizer.js';
import type { tf } from '../tf.js';
import type { BatchStream, Data, Targets } from './data/types.js';
import type { EvaluateArgs, Evaluation } from './evaluate-args.js';
import type { ExportOptions } from './export-args.js';
import type { PredictArgs, PredictStreamArgs } from './predict-args.js';
import type { CompileArgs } from './steps/compile.js';

/** Which layers to quantize: patterns for their names, or a function. */
export type QuantizationFilter = string | RegExp | readonly (string | RegExp)[] | ((layer: Layer) => boolean);

/** A model as callbacks see it while it is trained: all of it but `fit`. */
export interface TrainedModel extends Layer {
  readonly layers: Layer[];
  readonly inputs: tf.SymbolicTensor[];
  readonly outputs: tf.SymbolicTensor[];
  readonly inputNames: string[];
  readonly outputNames: string[];
  /** What `compile` was given; its `learningRate` may be read and set. */
  readonly optimizer: Optimizer;
  /** Set it true in a callback: training ends after the epoch. */
  stopTraining: boolean;

  /**
   * Says how to train: optimizer, loss, metrics.
   * @example model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
   */
  compile(args: CompileArgs): void;

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

  /**
   * Writes the forward pass, in inference mode, as a SavedModel: a folder that TensorFlow runs without this library
   * (`tf.saved_model.load(folder).serve(x)`, Keras' `TFSMLayer`), and `loadSavedModel` here. An older
   * export in the folder is replaced. For other functions than that, or several: `ExportArchive`. Keras: `Model.export`.
   * @throws Error where the model is not built, a layer's call cannot be a graph for every size, or it takes text
   * @example
   * await model.export('exported');
   * const exported = await loadSavedModel('exported');
   * exported.predict(x)
   */
  export(folder: string, options?: ExportOptions): Promise<void>;

  /**
   * Quantizes each layer that can be, within others, too: {@link Layer.quantize}. A line names layers with weights that
   * stay in floats. A model that is compiled trains on, but for what was quantized. Keras: `quantize`.
   * @throws where the model is not built or one of these layers cannot be quantized; then none is
   * @param options.filters which layers: patterns, one of which a layer's name matches, or a function of the layer
   * @example
   * model.quantize('int8', { filters: (layer) => layer.name !== 'last' });
   */
  quantize(mode: QuantizationMode, options?: { filters?: QuantizationFilter }): void;

  getLayer(nameOrIndex: string | number): Layer;
}
