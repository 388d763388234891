// One epoch: the training steps, then validation, with callbacks and progress told on the way.
import type { LossWatch } from './advice/loss-watch.js';
import type { CallbackList } from './callback-list.js';
import type { Source } from './data/source.js';
import type { SharedRun } from './distribution.js';
import type { TrainableNetwork } from './model.js';
import type { Sources } from './prepare-fit.js';
import type { CompiledState } from './steps/compile.js';
import { resetMetrics } from './steps/own-steps.js';
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

  /** The epoch's logs. */
  async run(epoch: number): Promise<Logs> {
    const { callbacks, view, watch } = this.options;
    await callbacks.callNumbered('onEpochBegin', epoch, {});
    const logs = { ...(await this.train(epoch)), ...(await this.validate(epoch)) };
    watch.lookAtValidation(logs, () => `after epoch ${epoch + 1}`);
    await callbacks.callNumbered('onEpochEnd', epoch, logs);
    view.epoch(epoch, logs);
    return logs;
  }

  private async train(epoch: number): Promise<Logs> {
    const { sources, programs, trainer, callbacks, view, watch, signal, shuffle, model } = this.options;
    const { layout } = programs.train;
    const goesOn = () => this.goesOn();
    const { stepByStep } = this;
    resetMetrics(model, this.options.state);
    const sums = await sources.train.run({
      ...{ program: programs.train, trainer, signal, shuffle, stepByStep },
      maxSteps: this.options.stepsPerEpoch,
      beforeStep: (step) => callbacks.callNumbered('onTrainBatchBegin', step, {}),
      async afterSteps(done, soFar) {
        const logs = layout.read(soFar);
        watch.look(logs, () => `in epoch ${epoch + 1}, after ${done} ${done === 1 ? 'batch' : 'batches'}`);
        if (stepByStep) await callbacks.callNumbered('onTrainBatchEnd', done - 1, logs);
        view.batch(done, logs);
        return goesOn();
      },
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
