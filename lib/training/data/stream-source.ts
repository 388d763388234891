// Steps over batches that come one after the other: generators, image generators, tf.data. One batch is fetched
// ahead, while the one before it trains on TensorFlow's threads; a generator that looks at the model or at what a
// callback left for it sees them a batch early, as behind Keras' own queue.

import { received } from '../../core/messages.js';
import type { Network } from '../../core/network.js';
import { notice } from '../../core/notice.js';
import { tf } from '../../tf.js';
import { unlessAborted } from '../../unless-aborted.js';
import { adviseOnData } from '../advice/data-advice.js';
import type { CompiledState } from '../steps/compile.js';
import { needsTargets } from '../steps/own-steps.js';
import type { Batch } from '../steps/trainer.js';
import { classWeights, sampleWeights } from './sample-weights.js';
import { addInto, isTest, type Pass, type Source } from './source.js';
import { countSamples, standardizeInputs, standardizeTargets } from './standardize.js';
import { type AnyIterator, lengthOf, listenerIn, makesNewBatches, startStream } from './streams.js';
import type { BatchStream, ClassWeight, Data } from './types.js';

export interface StreamOptions {
  readonly where: string;
  readonly model: Network;
  readonly state: CompiledState;
  readonly steps?: number;
  readonly classWeight?: ClassWeight | undefined;
}

export class StreamSource implements Source {
  readonly steps?: number;
  private iterator: AnyIterator | undefined;
  /** Batches since the stream was begun. */
  private taken = 0;
  private toldOfEnd = false;

  constructor(
    private readonly stream: BatchStream,
    private readonly options: StreamOptions,
  ) {
    this.steps = options.steps ?? lengthOf(stream);
  }

  /**
   * Without a given number of steps a pass goes to the stream's end; with one, training goes on from there with the
   * next. A test begins anew: only a generator object, which cannot, goes on.
   */
  async run(pass: Pass): Promise<Float64Array> {
    const sums = new Float64Array(pass.program.width);
    const limit = this.limitOf(pass);
    if (isTest(pass)) this.restart();
    let batch: Batch | undefined;
    const listener = listenerIn(this.stream);
    listener?.onEpochBegin();
    let next = this.fetchFirst(pass);
    try {
      for (let step = 0; step < limit; ) {
        batch = await unlessAborted(next, pass.signal);
        if (batch === undefined) {
          this.checkEnd(step, limit, pass);
          break;
        }
        if (pass.stepByStep) await pass.beforeStep?.(step);
        step += 1;
        // In this order: a generator's own work then falls into the step's time, and one that fills its arrays
        // anew does so after their values were taken.
        const training = pass.trainer.batch(pass.program, batch, pass.signal);
        next = step < limit ? this.fetch(pass) : Promise.resolve(undefined);
        next.catch(() => {}); // reported when it is awaited
        addInto(sums, await training);
        disposeBatch(batch);
        if (!(await pass.afterSteps(step, sums))) break;
      }
    } finally {
      disposeBatch(batch);
      // A generator that is stuck must not hold up Stop; what it still gives is let go then.
      const unused = next.then(disposeBatch, () => {});
      await unlessAborted(unused, pass.signal).catch(() => {});
    }
    pass.signal.throwIfAborted();
    listener?.onEpochEnd();
    return sums;
  }

  dispose(): void {
    const iterator = this.iterator;
    this.iterator = undefined;
    // A user's own generator, or an image iterator, may serve another fit.
    if ((iterator as unknown) === this.stream) return;
    void (async () => iterator?.return?.())().catch(() => {});
  }

  private limitOf(pass: Pass): number {
    const asked = Math.min(this.steps ?? Infinity, pass.maxSteps ?? Infinity);
    const all = (isTest(pass) ? lengthOf(this.stream) : undefined) ?? Infinity;
    if (all < asked && Number.isFinite(asked)) this.tellOfEnd(all, asked);
    return Math.min(asked, all);
  }

  private restart(): void {
    const { stream } = this;
    if ((this.iterator as unknown) !== stream) this.dispose();
    else if (isResettable(stream) && this.taken % stream.length !== 0) stream.reset();
    this.taken = 0;
  }

  /** When the last pass took all there was, this one begins anew. */
  private async fetchFirst(pass: Pass): Promise<Batch | undefined> {
    const goesOn = this.iterator !== undefined;
    return (await this.fetch(pass)) ?? (goesOn ? this.fetch(pass) : undefined);
  }

  private async fetch({ shuffle }: Pass): Promise<Batch | undefined> {
    this.iterator ??= startStream(this.stream, shuffle);
    const { value, done } = await this.iterator.next();
    if (!done) {
      this.taken += 1;
      return this.toBatch(value);
    }
    this.iterator = undefined;
    return undefined;
  }

  private toBatch(value: unknown): Batch {
    const { where, model, state, classWeight } = this.options;
    const [x, y, weight] = parts(value, where, needsTargets(model, state));
    const inputs = standardizeInputs(model, x, where);
    const targets = y === undefined ? [] : standardizeTargets(model, state, y, inputs, where);
    countSamples(inputs, targets, where);
    const weighed = { targets, outputNames: model.outputNames, where };
    const own = sampleWeights(weighed, weight);
    const weights = classWeight ? classWeights(weighed, own, classWeight) : own;
    if (weights !== own) tf.dispose(own);
    if (makesNewBatches(this.stream)) tf.dispose(value as tf.TensorContainer);
    if (where === 'fit' && this.taken === 1) adviseOnData(model, state, { inputs, targets, weights });
    return { inputs, targets, weights };
  }

  private checkEnd(done: number, limit: number, pass: Pass): void {
    if (done === 0) {
      throw new Error(
        `${this.options.where}: the generator gave no batch. A generator object runs once only: ` +
          'pass a function that starts a new one (function* () { … }), or one that never ends with stepsPerEpoch.',
      );
    }
    if (!Number.isFinite(limit)) return;
    if (isTest(pass)) {
      this.tellOfEnd(done, limit);
      return;
    }
    throw new Error(
      `${this.options.where}: the data ended after ${done} of ${limit} steps. Expected a generator that goes on.`,
    );
  }

  private tellOfEnd(done: number, asked: number): void {
    if (!this.toldOfEnd)
      notice(`${this.options.where}: the data ended after ${done} of ${asked} steps; all of it was used.`);
    this.toldOfEnd = true;
  }
}

function parts(
  value: unknown,
  where: string,
  areTargetsNeeded: boolean,
): [Data, Data | undefined, Data | undefined] {
  const isAlone = value instanceof tf.Tensor || (Array.isArray(value) && value.length === 1);
  if (isAlone && !areTargetsNeeded)
    return [value instanceof tf.Tensor ? value : (value[0] as Data), undefined, undefined];
  if (Array.isArray(value) && (value.length === 2 || value.length === 3))
    return [value[0], value[1], value[2]];
  if (value !== null && typeof value === 'object' && 'xs' in value && 'ys' in value)
    return [value.xs as Data, value.ys as Data, undefined];
  throw new Error(
    `${where}: the generator must give [x, y] or [x, y, sampleWeight] at each step. Received: ${received(value)}.`,
  );
}

function disposeBatch(batch: Batch | undefined): void {
  if (batch) tf.dispose([...batch.inputs, ...batch.targets, ...batch.weights]);
}

/** An image iterator: endless, but it can begin a pass anew. */
function isResettable(stream: BatchStream): stream is BatchStream & { length: number; reset(): void } {
  return typeof stream !== 'function' && 'reset' in stream && typeof lengthOf(stream) === 'number';
}
