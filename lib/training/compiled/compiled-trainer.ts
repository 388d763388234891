// Carries out steps as compiled TensorFlow graphs: many steps in one call, off the JavaScript thread.
import { setImmediate } from 'node:timers/promises';
import type { TensorFlowBackend } from '../../engine/backend-types.js';
import type { Engine } from '../../engine/tracing/graph-function.js';
import { explainEmbeddingError } from '../../layers/core/embedding.js';
import { tf } from '../../tf.js';
import { eagerTrainer } from '../steps/eager-trainer.js';
import type { Batch, Outlook, Program, Rows, StepsRequest, StepsResult, Trainer } from '../steps/trainer.js';
import { chooseEngine, explainXlaError } from './choose-engine.js';
import { predictCompiled } from './compiled-predict.js';
import {
  type LoopMemory,
  type LoopOptions,
  ProgramLoops,
  type TimedLoop,
  type Timing,
  tensorsOf,
} from './program-loops.js';

/** Milliseconds under which a call stays on the JavaScript thread: changing threads would cost more. */
const shortCall = 4;
/** Milliseconds after which other work of the process (Stop, completion, messages) gets its turn. */
const longestTurn = 20;
/**
 * Milliseconds of a run on another thread: Stop waits for its end, and views draw no more often. To begin one costs about
 * three, with a model of half a million weights.
 */
const longestRun = 200;
/** What is left of an epoch, as a part of a run, that is taken along. */
const smallRest = 0.25;
/** Steps of a loop's second run at most, the first that is timed. */
const trialSteps = 8;

/** The trainer that fit, evaluate and predict use. */
export const compiledTrainer = createCompiledTrainer({ largeStep: 50_000 });

/** A trainer that makes graphs of programs, and leaves to the eager one what cannot be one. */
export function createCompiledTrainer(options: LoopOptions): Trainer {
  const made = new WeakMap<Program, ProgramLoops>();
  const loopsOf = (program: Program): ProgramLoops | undefined => {
    const backend = tensorFlowBackend();
    if (!backend) return undefined;
    const loops = made.get(program) ?? new ProgramLoops(backend, program, options);
    if (!made.has(program)) abandoned.register(program, loops.memory);
    made.set(program, loops);
    return loops;
  };
  return {
    async steps(request) {
      try {
        return await steps(request, loopsOf(request.program));
      } catch (error) {
        throw explainEmbeddingError(request.program.model, explainXlaError(error));
      }
    },
    async batch(program, batch, signal) {
      try {
        return await oneBatch(program, batch, loopsOf(program), signal);
      } catch (error) {
        throw explainEmbeddingError(program.model, error);
      }
    },
    async epochsAtOnce(program, rows, batchSize) {
      return (await loopsOf(program)?.epochsAtOnce(rows, batchSize)) ?? 1;
    },
    predict(model, inputs, batchSize) {
      try {
        const backend = tensorFlowBackend();
        const outputs = backend && predictCompiled(backend, model, inputs, batchSize);
        return outputs ?? eagerTrainer.predict(model, inputs, batchSize);
      } catch (error) {
        throw explainEmbeddingError(model, error);
      }
    },
  };
}

// Graphs are TensorFlow's memory, freed when their program is garbage.
const abandoned = new FinalizationRegistry<LoopMemory>((memory) => memory.dispose());

async function steps(request: StepsRequest, loops: ProgramLoops | undefined): Promise<StepsResult> {
  const { rows, order, batchSize, first, epochs = 1 } = request;
  const whole = Math.floor(rows.count / batchSize) * epochs;
  const size = first < whole ? batchSize : rows.count - first * batchSize;
  const timed = await loops?.get({ rows, ordered: order !== undefined, batchSize, size, epochs });
  if (!loops || !timed) return eagerTrainer.steps(request);
  // A short last batch has a loop of its own.
  const end = first < whole ? Math.min(request.last, whole) : first + 1;
  const { outlook, signal, budget = longestRun } = request;
  const engine = outlook ? engineFor(loops, timed, outlook, size < batchSize ? whole + 1 : 1) : 'executor';
  const last = lastOfRun(first, end, stepsWithin(budget, timed.timings[engine]));
  const { waits } = request.program;
  const part: Part = { rows, order, first, last, engine, waits, signal };
  const sums = outlook?.jitCompile === 'auto' ? await runEitherWay(timed, part) : await run(timed, part);
  return { done: last - first, sums };
}

