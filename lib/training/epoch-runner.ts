// One epoch: the training steps, then validation, with callbacks and progress told on the way. Several short ones at once,
// where nobody looks at the model between them.
import type { LossWatch } from './advice/loss-watch.js';
import type { CallbackList } from './callback-list.js';
import type { Pass, Source } from './data/source.js';
import type { SharedRun } from './distribution.js';
import type { TrainableNetwork } from './model.js';
import type { Sources } from './prepare-fit.js';
import type { CompiledState } from './steps/compile.js';
import { countsOnItsOwn, resetMetrics } from './steps/own-steps.js';
import type { ReadableProgram } from './steps/step.js';
import type { Trainer } from './steps/trainer.js';
import type { Logs, TrainingView } from './training-view.js';

export interface EpochOptions {
  readonly model: TrainableNetwork;
  readonly state: CompiledState;
  readonly sources: Sources;
  readonly programs: { train: ReadableProgram; test: ReadableProgram };
  readonly trainer: Trainer;
  readonly testTrainer: Trainer;
  readonly callbacks: CallbackList;
  readonly view: TrainingView;
  readonly watch: LossWatch;
  readonly signal: AbortSignal;
  readonly shuffle: boolean;
  readonly stepsPerEpoch?: number;
  readonly validationSteps?: number;
  readonly validationFreq: number;
  /** Where several processes train together. */
  readonly together?: SharedRun | undefined;
}

export class EpochRunner {
  private readonly stepByStep: boolean;

  constructor(private readonly options: EpochOptions) {
    this.stepByStep = options.callbacks.wantBatches;
  }

  /** Runs the epoch, or several from there on and before `end`; gives the last one's logs and the epoch to go on with. */
  async run(epoch: number, end: number): Promise<{ logs: Logs; next: number }> {
    const several = await this.several(end - epoch);
    if (several) return this.runTogether(epoch, several);
    return { logs: await this.runOne(epoch), next: epoch + 1 };
  }

  private async runOne(epoch: number): Promise<Logs> {
    const { callbacks, view, watch } = this.options;
    await callbacks.callNumbered('onEpochBegin', epoch, {});
    const logs = { ...(await this.train(epoch)), ...(await this.validate(epoch)) };
    watch.lookAtValidation(logs, () => `after epoch ${epoch + 1}`);
    await callbacks.callNumbered('onEpochEnd', epoch, logs);
    view.epoch(epoch, logs);
    return logs;
  }

  /** How many epochs can be run at once: `count`, in a loop with room for `place`. */
  private async several(left: number): Promise<{ count: number; place: number } | undefined> {
    const { sources, callbacks, together, stepsPerEpoch, model, state } = this.options;
    const isLookedAt =
      !callbacks.readLogsOnly || sources.validation || together || stepsPerEpoch !== undefined;
    if (left < 2 || isLookedAt || countsOnItsOwn(model, state)) return undefined;
    const place = (await sources.train.passesAtOnce?.(this.pass(() => true))) ?? 1;
    return place > 1 ? { count: Math.min(left, place), place } : undefined;
  }

  private async runTogether(first: number, { count, place }: { count: number; place: number }) {
    const { sources, programs, model, state } = this.options;
    const { layout, width } = programs.train;
    const steps = sources.train.steps!;
    let logs: Logs = {};
    let next = first;
    const tell = async (done: number, sums: Float64Array): Promise<boolean> => {
      for (let from = next - first; from * steps < done; from = next - first) {
        logs = layout.read(sums.subarray(from * width, (from + 1) * width));
        const inEpoch = Math.min(done - from * steps, steps);
        this.tellOfSteps(next, inEpoch, logs);
        if (inEpoch < steps && !model.stopTraining) break;
        await this.tellOfEpoch(next, logs);
        next += 1;
      }
      return !model.stopTraining;
    };
    resetMetrics(model, state);
    await sources.train.runTogether!(this.pass(tell), count, place);
    return { logs, next };
  }

  private tellOfSteps(epoch: number, done: number, logs: Logs): void {
    const { watch, view } = this.options;
    watch.look(logs, () => `in epoch ${epoch + 1}, after ${done} ${done === 1 ? 'batch' : 'batches'}`);
    view.batch(done, logs);
  }

  private async tellOfEpoch(epoch: number, logs: Logs): Promise<void> {
    const { callbacks, view } = this.options;
    await callbacks.callNumbered('onEpochBegin', epoch, {});
    await callbacks.callNumbered('onEpochEnd', epoch, logs);
    view.epoch(epoch, logs);
  }

  private pass(afterSteps: Pass['afterSteps']): Pass {
    const { programs, trainer, signal, shuffle } = this.options;
    return { program: programs.train, trainer, signal, shuffle, stepByStep: this.stepByStep, afterSteps };
  }

  private async train(epoch: number): Promise<Logs> {
    const { sources, programs, callbacks, model } = this.options;
    const { layout } = programs.train;
    const { stepByStep } = this;
    resetMetrics(model, this.options.state);
    const pass = this.pass(async (done, soFar) => {
      const logs = layout.read(soFar);
      if (stepByStep) await callbacks.callNumbered('onTrainBatchEnd', done - 1, logs);
      this.tellOfSteps(epoch, done, logs);
      return this.goesOn();
    });
    const sums = await sources.train.run({
      ...pass,
      maxSteps: this.options.stepsPerEpoch,
      beforeStep: (step) => callbacks.callNumbered('onTrainBatchBegin', step, {}),
    });
    return layout.read(sums);
  }

  /** Processes that train together stop at the same step, or at the epoch's end. */
  private async goesOn(): Promise<boolean> {
    const { model, together } = this.options;
    if (!together) return !model.stopTraining;
    if (this.stepByStep) model.stopTraining = await together.anyStops(model.stopTraining);
    return !this.stepByStep || !model.stopTraining;
  }

  private async validate(epoch: number): Promise<Logs> {
    const { sources, validationFreq, callbacks } = this.options;
    if (!sources.validation || (epoch + 1) % validationFreq !== 0) return {};
    await callbacks.call('onTestBegin', {});
    const logs = await this.test(sources.validation);
    await callbacks.call('onTestEnd', logs);
    return Object.fromEntries(Object.entries(logs).map(([name, value]) => [`val_${name}`, value]));
  }

  private async test(source: Source): Promise<Logs> {
    const { programs, testTrainer: trainer, signal, validationSteps, callbacks } = this.options;
    const { layout } = programs.test;
    const stepByStep = callbacks.wantTestBatches;
    resetMetrics(this.options.model, this.options.state);
    const sums = await source.run({
      ...{ program: programs.test, trainer, signal, shuffle: false, stepByStep },
      maxSteps: validationSteps,
      beforeStep: (step) => callbacks.callNumbered('onTestBatchBegin', step, {}),
      async afterSteps(done, soFar) {
        if (stepByStep) await callbacks.callNumbered('onTestBatchEnd', done - 1, layout.read(soFar));
        return true;
      },
    });
    return layout.read(sums);
  }
}
