// The library's only public surface. Every name exported here is also there in a cell without an import.

export { Callback, type CallbackFunctions, type FitParams, type Logs } from './callbacks/callback.js';
/** What `fit` calls while it trains: stopping early, keeping the best, and one's own. */
export * as callbacks from './callbacks/callbacks.js';
export type { History } from './callbacks/history.js';
/** What weights have to keep to after each step, by Keras' names. */
export * as constraints from './constraints/constraints.js';
/** The course's data sets and their neighbours, by name: fetched once, checked, kept in the cache. */
export * as datasets from './datasets/datasets.js';
/** Gradients for study: by small steps, and checked against the library's. */
export * as gradients from './gradients.js';
export type { Displayable, MimeBundle } from './host.js';
export type { ArrayIterator, FlowOptions, RowValues } from './image/array-iterator.js';
export type { Batch, IteratorOptions } from './image/batch.js';
export type { DatasetOptions } from './image/dataset-options.js';
export type { DirectoryFlowOptions, DirectoryIterator } from './image/directory-iterator.js';
export type { FillMode } from './image/fill-mode.js';
export {
  ImageDataGenerator,
  type MeasureOptions,
  type PicturesOnly,
  type WithOutputs,
  type WithTargets,
  type WithWeights,
} from './image/image-data-generator.js';
export type { LoadingOptions } from './image/loading-options.js';
export type { ImageDataGeneratorOptions } from './image/options.js';
export type { PictureArray } from './image/picture-array.js';
export { imageDatasetFromDirectory, type PictureDataset } from './image/picture-dataset.js';
export type { PictureIterator } from './image/picture-iterator.js';
export type { ColorMode } from './image/pixels.js';
export type { Interpolation } from './image/resample.js';
export type { ResizeMethod } from './image/resize-float.js';
export type { TableFlowOptions, TableIterator } from './image/table-iterator.js';
export type { ClassMode } from './image/targets.js';
export type { ShiftRange, TransformParameters } from './image/transform-parameters.js';
/** How a layer's first weights are drawn, by Keras' names. */
export * as initializers from './initializers/initializers.js';
/** Layers, by Keras' names in camelCase. */
export * as layers from './layers/layers.js';
/** Losses for `compile`, by Keras' names. */
export * as losses from './losses/losses.js';
/** Metrics for `compile`, by Keras' names. */
export * as metrics from './metrics/metrics.js';
export type { CompileArgs } from './models/compile.js';
export type { LossName } from './models/compile-parts.js';
export type { BatchStream, Data, GeneratedBatch, Samples } from './models/data/types.js';
export type { EvaluateArgs, Evaluation } from './models/evaluate-args.js';
export { model, sequential } from './models/factories.js';
export { loadModel } from './models/files/load.js';
export { loadSavedModel, type SavedModel, type SavedTensor } from './models/files/saved-model.js';
export type { FitArgs } from './models/fit-args.js';
export type { Model, SequentialModel } from './models/model.js';
export type { PredictArgs, PredictStreamArgs } from './models/predict.js';
/** Optimizers for `compile`, by Keras' names, and schedules of learning rates. */
export * as optimizers from './optimizers/optimizers.js';
/** Pictures: of trainings, of networks from inside, and of tables. */
export * as plot from './plot/plot.js';
export {
  type ClassificationReport,
  type ClassScore,
  classificationReport,
} from './preprocessing/classification-report.js';
export type { ArrayLikeData } from './preprocessing/samples.js';
export { normalize, type StandardScaler, standardScaler } from './preprocessing/scale.js';
export { toCategorical } from './preprocessing/to-categorical.js';
export { type SplitOptions, trainTestSplit } from './preprocessing/train-test-split.js';
/** All chance goes through here: one seed fixes it. */
export * as random from './random.js';
/** Prices on weights, added to the loss, by Keras' names. */
export * as regularizers from './regularizers/regularizers.js';
export { tf } from './tf.js';

import './plot/live/register.js';

import { registerEngine } from './engine/engine.js';
import { compiledTrainer } from './models/compiled/compiled-trainer.js';
import { installOnTfjs } from './models/install.js';
import { registerTrainer } from './models/trainer.js';
import { installPrinting } from './printing/printing.js';
import { installRandomFunctions } from './tfjs-random.js';

export { type EngineInfo, engineInfo } from './engine/engine.js';
export { type Compilable, type Compiled, compile } from './engine/tracing/compile.js';

installOnTfjs();
registerTrainer(compiledTrainer);
installPrinting();
installRandomFunctions();

// Finds the engine; TensorFlow itself loads at the first op.
await registerEngine();
