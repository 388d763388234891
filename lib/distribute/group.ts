// The processes that train together, as this one sees them: all there at the start, watched while they compute, and named
// where one of them is gone.
import { setTimeout } from 'node:timers/promises';
import type { Cluster } from '../engine/cluster/cluster.js';
import { collectivesHere } from '../engine/cluster/cluster-here.js';
import type { Collectives, Numbers } from '../engine/cluster/collectives.js';
import { type StatusCode, TensorFlowError } from '../engine/status.js';
import type { tf } from '../tf.js';
import { OthersLost } from './others-lost.js';

/** Seconds that a call waits for processes that are there: one may write a large file meanwhile. */
const patience = 300;
/** Milliseconds between two looks at the others, and until one that does not answer counts as not there. */
const [interval, answerTime] = [2000, 3000];

export class Group {
  readonly #collectives: Collectives;
  #isComplete = false;
  #watchers = 0;
  #watching: Promise<void> | undefined;
  /** What is said of a process that is gone, once one is. */
  #loss: string | undefined;

  constructor(readonly cluster: Cluster) {
    this.#collectives = collectivesHere(cluster, patience);
  }

  get size(): number {
    return this.cluster.addresses.length;
  }

  get index(): number {
    return this.cluster.index;
  }

  /** Resolves when all are there; after so many seconds an error names those who are missing. */
  async complete(seconds: number, where: string): Promise<void> {
    if (this.#isComplete) return;
    const end = performance.now() + seconds * 1000;
    let missing = this.#others();
    while (missing.length > 0) {
      missing = await this.#notReached(missing, Math.min(answerTime, Math.max(end - performance.now(), 1)));
      if (missing.length > 0 && performance.now() >= end) throw this.#incomplete(missing, seconds, where);
      if (missing.length > 0) await setTimeout(100);
    }
    this.#isComplete = true;
  }

  /** The same, waited for: JavaScript stands still meanwhile. */
  completeNow(seconds: number, where: string): void {
    if (this.#isComplete) return;
    const end = performance.now() + seconds * 1000;
    let missing = this.#others();
    while (missing.length > 0) {
      missing = this.#silentNow(missing, Math.min(answerTime, Math.max(end - performance.now(), 1)));
      if (missing.length > 0 && performance.now() >= end) throw this.#incomplete(missing, seconds, where);
    }
    this.#isComplete = true;
  }

  /** Whether steps are being taken, as from a fit's begin to its end. */
  get isWatched(): boolean {
    return this.#watchers > 0;
  }

  /** The sum of all processes' numbers. */
  sum<T extends Numbers>(label: string, numbers: T): Promise<T> {
    return this.during(() => this.#collectives.sum(label, numbers));
  }

  /** The same, waited for; the others are looked at meanwhile, as {@link watch} does. */
  sumNow<T extends Numbers>(label: string, numbers: T): T {
    if (this.#loss !== undefined) throw new OthersLost(this.#loss);
    let looked = performance.now();
    const lookAtOthers = (): void => {
      if (performance.now() - looked < interval) return;
      const gone = this.#silentNow(this.#silentNow(this.#others(), answerTime), answerTime);
      looked = performance.now();
      if (gone.length === 0) return;
      this.#collectives.abort(this.#lose(gone));
      throw new OthersLost(this.#loss);
    };
    try {
      return this.#collectives.sumNow(label, numbers, lookAtOthers);
    } catch (error) {
      if (!(error instanceof TensorFlowError) || !waitingEnded.includes(error.code)) throw error;
      const gone = this.#silentNow(this.#others(), answerTime);
      throw new OthersLost(gone.length > 0 ? this.#lose(gone) : this.#part(), { cause: error });
    }
  }

  /** The first process's numbers. */
  fromFirst<T extends Numbers>(label: string, numbers: T): Promise<T> {
    return this.during(() => this.#collectives.fromFirst(label, numbers));
  }

  /** The sum of all processes' vectors, in a graph that is being traced. */
  sumInGraph(label: string, vector: tf.Tensor1D): tf.Tensor1D {
    return this.#collectives.sumOf(label, vector) as tf.Tensor1D;
  }

  /** Runs what waits for others; its failure names those who are gone. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#loss !== undefined) throw new OthersLost(this.#loss);
    try {
      return await work();
    } catch (error) {
      throw await this.#explain(error);
    }
  }

  /** Looks at the others every few seconds, until {@link unwatch}: one may vanish while all wait for it. */
  watch(): void {
    this.#watchers += 1;
    this.#watching ??= this.#look().finally(() => {
      this.#watching = undefined;
    });
  }

  unwatch(): void {
    this.#watchers -= 1;
  }

  async #look(): Promise<void> {
    while (this.#watchers > 0 && this.#loss === undefined) {
      const gone = await this.#gone();
      if (this.#watchers > 0 && gone.length > 0) this.#collectives.abort(this.#lose(gone));
      // Alone it does not keep the process.
      await setTimeout(interval, undefined, { ref: false });
    }
  }

  /** Those who do not answer twice: one answer may be late. */
  async #gone(): Promise<number[]> {
    const silent = await this.#notReached(this.#others(), answerTime);
    if (silent.length === 0) return [];
    await setTimeout(500);
    return this.#notReached(silent, answerTime);
  }

  /** One after the other, so that no more than one of the threads that also run the steps waits here. */
  async #notReached(indexes: readonly number[], milliseconds: number): Promise<number[]> {
    const missing: number[] = [];
    for (const index of indexes) {
      if (!(await this.#answers(index, milliseconds))) missing.push(index);
    }
    return missing;
  }

  #silentNow(indexes: readonly number[], milliseconds: number): number[] {
    return indexes.filter((index) => !this.#collectives.reachNow(index, Math.ceil(milliseconds)));
  }

  #answers(index: number, milliseconds: number): Promise<boolean> {
    return this.#collectives.reach(index, Math.ceil(milliseconds)).then(
      () => true,
      () => false,
    );
  }

  async #explain(error: unknown): Promise<unknown> {
    if (this.#loss !== undefined) return new OthersLost(this.#loss, { cause: error });
    if (!(error instanceof TensorFlowError) || !waitingEnded.includes(error.code)) return error;
    const gone = await this.#gone();
    return new OthersLost(gone.length > 0 ? this.#lose(gone) : this.#part(), { cause: error });
  }

  #part(): string {
    this.#loss =
      `The processes that train together lost each other, though all ${this.size} answer: either one did something else ` +
      'than the others, or a connection broke. Start all of them anew.';
    return this.#loss;
  }

  #lose(gone: readonly number[]): string {
    const [is, names] = [gone.length > 1 ? 'are' : 'is', gone.map((index) => this.#nameOf(index)).join(', ')];
    this.#loss =
      `Of the ${this.size} processes that train together, ${names} ${is} gone: ended, killed, or out of reach. ` +
      'Those left cannot go on without it. Start all of them anew; with callbacks.backupAndRestore they continue after ' +
      'the last whole epoch.';
    return this.#loss;
  }

  #incomplete(missing: readonly number[], seconds: number, where: string): Error {
    return new OthersLost(
      `${where}: expected ${this.size} processes. After ${seconds} s ${missing.length} ${missing.length > 1 ? 'are' : 'is'} ` +
        `missing: ${missing.map((index) => this.#nameOf(index)).join(', ')}. Start all of them, with the same ` +
        `addresses in ${this.cluster.source}, or set TENSORCELL_CLUSTER_SECONDS to wait longer.`,
    );
  }

  #others(): number[] {
    return this.cluster.addresses.flatMap((_, index) => (index === this.index ? [] : [index]));
  }

  #nameOf(index: number): string {
    return `process ${index} (${this.cluster.addresses[index]})`;
  }
}

/** How a call ends whose partner is gone or late. */
const waitingEnded: readonly StatusCode[] = [
  'UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'CANCELLED',
  'ABORTED',
  'INTERNAL',
  'FAILED_PRECONDITION',
  'UNKNOWN',
];
