// model.fit: epochs of training and validation, callbacks, history, progress.

import type { Network } from '../core/network.js';
import { host } from '../host.js';
import { Optimizer } from '../optimizers/optimizer.js';
import { unlessAborted } from '../unless-aborted.js';
import { LossWatch } from './advice/loss-watch.js';
import { adviseOnModel } from './advice/model-advice.js';
import type { FitParams } from './callback.js';
import { CallbackList } from './callback-list.js';
import { builtFor } from './data/build-for.js';
import { isStream } from './data/streams.js';
import type { BatchStream, Data } from './data/types.js';
import { beginTogether, type SharedRun, type SharedWork } from './distribution.js';
import { EpochRunner } from './epoch-runner.js';
import { checkFitArgs, type FitArgs } from './fit-args.js';
import { History } from './history.js';
import type { TrainableNetwork } from './model.js';
import { prepareFit, type Sources } from './prepare-fit.js';
import { chooseTrainer, trainerFor } from './steps/choose-trainer.js';
import { compiledState } from './steps/compile.js';
import { runsEagerly } from './steps/own-steps.js';
import type { Layout } from './steps/statistics.js';
import { testProgram, trainProgram } from './steps/step.js';
import type { Outlook } from './steps/trainer.js';
import { createTrainingView, type TrainingSummary, type TrainingView } from './training-view.js';

interface Training {
  /** Resolves when it has let go of the model. */
  readonly ended: Promise<void>;
  /** Aborted by Stop. */
  readonly signal: AbortSignal;
}

/** Models that are being trained. */
const trainings = new WeakMap<Network, Training>();

/** Trains `model`; its weights stay as they are whenever and however training ends. */
export async function fit(
  model: TrainableNetwork,
  given: Data | BatchStream,
  y: Data | undefined,
  args: FitArgs = {},
): Promise<History> {
  checkFitArgs(args, isStream(given));
  // Only where it must: what is awaited here would let a promise in the place of data through.
  const x = model.isDescribed ? given : await builtFor(model, given, 'fit');
  const state = compiledState(model, 'fit');
  if (trainings.get(model)?.signal.aborted) await stoppedTraining(model);
  const end = begin(model);
  model.stopTraining = false;
  try {
    const sources = prepareFit(model, state, x, y, args);
    adviseOnModel(model, state);
    try {
      return await train(model, sources, args);
    } finally {
      sources.train.dispose();
      sources.validation?.dispose();
    }
  } finally {
    end();
  }
}

/** A fit that was stopped has a step to end, and its chart to draw: the next one waits for that. */
async function stoppedTraining(model: Network): Promise<void> {
  const { signal } = host();
  for (let other = trainings.get(model); other?.signal.aborted; other = trainings.get(model))
    await unlessAborted(other.ended, signal);
}

function begin(model: Network): () => void {
  if (trainings.has(model))
    throw new Error('fit: this model is being trained already. Await the other fit first.');
  let resolve!: () => void;
  const ended = new Promise<void>((done) => {
    resolve = done;
  });
  trainings.set(model, { ended, signal: host().signal });
  return () => {
    trainings.delete(model);
    resolve();
  };
}

async function train(model: TrainableNetwork, sources: Sources, args: FitArgs): Promise<History> {
  const together = await beginTogether(() => sharedWork(model, sources, args));
  try {
    return await trainHere(model, sources, args, together);
  } finally {
    await together?.end();
  }
}

function sharedWork(model: TrainableNetwork, { train, validation }: Sources, args: FitArgs): SharedWork {
  const state = compiledState(model, 'fit');
  const { epochs, initialEpoch, stepsPerEpoch, validationSteps, validationFreq } = args;
  return {
    ...{ where: 'fit', model, state, sources: [train, ...(validation ? [validation] : [])] },
    programs: [trainProgram(model, state), testProgram(model, state)],
    settings: { epochs, initialEpoch, stepsPerEpoch, validationSteps, validationFreq },
    eager: runsEagerly(model, state, args.eager),
    xla: (args.jitCompile ?? state.args.jitCompile) === true,
  };
}

