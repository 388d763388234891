// The model: a network with Keras' methods for training, evaluation and files.

import type { Layer } from '../core/layer.js';
import { Network, type NetworkArgs } from '../core/network.js';
import type { QuantizationMode } from '../core/quantization.js';
import { registerLayer } from '../core/registry.js';
import type { Optimizer } from '../optimizers/optimizer.js';
import { loadWeights } from '../saving/load-weights.js';
import { saveModel, saveWeights } from '../saving/save-model.js';
import { tf } from '../tf.js';
import { trainOnBatch } from '../training/batch-methods.js';
import { batchList, isStream } from '../training/data/streams.js';
import type { BatchStream, Data, Targets } from '../training/data/types.js';
import { type EvaluateArgs, evaluate } from '../training/evaluate.js';
import type { Evaluation } from '../training/evaluate-args.js';
import type { ExportOptions } from '../training/export-args.js';
import { fit } from '../training/fit.js';
import type { FitArgs } from '../training/fit-args.js';
import type { History } from '../training/history.js';
import { type PredictArgs, type PredictStreamArgs, predict, predictStream } from '../training/predict.js';
import { isOptions } from '../training/prepare-fit.js';
import {
  type CompileArgs,
  compile,
  compiledState,
  disposeOptimizerState,
  optimizerOf,
} from '../training/steps/compile.js';
import { layoutOf } from '../training/steps/statistics.js';
import type { QuantizationFilter } from '../training/trained-model.js';
import { findLayer } from './find-layer.js';
import { quantizeModel } from './quantize-model.js';
import { showSummary } from './summary.js';

interface DatasetArgs extends FitArgs {
  batchesPerEpoch?: number;
  validationBatches?: number;
}

/** A model of layers between inputs and outputs. Keras: `Model`. */
export class Model extends Network {
  static override readonly className: string = 'Functional';

  /** Set it true in a callback: training ends after the epoch. */
  stopTraining = false;
  #history: History | undefined;

  constructor(args: Partial<NetworkArgs> = {}, isOwn = false) {
    super(args, isOwn);
  }

  /** The last fit's history. */
  get history(): History {
    if (this.#history) return this.#history;
    throw new Error('This model was not fitted yet, so that it has no history.');
  }

  set history(history: History) {
    this.#history = history;
  }

  /** What `compile` was given. */
  get optimizer(): Optimizer {
    return optimizerOf(this) as Optimizer;
  }

  compile(args: CompileArgs): void {
    compile(this, args);
  }

  fit<X extends Data | BatchStream>(x: X, ...rest: Targets<X, FitArgs>): Promise<History> {
    // A list of batches without targets of its own is a stream of them.
    const batches = rest[0] === undefined || isOptions(rest[0]) ? batchList(x) : undefined;
    const [y, args] = apart<FitArgs>(batches ?? x, rest);
    return fit(this, batches ?? x, y, args);
  }

  /** Names of what evaluate and trainOnBatch give, in order. */
  get metricsNames(): string[] {
    return layoutOf(compiledState(this, 'metricsNames'), this).keys;
  }

  trainOnBatch(x: Data, y: Data): Promise<number | number[]> {
    return trainOnBatch(this, x, y);
  }

  evaluate<X extends Data | BatchStream>(x: X, ...rest: Targets<X, EvaluateArgs>): Promise<Evaluation> {
    const [y, args] = apart<EvaluateArgs>(x, rest);
    return evaluate(this, x, y, args);
  }

  predict(x: Data, args?: PredictArgs): tf.Tensor;
  predict(batches: BatchStream, args?: PredictStreamArgs): Promise<tf.Tensor>;
  predict(x: Data | BatchStream, args?: PredictStreamArgs): unknown {
    return isStream(x) ? predictStream(this, x, args) : predict(this, x, args);
  }

  /** All outputs for samples, as a list. */
  predictAll(x: Data, args?: PredictArgs): tf.Tensor[] {
    return [predict(this, x, args)].flat();
  }

  /** TensorFlow.js' name for a fit on batches. */
  fitDataset(data: BatchStream, args: DatasetArgs = {}): Promise<History> {
    const { batchesPerEpoch, validationBatches, ...rest } = args;
    const steps = { stepsPerEpoch: batchesPerEpoch, validationSteps: validationBatches };
    return fit(this, data, undefined, { ...steps, ...rest });
  }

  /** TensorFlow.js' name for an evaluation on batches: its losses and metrics as scalars. */
  async evaluateDataset(
    data: BatchStream,
    args: { batches?: number } = {},
  ): Promise<tf.Scalar | tf.Scalar[]> {
    const values = [...(await evaluate(this, data, undefined, { steps: args.batches }))];
    const scalars = values.map((value) => tf.scalar(value));
    return scalars.length === 1 ? scalars[0]! : scalars;
  }

  summary(): void {
    showSummary(this);
  }

  save(path: string): Promise<void> {
    return saveModel(this, path);
  }

  saveWeights(path: string): Promise<void> {
    return saveWeights(this, path);
  }

  loadWeights(path: string): Promise<void> {
    return loadWeights(this, path);
  }

  async export(folder: string, options?: ExportOptions): Promise<void> {
    const { exportModel } = await import('../saving/saved-model/export-model.js');
    return exportModel(this, folder, options);
  }

  /** Frees the weights, and what the optimizer remembers of them. */
  override dispose(): ReturnType<Network['dispose']> {
    disposeOptimizerState(this);
    return super.dispose();
  }

  override quantize(mode: QuantizationMode, options: { filters?: QuantizationFilter } = {}): void {
    quantizeModel(this, mode, options);
  }

  getLayer(nameOrIndex: string | number): Layer {
    return findLayer(this, nameOrIndex);
  }
}
registerLayer(Model);

/** A stream brings its own targets: what follows it are the options. */
function apart<Args>(x: Data | BatchStream, rest: readonly unknown[]): [Data | undefined, Args | undefined] {
  const [first, second] = rest;
  // Samples without targets, for a model that does without.
  const isAlone = typeof first === 'object' && first !== null && second === undefined && isOptions(first);
  if (isAlone && !isStream(x)) return [undefined, first as Args];
  return isStream(x) ? [undefined, (first ?? second) as Args] : [first as Data, second as Args];
}
