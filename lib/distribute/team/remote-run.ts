// One fit whose steps other processes take: epochs, callbacks, history and progress stay here. What they change comes
// back whenever steps that were asked for are done, so at an epoch's end, or after each step where a callback follows them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toKerasFile } from '../../saving/keras3/keras-file.js';
import type { RowsSource } from '../../training/data/rows-source.js';
import type { SharedRun, SharedWork } from '../../training/distribution.js';
import type { Rows, StepsRequest, StepsResult, Trainer } from '../../training/steps/trainer.js';
import { unlessAborted } from '../../unless-aborted.js';
import { rowsToShare } from '../refuse.js';
import { refuseOwnCode } from './carry-over.js';
import { factsOf } from './facts.js';
import { assignState, readState } from './model-state.js';
import { readNumbers, writeNumbers } from './stored-numbers.js';
import { storeRows } from './stored-rows.js';
import type { Team } from './team.js';

/** Milliseconds that the others train until they are told to go on: Stop waits for their end. */
const longestRun = 80;
/** Milliseconds that steps under way have to end when Stop is pressed. */
const patience = 10_000;
/** Steps of the second request, the first that tells how long one takes. */
const trialSteps = 8;

export class RemoteRun implements SharedRun {
  readonly isFirst = true;
  /** What the processes hold, where nothing was trained since. */
  #state: Uint8Array = new Uint8Array();
  /** Steps were taken that this process does not know of yet. */
  #isBehind = false;
  /** Callbacks may have changed the model's variables since the last steps of training. */
  #mayHaveChanged = true;
  #underWay: Promise<unknown> = Promise.resolve();
  #order: Int32Array | undefined;
  readonly #pace = { train: new Pace(), test: new Pace() };

  private constructor(
    private readonly team: Team,
    private readonly work: SharedWork,
    private readonly rows: readonly Rows[],
    private readonly folder: string,
  ) {}

  /** Tells the processes what is to be trained; refuses what they cannot be told. */
  static async begin(team: Team, work: SharedWork): Promise<RemoteRun> {
    const rows = rowsToShare(work, false);
    refuseOwnCode(work);
    const run = new RemoteRun(team, work, rows, await mkdtemp(join(tmpdir(), 'tensorcell-fit-')));
    try {
      await run.#send();
      return run;
    } catch (error) {
      await run.end();
      throw error;
    }
  }

  trainer(inner: Trainer): Trainer {
    return { ...inner, steps: (request) => this.#steps(request) };
  }

  /** With the variables as they are now: a callback may have gone on from a file. */
  async start(epoch: number): Promise<number> {
    await this.#push('start');
    return epoch;
  }

  anyStops(stops: boolean): Promise<boolean> {
    return Promise.resolve(stops);
  }

  /** After Stop the weights are those of the last step that was taken. */
  async end(): Promise<void> {
    try {
      const timer = setTimeout(() => void this.team.end(), patience);
      await this.#underWay.catch(() => {});
      clearTimeout(timer);
      if (this.#isBehind && this.team.isWhole) await this.#pull();
      if (this.team.isWhole) await this.team.ask({ call: 'end' });
    } finally {
      await rm(this.folder, { recursive: true, force: true });
    }
  }

  async #send(): Promise<void> {
    const { model, settings, sources } = this.work;
    const file = join(this.folder, 'model.keras');
    await writeNumbers(file, await toKerasFile(model));
    const stored = [];
    for (const [i, source] of sources.entries())
      stored.push(await storeRows(this.folder, `data-${i}`, source as RowsSource));
    await this.#ask({
      call: 'begin',
      job: { model: file, sources: stored, settings, facts: factsOf(model) },
    });
  }

  async #steps(request: StepsRequest): Promise<StepsResult> {
    const { program, rows, order, batchSize, first, signal, budget = longestRun } = request;
    const { kind } = program;
    const pace = this.#pace[kind];
    const last = Math.min(request.last, first + pace.stepsWithin(budget));
    if (kind === 'test' ? first === 0 : this.#mayHaveChanged) await this.#push('assign');
    if (kind === 'train') this.#mayHaveChanged = false;
    const isNew = order !== this.#order && order !== undefined;
    if (isNew) this.#order = order;
    const part = {
      kind,
      source: this.rows.indexOf(rows),
      batchSize,
      first,
      last,
      isOrdered: order !== undefined,
    };
    const start = performance.now();
    if (kind === 'train') this.#isBehind = true;
    const asked = this.#ask({ call: 'steps', part: { ...part, order: isNew ? order : undefined } });
    const sums = await unlessAborted(asked, signal);
    pace.note((performance.now() - start) / (last - first));
    if (kind === 'train' && last === request.last) await this.#pull();
    return { done: last - first, sums: sums! };
  }

  async #push(call: 'start' | 'assign'): Promise<void> {
    const state = readState(this.work.model);
    if (call === 'assign' && Buffer.compare(state, this.#state) === 0) return;
    this.#state = state;
    const file = join(this.folder, 'state-from-here');
    await writeNumbers(file, state);
    await this.#ask({ call, file });
  }

  async #pull(): Promise<void> {
    const file = join(this.folder, 'state-to-here');
    await this.#ask({ call: 'state', file });
    const state = await readNumbers(file, new Uint8Array(this.#state.length));
    assignState(this.work.model, state, true);
    this.#state = state;
    this.#isBehind = false;
    this.#mayHaveChanged = true;
  }

  /** Its failure says what becomes of the fit. */
  #ask(request: Parameters<Team['ask']>[0]): Promise<Float64Array | undefined> {
    const asked = this.team.ask(request).catch((error: Error) => {
      const isLost = !this.team.isWhole;
      throw new Error(
        isLost
          ? `fit: of the ${this.team.members.length} processes that train together, ${error.message} All were ended; the ` +
              'model has what it learnt up to its last whole epoch. The next fit starts them anew.'
          : error.message,
        { cause: error },
      );
    });
    this.#underWay = asked;
    return asked;
  }
}

/** How many steps are asked for at once, so that Stop and progress get their turn. */
class Pace {
  #requests = 0;
  #millisecondsPerStep = 0;

  stepsWithin(budget: number): number {
    if (this.#requests === 0) return 1;
    const steps = Math.max(1, Math.floor(budget / this.#millisecondsPerStep));
    return this.#requests === 1 ? Math.min(steps, trialSteps) : steps;
  }

  note(milliseconds: number): void {
    this.#requests += 1;
    const before = this.#millisecondsPerStep;
    // The first also makes the graph.
    this.#millisecondsPerStep = this.#requests <= 2 ? milliseconds : 0.7 * before + 0.3 * milliseconds;
  }
}
