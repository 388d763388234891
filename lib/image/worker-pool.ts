// Worker threads that share the picture jobs of all generators. Which thread runs a job changes nothing: its chance was
// drawn before, and its place in the batch is its own.
import { Worker } from 'node:worker_threads';
import { PictureError } from './errors.js';
import type { PictureJob, Recipe } from './picture-job.js';
import type { Pixels } from './pixels.js';
import type { Runner } from './runner.js';
import type { FromWorker, ToWorker } from './worker-messages.js';

/** Jobs a worker holds at once: while one is decoded, by threads of its own, another is transformed. */
const JOBS_A_WORKER = 3;

interface Task {
  readonly recipe: Recipe;
  readonly job: PictureJob;
  resolve(pixels: Pixels): void;
  reject(reason: unknown): void;
}

interface Member {
  readonly worker: Worker;
  readonly running: Map<number, Task>;
  readonly known: Set<number>;
}

export class WorkerPool implements Runner {
  private readonly members: Member[] = [];
  private readonly waiting: Task[] = [];
  private readonly recipeNumbers = new WeakMap<Recipe, number>();
  private recipes = 0;
  private jobs = 0;

  /** @param entry the worker's compiled script */
  constructor(
    private readonly threads: number,
    private readonly entry: URL,
  ) {}

  run(recipe: Recipe, job: PictureJob): Promise<Pixels> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ recipe, job, resolve, reject });
      this.dispatch();
    });
  }

  /** Ends the threads; jobs still under way fail. */
  async close(): Promise<void> {
    await Promise.all(this.members.map(({ worker }) => worker.terminate()));
  }

  private dispatch(): void {
    while (this.waiting.length > 0) {
      const member = this.freeMember();
      if (!member) return;
      this.send(member, this.waiting.shift()!);
    }
  }

  /** The member with least to do; a new one while there may be more and all are busy. */
  private freeMember(): Member | undefined {
    const [least] = [...this.members].sort((a, b) => a.running.size - b.running.size);
    if (least?.running.size === 0) return least;
    if (this.members.length < this.threads) return this.hire();
    return least && least.running.size < JOBS_A_WORKER ? least : undefined;
  }

  private send(member: Member, task: Task): void {
    const recipe = this.numberOf(task.recipe);
    if (!member.known.has(recipe)) {
      member.known.add(recipe);
      post(member, { kind: 'recipe', recipe, content: task.recipe });
    }
    const id = this.jobs++;
    // Only a thread with work keeps the process alive.
    if (member.running.size === 0) member.worker.ref();
    member.running.set(id, task);
    post(member, { kind: 'job', id, recipe, job: task.job });
  }

  private hire(): Member {
    const member: Member = { worker: new Worker(this.entry), running: new Map(), known: new Set() };
    member.worker.unref();
    member.worker.on('message', (message: FromWorker) => this.receive(member, message));
    member.worker.on('error', (error) => this.dismiss(member, error));
    member.worker.on('exit', (code) =>
      this.dismiss(member, new Error(`A picture worker ended with code ${code}.`)),
    );
    this.members.push(member);
    return member;
  }

  private receive(member: Member, message: FromWorker): void {
    const task = member.running.get(message.id)!;
    member.running.delete(message.id);
    if (member.running.size === 0) member.worker.unref();
    if ('pixels' in message) task.resolve(message.pixels);
    else if ('broken' in message)
      task.reject(new PictureError(message.broken.picture, message.broken.reason));
    else task.reject(message.failed);
    this.dispatch();
  }

  private dismiss(member: Member, reason: Error): void {
    const place = this.members.indexOf(member);
    if (place >= 0) this.members.splice(place, 1);
    for (const task of member.running.values()) task.reject(reason);
    member.running.clear();
    this.dispatch();
  }

  private numberOf(recipe: Recipe): number {
    const known = this.recipeNumbers.get(recipe) ?? this.recipes++;
    this.recipeNumbers.set(recipe, known);
    return known;
  }
}

function post(member: Member, message: ToWorker): void {
  member.worker.postMessage(message);
}
