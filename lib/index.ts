// The library's only public surface. Every name exported here is also there in a cell without an import.

/** Keras' networks for images, with weights trained on ImageNet. */
export * as applications from './applications/applications.js';
export {
  type AudioBatch,
  type AudioDataset,
  type AudioDatasetOptions,
  audioDatasetFromDirectory,
} from './audio/audio-dataset.js';
/** What `fit` calls while it trains: stopping early, keeping the best, and one's own. */
export * as callbacks from './callbacks/callbacks.js';
/** Settings of the whole session: which policy layers compute by. */
export * as config from './config.js';
/** What weights have to keep to after each step, by Keras' names. */
export * as constraints from './constraints/constraints.js';
export type { MappedBatches } from './data/mapped-batches.js';
export { RowTable } from './data/row-table.js';
export type { ArrayLikeData } from './data/samples.js';
/** The course's data sets and their neighbours, by name: fetched once, checked, kept in the cache. */
export * as datasets from './datasets/datasets.js';
export {
  type DistributedProcess,
  type DistributeOptions,
  type DistributionInfo,
  distribute,
} from './distribute/team/distribute.js';
/** What layers compute in: float32, or 16 bits with weights of float32. */
export * as dtypePolicies from './dtype-policies.js';
/** Gradients for study: by small steps, and checked against the library's. */
export * as gradients from './gradients.js';
export type { Displayable, MimeBundle } from './host.js';
export type { DatasetOptions } from './image/dataset-options.js';
export type { ImageDataGeneratorOptions } from './image/generator-options.js';
export {
  ImageDataGenerator,
  type ImagesOnly,
  type MeasureOptions,
  type WithOutputs,
  type WithTargets,
  type WithWeights,
} from './image/image-data-generator.js';
export { type ImageDataset, imageDatasetFromDirectory } from './image/image-dataset.js';
export type { ArrayIterator, FlowOptions } from './image/iterators/array-iterator.js';
export type { Batch, IteratorOptions } from './image/iterators/batch.js';
export type { ImageDataframeIterator } from './image/iterators/dataframe-iterator.js';
export type { DataframeFlowOptions } from './image/iterators/dataframe-options.js';
export type { DirectoryFlowOptions, ImageDirectoryIterator } from './image/iterators/directory-iterator.js';
export type { ImageArray } from './image/iterators/image-array.js';
export type { ImageIterator } from './image/iterators/image-iterator.js';
export type { LoadingOptions } from './image/iterators/loading-options.js';
export type { ClassMode } from './image/iterators/targets.js';
export type {
  DirectoryIterator,
  PictureArray,
  PictureDataset,
  PictureIterator,
  PicturesOnly,
  TableFlowOptions,
  TableIterator,
} from './image/old-names.js';
export { type LoadImageOptions, loadImage } from './image/one-image.js';
export { type SaveImageOptions, saveImage } from './image/save-image.js';
export type { FillMode } from './image/transform/fill-mode.js';
export type { ColorMode } from './image/transform/pixels.js';
export type { Interpolation } from './image/transform/resample.js';
export type { ResizeMethod } from './image/transform/resize-float.js';
export type { ShiftRange, TransformParameters } from './image/transform/transform-parameters.js';
/** How a layer's first weights are drawn, by Keras' names. */
export * as initializers from './initializers/initializers.js';
/** Layers, by Keras' names in camelCase. */
export * as layers from './layers/layers.js';
/** Losses for `compile`, by Keras' names. */
export * as losses from './losses/losses.js';
/** Metrics for `compile`, by Keras' names. */
export * as metrics from './metrics/metrics.js';
export { cloneModel, modelFromJson, modelToJson } from './models/clone-model.js';
export { model, sequential } from './models/factories.js';
export { loadModel } from './models/load-model.js';
export type { SequentialModel } from './models/sequential.js';
export { type ComputeLossArgs, Model, type ModelMetric, type UserModel } from './models/user-model.js';
/** Activations as functions, which layers take in the place of their names. */
export * as activations from './ops/activation-functions.js';
/** Keras' operations on tensors, and on symbolic tensors of a model that is being described. */
export * as ops from './ops/ops.js';
/** Optimizers for `compile`, by Keras' names, and schedules of learning rates. */
export * as optimizers from './optimizers/optimizers.js';
/** Charts: of trainings, of networks from inside, and of tables. */
export * as plot from './plot/plot.js';
export {
  type ClassificationReport,
  type ClassScore,
  classificationReport,
} from './preprocessing/classification-report.js';
export { type PadOptions, padSequences, type Sequence } from './preprocessing/pad-sequences.js';
export { normalize, type StandardScaler, standardScaler } from './preprocessing/scale.js';
export {
  type TimeseriesDataset,
  type TimeseriesOptions,
  timeseriesDatasetFromArray,
} from './preprocessing/timeseries.js';
export { toCategorical } from './preprocessing/to-categorical.js';
export {
  type MatrixMode,
  type TextOrWords,
  type Tokenizer,
  type TokenizerOptions,
  tokenizer,
} from './preprocessing/tokenizer.js';
export { type SplitOptions, trainTestSplit } from './preprocessing/train-test-split.js';
/** Floats as whole numbers of 8 bits, by Keras' names. */
export * as quantizers from './quantizers/quantizers.js';
/** Random numbers: one seed fixes all of them. */
export * as random from './random/random.js';
/** Penalties on weights, added to the loss, by Keras' names. */
export * as regularizers from './regularizers/regularizers.js';
export { ExportArchive } from './saving/saved-model/export-archive.js';
export { loadSavedModel, type SavedModel, type SavedTensor } from './saving/saved-model/saved-model.js';
/** Classes and functions of one's own in files. */
export * as saving from './saving/saving.js';
export {
  type Aggregate,
  type Aggregated,
  type CellValue,
  type ColumnType,
  type ColumnValues,
  type CsvOptions,
  type Filling,
  GroupedTable,
  type JoinOptions,
  type OneHotOptions,
  readCsv,
  readJson,
  readParquet,
  type SampleOptions,
  type SortOptions,
  Table,
  type TableSource,
  table,
  type ValueIn,
  type Without,
} from './tables/tables.js';
export {
  type TextBatch,
  type TextDataset,
  type TextDatasetOptions,
  textDatasetFromDirectory,
} from './text/text-dataset.js';
export { tf } from './tf.js';
export {
  Callback,
  type CallbackFunctions,
  type FitParams,
  type Logs,
  type PredictLogs,
} from './training/callback.js';
export type { BatchStream, Data, GeneratedBatch, Samples } from './training/data/types.js';
export type { EvaluateArgs } from './training/evaluate.js';
export type { Evaluation } from './training/evaluate-args.js';
export type {
  ArchiveOptions,
  ArchiveVariable,
  ArgumentSpec,
  EndpointOutputs,
  EndpointSignature,
  ExportOptions,
  InputSignature,
  InputSpec,
  WriteOptions,
} from './training/export-args.js';
export type { FitArgs } from './training/fit-args.js';
export type { History } from './training/history.js';
export type { Model as AnyModel } from './training/model.js';
export type { PredictArgs, PredictStreamArgs } from './training/predict.js';
export type { CompileArgs } from './training/steps/compile.js';
export type { LossName } from './training/steps/compile-parts.js';
export type { StepLogs } from './training/steps/own-steps.js';
export type { QuantizationFilter, TrainedModel } from './training/trained-model.js';
/** Values in lists and plain objects of any depth. */
export * as tree from './tree/tree.js';
/** What stands around models, by Keras' names. */
export * as utils from './utils/utils.js';

import './plot/live/register.js';

import { registerEngine } from './engine/engine.js';
import { installPrinting } from './printing/printing.js';
import { installOnTfjs } from './tfjs/install.js';
import { compiledTrainer } from './training/compiled/compiled-trainer.js';
import { registerDistribution } from './training/distribution.js';
import { registerTrainer } from './training/steps/choose-trainer.js';

export { type EngineInfo, engineInfo } from './engine/engine.js';
export type { DeviceName } from './engine/pjrt/choose-device.js';
export { type Compilable, type Compiled, compile } from './engine/tracing/compile.js';
export { engine } from './engine/use-device.js';

installOnTfjs();
registerTrainer(compiledTrainer);
await registerDistribution(() => import('./distribute/data-parallel.js'));
installPrinting();

// Finds the engine; TensorFlow itself loads at the first op.
await registerEngine();
