// Worker threads that share the image jobs of all generators. Which thread runs a job changes nothing: its random numbers
// were drawn before, and its place in the batch is its own.
import { Worker } from 'node:worker_threads';
import { ImageError } from '../loading/errors.js';
import type { ImageJob, Outcome, Recipe, Runner } from './image-job.js';
import type { FromWorker, PlainOutcome, ToWorker, WorkerSetup } from './worker-messages.js';

/** Messages a worker holds at once: one in work and one at hand, so that it never waits for this thread. */
const chunksPerWorker = 2;
/** Few jobs a message keep all workers busy to a batch's end; many save messages. */
const mostJobsPerChunk = 8;

/** Jobs that travel together. */
interface Chunk {
  readonly recipe: Recipe;
  readonly jobs: readonly ImageJob[];
  readonly target: Float32Array;
  resolve(outcomes: Outcome[]): void;
  reject(reason: unknown): void;
}

interface Member {
  readonly worker: Worker;
  /** In the order in which they were sent, and will be answered. */
  readonly running: Chunk[];
  readonly known: Set<number>;
}

export class WorkerPool implements Runner {
  readonly #members: Member[] = [];
  readonly #waiting: Chunk[] = [];
  readonly #recipeNumbers = new WeakMap<Recipe, number>();
  #recipes = 0;
  readonly #threads: number;
  readonly #entry: URL;
  readonly #setup: () => WorkerSetup;
  /**
   * @param entry the worker's compiled script
   * @param setup asked when the first worker starts
   */
  constructor(threads: number, entry: URL, setup: () => WorkerSetup) {
    this.#threads = threads;
    this.#entry = entry;
    this.#setup = setup;
  }

  async run(recipe: Recipe, jobs: readonly ImageJob[], target: Float32Array): Promise<Outcome[]> {
    const count = Math.min(Math.ceil(jobs.length / (this.#threads * chunksPerWorker)), mostJobsPerChunk);
    const size = target.length / jobs.length;
    const chunks: Promise<Outcome[]>[] = [];
    for (let first = 0; first < jobs.length; first += count) {
      const part = jobs.slice(first, first + count);
      chunks.push(this.#runChunk(recipe, part, target.subarray(first * size, (first + part.length) * size)));
    }
    return (await Promise.all(chunks)).flat();
  }

  /** Ends the threads; jobs still under way fail. */
  async close(): Promise<void> {
    await Promise.all(this.#members.map(({ worker }) => worker.terminate()));
  }

  #runChunk(recipe: Recipe, jobs: readonly ImageJob[], target: Float32Array): Promise<Outcome[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ recipe, jobs, target, resolve, reject });
      this.#dispatch();
    });
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const member = this.#freeMember();
      if (!member) return;
      this.#send(member, this.#waiting.shift()!);
    }
  }

  /** The member with least to do; a new one while there may be more and all are busy. */
  #freeMember(): Member | undefined {
    const [least] = [...this.#members].sort((a, b) => a.running.length - b.running.length);
    if (least?.running.length === 0) return least;
    if (this.#members.length < this.#threads) return this.#startWorker();
    return least && least.running.length < chunksPerWorker ? least : undefined;
  }

  #send(member: Member, chunk: Chunk): void {
    const recipe = this.#numberOf(chunk.recipe);
    if (!member.known.has(recipe)) {
      member.known.add(recipe);
      post(member, { kind: 'recipe', recipe, content: chunk.recipe });
    }
    // Only a thread with work keeps the process alive.
    if (member.running.length === 0) member.worker.ref();
    member.running.push(chunk);
    post(member, { kind: 'jobs', recipe, jobs: chunk.jobs, target: chunk.target });
  }

  #startWorker(): Member {
    const worker = new Worker(this.#entry, { workerData: this.#setup() });
    const member: Member = { worker, running: [], known: new Set() };
    member.worker.unref();
    member.worker.on('message', (message: FromWorker) => this.#receive(member, message));
    member.worker.on('error', (error) => this.#removeWorker(member, error));
    member.worker.on('exit', (code) =>
      this.#removeWorker(member, new Error(`An image worker ended with code ${code}.`)),
    );
    this.#members.push(member);
    return member;
  }

  #receive(member: Member, message: FromWorker): void {
    const chunk = member.running.shift()!;
    if (member.running.length === 0) member.worker.unref();
    if ('failed' in message) chunk.reject(message.failed);
    else chunk.resolve(message.outcomes.map(withErrorClass));
    this.#dispatch();
  }

  #removeWorker(member: Member, reason: Error): void {
    const place = this.#members.indexOf(member);
    if (place >= 0) this.#members.splice(place, 1);
    for (const chunk of member.running.splice(0)) chunk.reject(reason);
    this.#dispatch();
  }

  #numberOf(recipe: Recipe): number {
    const known = this.#recipeNumbers.get(recipe) ?? this.#recipes++;
    this.#recipeNumbers.set(recipe, known);
    return known;
  }
}

/** The outcome with its error's class. */
function withErrorClass(outcome: PlainOutcome): Outcome {
  if (!('broken' in outcome)) return outcome;
  return { broken: new ImageError(outcome.broken.image, outcome.broken.reason) };
}

function post(member: Member, message: ToWorker): void {
  member.worker.postMessage(message);
}
