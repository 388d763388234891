// The base of all callbacks: what fit calls, and when. Write your own by extending it, or with `callbacks.lambda`.

import { checkOptions } from '../core/messages.js';
import type { tf } from '../tf.js';
import type { Logs } from './steps/statistics.js';
import type { TrainedModel } from './trained-model.js';

export type { Logs };

/** What `predict` tells of a batch. */
export interface PredictLogs {
  /** What the model gave for the batch; a list where it has several outputs. They are let go after the call. */
  readonly outputs: tf.Tensor | tf.Tensor[];
}

/** What fit was asked to do. */
export interface FitParams {
  readonly epochs: number;
  readonly initialEpoch: number;
  readonly steps?: number;
  readonly samples?: number;
  readonly batchSize?: number;
  readonly verbose: 0 | 1 | 2;
  /** Names of the logs: `loss`, `accuracy`, `val_loss` … */
  readonly metrics: string[];
  /** Whether more of a log is better (`up`) or less (`down`), where it is known; `val_` is left out of the names. */
  readonly directions?: Readonly<Record<string, 'up' | 'down' | undefined>>;
}

/**
 * Extend it and pass an instance to fit; every method is optional and may be async.
 * @example
 * class Print extends Callback {
 *   override onEpochEnd(epoch: number, logs: Logs) { console.log(epoch, logs.loss); }
 * }
 * await model.fit(x, y, { epochs: 5, callbacks: [new Print()] });
 */
export class Callback {
  /** The model that is being trained; there while fit runs. */
  model!: TrainedModel;
  params!: FitParams;

  /** Name of the callback in messages. */
  get name(): string {
    return this.constructor.name;
  }

  /** The log by which this callback tells a better epoch from a worse one, where it watches one. */
  get watched(): string | undefined {
    return undefined;
  }

  /**
   * Whether this callback looks at an epoch's numbers only: not at the model, nor ends the fit. Where all do, `fit` runs
   * several short epochs in one go and tells of them afterwards. Default false.
   */
  get readsLogsOnly(): boolean {
    return false;
  }

  /**
   * Where several processes train together: whether this callback runs in the first of them only, as those do that write
   * files. Default false: in each, with the same logs.
   */
  get firstProcessOnly(): boolean {
    return false;
  }

  /** Asked before `onTrainBegin`: the epoch to begin with, when an interrupted fit goes on. */
  resumeFrom(): number | undefined | Promise<number | undefined> {
    return undefined;
  }
  onTrainBegin(_logs: Logs): void | Promise<void> {}
  /** Ends a fit that came to its end by itself or by `model.stopTraining`. */
  onTrainEnd(_logs: Logs): void | Promise<void> {}
  /** `epoch` counts from 0. */
  onEpochBegin(_epoch: number, _logs: Logs): void | Promise<void> {}
  /** `logs` holds the epoch's means, those of validation too. */
  onEpochEnd(_epoch: number, _logs: Logs): void | Promise<void> {}
  /** Asking for batches makes fit go step by step: slower for small models. */
  onTrainBatchBegin(_batch: number, _logs: Logs): void | Promise<void> {}
  /** `logs` holds the means over the epoch so far. */
  onTrainBatchEnd(_batch: number, _logs: Logs): void | Promise<void> {}
  /** Keras' older name of `onTrainBatchBegin`, by which that is heard of where it is not written itself. */
  onBatchBegin(_batch: number, _logs: Logs): void | Promise<void> {}
  /** The same of `onTrainBatchEnd`. */
  onBatchEnd(_batch: number, _logs: Logs): void | Promise<void> {}
  /** Around each batch of `evaluate` and of validation. */
  onTestBatchBegin(_batch: number, _logs: Logs): void | Promise<void> {}
  /** `logs` holds the means so far. */
  onTestBatchEnd(_batch: number, _logs: Logs): void | Promise<void> {}
  onTestBegin(_logs: Logs): void | Promise<void> {}
  onTestEnd(_logs: Logs): void | Promise<void> {}
  /** Around each batch of `predict`, which waits for a promise only where it is given batches. */
  onPredictBatchBegin(_batch: number, _logs: Logs): void | Promise<void> {}
  /** `logs` holds what the model gave for the batch. */
  onPredictBatchEnd(_batch: number, _logs: PredictLogs): void | Promise<void> {}
  onPredictBegin(_logs: Logs): void | Promise<void> {}
  onPredictEnd(_logs: Logs): void | Promise<void> {}
  /** Called last whatever happened, Stop and errors included: close files here. */
  onRelease(): void | Promise<void> {}
}

/** Plain functions in place of a class; tfjs' `onYield` and `onBatchEnd` names serve too. */
export type CallbackFunctions = {
  [Hook in
    | 'onTrainBegin'
    | 'onTrainEnd'
    | 'onEpochBegin'
    | 'onEpochEnd'
    | 'onTrainBatchBegin'
    | 'onTrainBatchEnd'
    | 'onTestBatchBegin'
    | 'onTestBatchEnd'
    | 'onTestBegin'
    | 'onTestEnd'
    | 'onPredictBatchBegin'
    | 'onPredictBatchEnd'
    | 'onPredictBegin'
    | 'onPredictEnd']?: Callback[Hook];
} & { onBatchBegin?: Callback['onTrainBatchBegin']; onBatchEnd?: Callback['onTrainBatchEnd'] };

const hooks = [
  'onTrainBegin',
  'onTrainEnd',
  'onEpochBegin',
  'onEpochEnd',
  'onTrainBatchBegin',
  'onTrainBatchEnd',
  'onTestBatchBegin',
  'onTestBatchEnd',
  'onTestBegin',
  'onTestEnd',
  'onPredictBatchBegin',
  'onPredictBatchEnd',
  'onPredictBegin',
  'onPredictEnd',
  'onBatchBegin',
  'onBatchEnd',
  'onYield',
];

class LambdaCallback extends Callback {
  override get name(): string {
    return 'lambda';
  }

  constructor(given: CallbackFunctions) {
    super();
    checkOptions('a callback', given, hooks);
    const { onBatchBegin, onBatchEnd, ...functions } = given;
    const aliases = { onTrainBatchBegin: onBatchBegin, onTrainBatchEnd: onBatchEnd };
    for (const [hook, value] of Object.entries({ ...aliases, ...functions })) {
      if (typeof value === 'function') Object.assign(this, { [hook]: value.bind(this) });
    }
  }
}

/**
 * A callback made of functions. Keras: `LambdaCallback`.
 * @example callbacks.lambda({ onEpochEnd: (epoch, logs) => console.log(epoch, logs.loss) })
 */
export function lambda(functions: CallbackFunctions): Callback {
  return new LambdaCallback(functions);
}