/** @param every of how many steps one is of this kind */
function engineFor(
  loops: ProgramLoops,
  { profile, device }: TimedLoop,
  outlook: Outlook,
  every: number,
): Engine {
  if (device !== undefined) return 'executor';
  return chooseEngine(profile, { ...outlook, steps: loops.askedBy(outlook) / every });
}

/** What XLA fails on the executor runs, or fails on in words that tell the user more. */
async function runEitherWay(timed: TimedLoop, part: Part): Promise<Float64Array> {
  try {
    return await run(timed, part);
  } catch (error) {
    if (part.engine === 'executor' || part.signal?.aborted) throw error;
    timed.profile.isRefused = true;
    return await run(timed, { ...part, engine: 'executor' });
  }
}

async function oneBatch(
  program: Program,
  batch: Batch,
  loops: ProgramLoops | undefined,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const size = batch.inputs[0]!.shape[0]!;
  const rows: Rows = { ...batch, count: size };
  const timed = await loops?.get({ rows, ordered: false, batchSize: size, size, epochs: 1 });
  const part: Part = { rows, first: 0, last: 1, engine: 'executor', waits: program.waits, signal };
  return timed ? run(timed, part) : eagerTrainer.batch(program, batch);
}

function tensorFlowBackend(): TensorFlowBackend | undefined {
  return tf.getBackend() === 'tensorflow' ? (tf.backend() as TensorFlowBackend) : undefined;
}

/** What is left of an epoch is not left for a run of its own, where that is little. */
function lastOfRun(first: number, end: number, steps: number): number {
  return end - first <= steps * (1 + smallRest) ? end : first + steps;
}

function stepsWithin(budget: number, { runs, millisecondsPerStep }: Timing): number {
  // The first run also has TensorFlow optimize the graph: its time says only that a step takes no longer.
  if (runs === 0) return 1;
  const steps = Math.max(1, Math.floor(budget / millisecondsPerStep));
  return runs === 1 ? Math.min(steps, trialSteps) : steps;
}

interface Part {
  readonly rows: Rows;
  readonly order?: Int32Array;
  readonly first: number;
  readonly last: number;
  readonly engine: Engine;
  /** A step waits for other processes: never on the JavaScript thread. */
  readonly waits?: boolean | undefined;
  readonly signal?: AbortSignal;
}

async function run(
  timed: TimedLoop,
  { rows, order, first, last, engine, waits, signal }: Part,
): Promise<Float64Array> {
  const timing = timed.timings[engine];
  const count = last - first;
  const places = order && tf.tensor1d(order, 'int32');
  const start = performance.now();
  try {
    const offThread = waits || timing.runs < 2 || timing.millisecondsPerStep * count > shortCall;
    const sums = await timed.loop.run({
      rows: tensorsOf(rows),
      order: places,
      first,
      last,
      offThread,
      engine,
      signal,
    });
    note(timing, (performance.now() - start) / count);
    return sums;
  } finally {
    places?.dispose();
    await giveWay();
  }
}

function note(timing: Timing, milliseconds: number): void {
  timing.runs += 1;
  const { millisecondsPerStep: before } = timing;
  timing.millisecondsPerStep = timing.runs <= 2 ? milliseconds : 0.7 * before + 0.3 * milliseconds;
}

let turnStart = performance.now();

async function giveWay(): Promise<void> {
  if (performance.now() - turnStart < longestTurn) return;
  await setImmediate();
  turnStart = performance.now();
}
