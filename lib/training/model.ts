// The model as users see it: Keras' methods.
import type { Network } from '../core/network.js';
import type { tf } from '../tf.js';
import type { BatchStream, Data, Targets } from './data/types.js';
import type { EvaluateArgs } from './evaluate.js';
import type { Evaluation } from './evaluate-args.js';
import type { FitArgs } from './fit-args.js';
import type { History } from './history.js';
import type { PredictArgs, PredictStreamArgs } from './predict.js';
import type { TrainedModel } from './trained-model.js';

/** A model made of layers, as `model({ inputs, outputs })` gives it. */
export interface Model extends TrainedModel {
  /** The last fit's history. */
  readonly history: History;

  /**
   * Trains on samples `x` with targets `y`: arrays, typed arrays or tensors; or on a generator of batches `[x, y]`.
   * @example const history = await model.fit(x, y, { epochs: 5, batchSize: 128, validationSplit: 0.2 })
   * @example await model.fit(batches, { stepsPerEpoch: 100, epochs: 5 })
   */
  fit<X extends Data | BatchStream>(x: X, ...y: Targets<X, FitArgs>): Promise<History>;

  /**
   * Losses and metrics over data, by name; callbacks may follow.
   * @example const { loss, accuracy } = await model.evaluate(x, y)
   */
  evaluate<X extends Data | BatchStream>(x: X, ...y: Targets<X, EvaluateArgs>): Promise<Evaluation>;

  /**
   * The output for samples, in inference mode; callbacks may follow. A model with several outputs: see `predictAll`. Where
   * several processes run one script (`tensorcell train --processes`), each computes some of the batches.
   * @example const probabilities = model.predict(x)
   */
  predict(x: Data, args?: PredictArgs): tf.Tensor;
  predict(batches: BatchStream, args?: PredictStreamArgs): Promise<tf.Tensor>;
  /** All outputs for samples, as a list; callbacks may follow. */
  predictAll(x: Data, args?: PredictArgs): tf.Tensor[];
}

/** What training reads and writes of a model. */
export type TrainableNetwork = Network & Omit<Model, 'history'> & { history: History };