async function trainHere(
  model: TrainableNetwork,
  sources: Sources,
  args: FitArgs,
  together: SharedRun | undefined,
): Promise<History> {
  const state = compiledState(model, 'fit');
  const programs = { train: trainProgram(model, state), test: testProgram(model, state) };
  const isFirst = together?.isFirst ?? true;
  const params = paramsOf(sources, isFirst ? args : { ...args, verbose: 0 }, programs.train.layout);
  const history = new History();
  const callbacks = new CallbackList(args.callbacks, [history], model, params, isFirst);
  const view = createTrainingView(params.verbose);
  const { signal } = host();
  const isEager = runsEagerly(model, state, args.eager);
  const trainer = trainerFor(outlookOf(params, args.jitCompile ?? state.args.jitCompile), isEager);
  const testTrainer = chooseTrainer(isEager);
  const runner = new EpochRunner({
    ...{ model, state, sources, programs, callbacks, view, signal, together },
    watch: new LossWatch(state),
    trainer: together?.trainer(trainer) ?? trainer,
    testTrainer: together?.trainer(testTrainer) ?? testTrainer,
    shuffle: args.shuffle ?? true,
    stepsPerEpoch: args.stepsPerEpoch,
    validationSteps: args.validationSteps,
    validationFreq: args.validationFreq ?? 1,
  });
  model.history = history;
  if (params.verbose !== 0) history.shownFor(signal);
  if (params.verbose !== 0) view.begin({ ...params, stepsPerEpoch: params.steps, verbose: params.verbose });
  return watch(view, history, signal, callbacks, () => runEpochs(model, runner, callbacks, params, together));
}

/** Callbacks may end a fit early: the steps are those that were asked for. */
function outlookOf(
  { steps, epochs, initialEpoch }: FitParams,
  jitCompile: FitArgs['jitCompile'] = 'auto',
): Outlook {
  return { steps: (steps ?? 0) * Math.max(0, epochs - initialEpoch), jitCompile };
}

async function runEpochs(
  model: TrainableNetwork,
  runner: EpochRunner,
  callbacks: CallbackList,
  params: FitParams,
  together: SharedRun | undefined,
): Promise<boolean> {
  const found = await callbacks.resumeFrom(params.initialEpoch);
  await callbacks.call('onTrainBegin', {});
  const first = (await together?.start(found)) ?? found;
  let logs = {};
  let stopped = false;
  for (let epoch = first; epoch < params.epochs && !stopped; ) {
    const run = await runner.run(epoch, params.epochs);
    epoch = run.next;
    logs = run.logs;
    if (together) model.stopTraining = await together.anyStops(model.stopTraining);
    stopped = model.stopTraining && epoch < params.epochs;
  }
  const { optimizer } = compiledState(model, 'fit');
  if (optimizer instanceof Optimizer && params.epochs > 0) optimizer.finish();
  await callbacks.call('onTrainEnd', logs);
  return stopped;
}

/** Whatever happens, the view hears the end and callbacks are released. */
async function watch(
  view: TrainingView,
  history: History,
  signal: AbortSignal,
  callbacks: CallbackList,
  work: () => Promise<boolean>,
): Promise<History> {
  const start = performance.now();
  let reason: TrainingSummary['reason'] = 'error';
  try {
    reason = (await work()) ? 'early stop' : 'finished';
  } catch (error) {
    if (signal.aborted) reason = 'stopped';
    throw error;
  } finally {
    const seconds = (performance.now() - start) / 1000;
    const { watched } = callbacks;
    await view.end({ history: history.history, epochs: history.epoch, reason, watched, seconds });
    await callbacks.release();
  }
  return history;
}

function paramsOf({ train, validation }: Sources, args: FitArgs, { keys, directions }: Layout): FitParams {
  const { epochs = 1, initialEpoch = 0, verbose = 'auto' } = args;
  return {
    epochs,
    initialEpoch,
    steps: args.stepsPerEpoch ?? train.steps,
    samples: train.samples,
    batchSize: train.batchSize,
    verbose: verbose === 'auto' ? 1 : verbose,
    metrics: [...keys, ...(validation ? keys.map((key) => `val_${key}`) : [])],
    directions,
  };
}
