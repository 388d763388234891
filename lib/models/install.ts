// Gives every tfjs model, however it was made, our compile, fit and predict; ours have our evaluate and summary
// as well. `tf.sequential()`'s evaluate keeps tfjs' own form: scalars, at once.
import type { History } from '../callbacks/history.js';
import { tf } from '../tf.js';
import { evaluateAsTfjs, trainOnBatch } from './batch-methods.js';
import { type CompileArgs, compile, noteChange } from './compile.js';
import { isStream } from './data/streams.js';
import type { BatchStream, Data } from './data/types.js';
import { evaluate } from './evaluate.js';
import type { EvaluateArgs, Evaluation } from './evaluate-args.js';
import { loadWeights } from './files/load.js';
import { saveModel, saveWeights } from './files/save.js';
import { fit } from './fit.js';
import type { FitArgs } from './fit-args.js';
import { addable, findLayer } from './layers-of.js';
import type { Model } from './model.js';
import { type PredictArgs, predict, predictStream } from './predict.js';
import { installSequentialInput } from './sequential-input.js';
import { showSummary } from './summary.js';
import { installTrainable } from './trainable.js';
import { getWeights, setWeights } from './weights.js';

const common = {
  compile(this: tf.LayersModel, args: CompileArgs): void {
    compile(this, args);
  },
  fit(this: tf.LayersModel, x: Data | BatchStream, y?: Data | FitArgs, args?: FitArgs): Promise<History> {
    return isStream(x) ? fit(this, x, undefined, (y ?? args) as FitArgs) : fit(this, x, y as Data, args);
  },
  fitDataset(this: tf.LayersModel, data: BatchStream, args?: TfjsDatasetArgs): Promise<History> {
    const { batchesPerEpoch, validationBatches, ...rest } = args ?? {};
    return fit(this, data, undefined, {
      stepsPerEpoch: batchesPerEpoch,
      validationSteps: validationBatches,
      ...rest,
    });
  },
  trainOnBatch(this: tf.LayersModel, x: Data, y: Data): Promise<number | number[]> {
    return trainOnBatch(this, x, y);
  },
  evaluate(this: tf.LayersModel, x: Data, y: Data, args?: { batchSize?: number }) {
    return evaluateAsTfjs(this, x, y, args);
  },
  async evaluateDataset(this: tf.LayersModel, data: BatchStream, args?: { batches?: number }) {
    const scalars = [...(await evaluate(this, data, undefined, { steps: args?.batches }))].map((value) =>
      tf.scalar(value),
    );
    return scalars.length === 1 ? scalars[0]! : scalars;
  },
  predict(this: tf.LayersModel, x: Data | BatchStream, args?: PredictArgs) {
    return isStream(x) ? predictStream(this, x, args) : predict(this, x, args);
  },
};

interface TfjsDatasetArgs extends FitArgs {
  batchesPerEpoch?: number;
  validationBatches?: number;
}

const ours = {
  evaluate(
    this: tf.LayersModel,
    x: Data | BatchStream,
    y?: Data | EvaluateArgs,
    args?: EvaluateArgs,
  ): Promise<Evaluation> {
    return isStream(x)
      ? evaluate(this, x, undefined, (y ?? args) as EvaluateArgs)
      : evaluate(this, x, y as Data, args);
  },
  save(this: tf.LayersModel, path: string): Promise<void> {
    return saveModel(this as unknown as Model, path);
  },
  saveWeights(this: tf.LayersModel, path: string): Promise<void> {
    return saveWeights(this as unknown as Model, path);
  },
  loadWeights(this: tf.LayersModel, path: string): Promise<void> {
    return loadWeights(this as unknown as Model, path);
  },
  predictAll(this: tf.LayersModel, x: Data, args?: PredictArgs): tf.Tensor[] {
    return [predict(this, x, args)].flat();
  },
  getLayer(this: tf.LayersModel, nameOrIndex: string | number): tf.layers.Layer {
    return findLayer(this, nameOrIndex);
  },
  getWeights(this: tf.LayersModel): tf.Tensor[] {
    return getWeights(this);
  },
  setWeights(this: tf.LayersModel, weights: tf.Tensor[]): void {
    setWeights(this, weights);
  },
  summary(this: tf.LayersModel): void {
    showSummary(this);
  },
};

const ofSequential = {
  add(this: tf.Sequential, layer: unknown): void {
    tf.Sequential.prototype.add.call(this, addable(this, layer));
    noteChange(this);
  },
  pop(this: tf.Sequential): void {
    tf.Sequential.prototype.pop.call(this);
    noteChange(this);
  },
};

/** Called once when the library is loaded. */
export function installOnTfjs(): void {
  installTrainable();
  installSequentialInput();
  for (const prototype of [tf.LayersModel.prototype, tf.Sequential.prototype]) define(prototype, common);
}

/** Our own factories' models. */
export function asModel<M extends Model>(model: tf.LayersModel): M {
  define(model, ours);
  if (model instanceof tf.Sequential) define(model, ofSequential);
  return model as unknown as M;
}

function define(target: object, methods: Record<string, (...args: never[]) => unknown>): void {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  }
}
