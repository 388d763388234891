// Calls every callback of a fit in turn.

import { received } from '../core/messages.js';
import type { Network } from '../core/network.js';
import {
  Callback,
  type CallbackFunctions,
  type FitParams,
  type Logs,
  lambda,
  type PredictLogs,
} from './callback.js';
import type { TrainedModel } from './trained-model.js';

/** @inline */
export type CallbackArgs = Callback | CallbackFunctions | (Callback | CallbackFunctions)[];

type BatchHook = 'onTrainBatchBegin' | 'onTrainBatchEnd' | 'onTestBatchBegin' | 'onTestBatchEnd';
type EpochHook = 'onEpochBegin' | 'onEpochEnd';
type PlainHook = 'onTrainBegin' | 'onTrainEnd' | 'onTestBegin' | 'onTestEnd' | PredictHook;
type PredictHook = 'onPredictBegin' | 'onPredictEnd';
type PredictBatchHook = 'onPredictBatchBegin' | 'onPredictBatchEnd';

export class CallbackList {
  /** What was given, in whichever process it runs. */
  readonly #all: Callback[];
  private readonly callbacks: Callback[];

  /** @param isFirst false: of several processes that train together, this one is not the first */
  constructor(
    given: CallbackArgs | undefined,
    own: Callback[],
    model: TrainedModel,
    params: FitParams,
    isFirst = true,
  ) {
    const list = given === undefined ? [] : Array.isArray(given) ? given : [given];
    this.#all = [...list.map(toCallback), ...own];
    this.callbacks = this.#all.filter(({ firstProcessOnly }) => isFirst || !firstProcessOnly);
    for (const callback of this.callbacks) {
      callback.model = model;
      callback.params = params;
    }
  }

  /** Whether a callback follows every batch. */
  get wantBatches(): boolean {
    const base = Callback.prototype;
    return this.#all.some(
      (one) =>
        one.onTrainBatchBegin !== base.onTrainBatchBegin || one.onTrainBatchEnd !== base.onTrainBatchEnd,
    );
  }

  /** Whether none looks at more than an epoch's numbers. */
  get readLogsOnly(): boolean {
    return this.#all.every((one) => one.readsLogsOnly);
  }

  /** Whether a callback follows every batch of a test. */
  get wantTestBatches(): boolean {
    const base = Callback.prototype;
    return this.#all.some(
      (one) => one.onTestBatchBegin !== base.onTestBatchBegin || one.onTestBatchEnd !== base.onTestBatchEnd,
    );
  }

  /** The log that the first watching callback watches. */
  get watched(): string | undefined {
    return this.#all.map((callback) => callback.watched).find((name) => name !== undefined);
  }

  /** The latest epoch that a callback can go on from. */
  async resumeFrom(start: number): Promise<number> {
    let epoch = start;
    for (const callback of this.callbacks) epoch = Math.max(epoch, (await callback.resumeFrom()) ?? start);
    return epoch;
  }

  async call(hook: PlainHook, logs: Logs): Promise<void> {
    for (const callback of this.callbacks) await callback[hook](logs);
  }

  async callNumbered(hook: BatchHook | EpochHook, number: number, logs: Logs): Promise<void> {
    for (const callback of this.callbacks) await callback[hook](number, logs);
  }

  async callOnBatch(hook: PredictBatchHook, batch: number, logs: PredictLogs | Logs): Promise<void> {
    for (const callback of this.callbacks) await callback[hook](batch, logs as PredictLogs & Logs);
  }

  /** All in turn at once: what would have to be waited for is refused. */
  callNow(hook: PredictHook, logs: Logs): void {
    for (const callback of this.callbacks) refuseWaiting(callback, hook, callback[hook](logs));
  }

  callNowOnBatch(hook: PredictBatchHook, batch: number, logs: PredictLogs | Logs): void {
    for (const callback of this.callbacks)
      refuseWaiting(callback, hook, callback[hook](batch, logs as PredictLogs & Logs));
  }

  releaseNow(): void {
    for (const callback of this.callbacks) refuseWaiting(callback, 'onRelease', callback.onRelease());
  }

  /** All are released even when one fails. */
  async release(): Promise<void> {
    const results = await Promise.allSettled(this.callbacks.map(async (callback) => callback.onRelease()));
    const failed = results.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }
}

