// What a process does of a fit that another one leads: the same as each of `tensorcell train`'s does, one request after
// the other.
import '../../index.js';
import type { Network } from '../../core/network.js';
import { loadModel } from '../../saving/load-model.js';
import { tf } from '../../tf.js';
import type { RowsSource } from '../../training/data/rows-source.js';
import { addInto } from '../../training/data/source.js';
import type { SharedRun } from '../../training/distribution.js';
import { chooseTrainer } from '../../training/steps/choose-trainer.js';
import { compiledState } from '../../training/steps/compile.js';
import { type ReadableProgram, testProgram, trainProgram } from '../../training/steps/step.js';
import type { Trainer } from '../../training/steps/trainer.js';
import { begin } from '../data-parallel.js';
import { factsOf } from './facts.js';
import type { Job, Request, StepsToTake } from './messages.js';
import { assignState, readState, stateSize } from './model-state.js';
import { readNumbers, writeNumbers } from './stored-numbers.js';
import { rowsFrom } from './stored-rows.js';

interface Work {
  readonly model: Network;
  readonly sources: readonly RowsSource[];
  readonly programs: Readonly<Record<'train' | 'test', ReadableProgram>>;
  readonly run: SharedRun;
  readonly trainer: Trainer;
}

const neverAborted = new AbortController().signal;

export class Member {
  #work: Work | undefined;
  #order: Int32Array | undefined;

  async answer(request: Request): Promise<Float64Array | undefined> {
    switch (request.call) {
      case 'ready':
        // The first op starts TensorFlow, which then listens for the others.
        tf.scalar(0).dispose();
        return undefined;
      case 'begin':
        this.#work = await workOf(request.job);
        return undefined;
      case 'start':
        await this.#take(request.file, true);
        await this.#at.run.start(0);
        return undefined;
      case 'assign':
        await this.#take(request.file, false);
        return undefined;
      case 'steps':
        return this.#steps(request.part);
      case 'state':
        if (this.#at.run.isFirst) await writeNumbers(request.file, readState(this.#at.model));
        return undefined;
      case 'end':
        await this.#end();
        return undefined;
    }
  }

  get #at(): Work {
    if (this.#work) return this.#work;
    throw new Error('A process that trains was asked for steps before it was told what to train.');
  }

  async #take(file: string, draws: boolean): Promise<void> {
    const { model } = this.#at;
    assignState(model, await readNumbers(file, new Uint8Array(stateSize(model))), draws);
  }

  async #steps({
    kind,
    source,
    batchSize,
    first,
    last,
    order,
    isOrdered,
  }: StepsToTake): Promise<Float64Array> {
    const { programs, sources, trainer } = this.#at;
    if (order) this.#order = order;
    const program = programs[kind];
    const sums = new Float64Array(program.width);
    for (let step = first; step < last; ) {
      const part = await trainer.steps({
        ...{ program, batchSize, first: step, last, signal: neverAborted },
        rows: sources[source]!.rows,
        order: isOrdered ? this.#order : undefined,
        budget: Number.POSITIVE_INFINITY,
      });
      addInto(sums, part.sums);
      step += part.done;
    }
    return sums;
  }

  async #end(): Promise<void> {
    const work = this.#work;
    this.#work = undefined;
    this.#order = undefined;
    if (!work) return;
    await work.run.end();
    for (const source of work.sources) source.dispose();
    work.model.dispose();
  }
}

async function workOf({ model: file, sources: stored, settings, facts }: Job): Promise<Work> {
  const model = await loadModel(file);
  const state = compiledState(model, 'fit');
  if (factsOf(model) !== facts)
    throw new Error(
      'fit: the processes of distribute() make another model of its file than this one. Fit it in this process alone: ' +
        'await distribute({ processes: 1 }).',
    );
  const sources: RowsSource[] = [];
  for (const one of stored) sources.push(await rowsFrom(one));
  const programs = { train: trainProgram(model, state), test: testProgram(model, state) };
  const run = await begin({
    ...{ where: 'fit', model, state, sources, settings, eager: false, xla: false },
    programs: [programs.train, programs.test],
  });
  return { model, sources, programs, run, trainer: run.trainer(chooseTrainer()) };
}