/** The callbacks of a test or a prediction. @param steps unknown for a stream without a length */
export function callbacksOf(
  model: Network,
  given: CallbackArgs | undefined,
  steps = Number.POSITIVE_INFINITY,
): CallbackList {
  const params = { epochs: 1, initialEpoch: 0, verbose: 0 as const, metrics: [] };
  const known = Number.isFinite(steps) ? { ...params, steps } : params;
  return new CallbackList(given, [], model as unknown as TrainedModel, known);
}

function refuseWaiting({ name }: Callback, hook: string, given: unknown): void {
  if (!(given instanceof Promise)) return;
  given.catch(() => {});
  throw new Error(
    `predict: ${hook} of the callback '${name}' must not be async, since arrays are predicted at once. Give batches instead: await model.predict(batches, { callbacks }).`,
  );
}

function toCallback(given: Callback | CallbackFunctions): Callback {
  if (given instanceof Callback) return withOlderNames(given);
  if (typeof given === 'object' && given !== null) {
    return isOfTfjs(given) ? adopt(given) : lambda(given);
  }
  const hint =
    typeof given === 'function' ? ` Call it: callbacks.${(given as { name: string }).name}().` : '';
  throw new Error(
    `fit: a callback must be one of callbacks.…, or an object of functions. Received: ${received(given)}.${hint}`,
  );
}

/** Keras' older names, by which a class may hear of training's batches: only where it has no method of the newer. */
function withOlderNames(callback: Callback): Callback {
  const none = Callback.prototype;
  const hears = (hook: keyof typeof none): boolean => callback[hook] !== none[hook];
  if (hears('onBatchBegin') && !hears('onTrainBatchBegin'))
    callback.onTrainBatchBegin = (batch, logs) => callback.onBatchBegin(batch, logs);
  if (hears('onBatchEnd') && !hears('onTrainBatchEnd'))
    callback.onTrainBatchEnd = (batch, logs) => callback.onBatchEnd(batch, logs);
  return callback;
}

/** What `tf.callbacks.earlyStopping` and classes built on tfjs' own base have. */
interface TfjsCallback {
  setParams(params: object): void;
  setModel(model: unknown): void;
  onTrainBegin(logs?: Logs): Promise<void>;
  onTrainEnd(logs?: Logs): Promise<void>;
  onEpochBegin(epoch: number, logs?: Logs): Promise<void>;
  onEpochEnd(epoch: number, logs?: Logs): Promise<void>;
  onBatchBegin?(batch: number, logs?: Logs): Promise<void>;
  onBatchEnd?(batch: number, logs?: Logs): Promise<void>;
}

function isOfTfjs(given: object): given is TfjsCallback {
  return 'setParams' in given;
}

function adopt(theirs: TfjsCallback): Callback {
  const adapter = new (class TfjsAdapter extends Callback {
    override async onTrainBegin(logs: Logs): Promise<void> {
      theirs.setParams(this.params);
      theirs.setModel(this.model);
      await theirs.onTrainBegin(logs);
    }
    override onTrainEnd = (logs: Logs): Promise<void> => theirs.onTrainEnd(logs);
    override onEpochBegin = (epoch: number, logs: Logs): Promise<void> => theirs.onEpochBegin(epoch, logs);
    override onEpochEnd = (epoch: number, logs: Logs): Promise<void> => theirs.onEpochEnd(epoch, logs);
  })();
  // Only where there are some: a callback that wants batches makes fit go step by step.
  const { onBatchBegin, onBatchEnd } = theirs;
  if (onBatchBegin) adapter.onTrainBatchBegin = (batch, logs) => onBatchBegin.call(theirs, batch, logs);
  if (onBatchEnd) adapter.onTrainBatchEnd = (batch, logs) => onBatchEnd.call(theirs, batch, logs);
  return adapter;
}
