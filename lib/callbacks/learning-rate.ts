// Callbacks that set the optimizer's learning rate.
import { checkOptions, checkWhole, received } from '../core/messages.js';
import { Callback, type Logs } from '../training/callback.js';
import { Monitor, type MonitorMode, type MonitorName } from './monitor.js';

/** Optimizers whose rate can be read and set: ours and tfjs'. */
interface WithRate {
  learningRate: number;
}

function hasRate(optimizer: object): optimizer is WithRate {
  return 'learningRate' in optimizer && typeof optimizer.learningRate === 'number';
}

abstract class RateCallback extends Callback {
  protected get rate(): number {
    return this.#optimizer().learningRate;
  }

  protected set rate(rate: number) {
    if (!Number.isFinite(rate))
      throw new Error(`${this.name}: the learning rate must be a finite number. Received: ${rate}.`);
    this.#optimizer().learningRate = rate;
  }

  #optimizer(): WithRate {
    const { optimizer } = this.model;
    if (hasRate(optimizer)) return optimizer;
    throw new Error(`${this.name}: this optimizer has no learning rate that can be set.`);
  }
}

class LearningRateScheduler extends RateCallback {
  readonly #schedule: (epoch: number, rate: number) => number;
  readonly #verbose: 0 | 1;

  constructor(schedule: (epoch: number, rate: number) => number, verbose: 0 | 1) {
    super();
    this.#schedule = schedule;
    this.#verbose = verbose;
  }

  override get name(): string {
    return 'learningRateScheduler';
  }

  override onEpochBegin(epoch: number): void {
    this.rate = this.#schedule(epoch, this.rate);
    if (this.#verbose) console.log(`Epoch ${epoch + 1}: learning rate ${this.rate}`);
  }

  override onEpochEnd(_epoch: number, logs: Logs): void {
    logs.learning_rate = this.rate;
  }
}

/**
 * Sets the learning rate before each epoch. The rate appears in the logs as `learning_rate`.
 * Keras: `LearningRateScheduler`.
 * @example callbacks.learningRateScheduler((epoch, rate) => (epoch < 10 ? rate : rate * 0.9))
 */
export function learningRateScheduler(
  schedule: (epoch: number, rate: number) => number,
  options: { verbose?: 0 | 1 } = {},
): Callback {
  checkOptions('learningRateScheduler', options, ['verbose']);
  if (typeof schedule !== 'function') {
    throw new Error(
      'learningRateScheduler: expected a function of epoch and rate, such as (epoch, rate) => rate * 0.9. ' +
        `Received: ${received(schedule)}.`,
    );
  }
  return new LearningRateScheduler(schedule, options.verbose ?? 0);
}

/** Options of `callbacks.reduceLROnPlateau`. */
export interface ReduceLROnPlateauOptions {
  /** Default `val_loss`. */
  monitor?: MonitorName;
  /** Default `auto`; a metric of one's own needs `min` or `max`. */
  mode?: MonitorMode;
  /** The new rate is the old one times this. Default 0.1. */
  factor?: number;
  /** Epochs without improvement to wait. Default 10. */
  patience?: number;
  /** A smaller change is no improvement. Default 0.0001. */
  minDelta?: number;
  /** Epochs to look away after a reduction. Default 0. */
  cooldown?: number;
  /** Default 0. */
  minLr?: number;
  verbose?: 0 | 1;
}

class ReduceLROnPlateau extends RateCallback {
  readonly #monitor: Monitor;
  #best = Number.NaN;
  #waited = 0;
  #cooling = 0;
  readonly #options: ReduceLROnPlateauOptions;

  constructor(options: ReduceLROnPlateauOptions) {
    super();
    this.#options = options;
    const { monitor = 'val_loss', mode, minDelta = 1e-4, factor = 0.1 } = options;
    for (const name of ['patience', 'cooldown'] as const)
      checkWhole('reduceLROnPlateau', name, options[name] ?? 0, 0);
    if (!(factor < 1)) throw new Error(`reduceLROnPlateau: factor must be below 1. Received: ${factor}.`);
    this.#monitor = new Monitor('reduceLROnPlateau', monitor, mode, minDelta);
  }

  override get name(): string {
    return 'reduceLROnPlateau';
  }

  override onTrainBegin(): void {
    this.#monitor.begin(this.params);
    this.#best = this.#monitor.worst;
    this.#waited = 0;
    this.#cooling = 0;
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    logs.learning_rate = this.rate;
    if (!this.#monitor.present(logs, this.params.metrics)) return;
    const value = this.#monitor.read(logs);
    if (this.#cooling > 0) {
      this.#cooling -= 1;
      this.#waited = 0;
    }
    if (this.#monitor.better(value, this.#best)) {
      this.#best = value;
      this.#waited = 0;
    } else if (this.#cooling === 0) {
      this.#wait(epoch);
    }
  }

  #wait(epoch: number): void {
    const { factor = 0.1, patience = 10, cooldown = 0, minLr = 0, verbose = 0 } = this.#options;
    this.#waited += 1;
    if (this.#waited < patience || this.rate <= minLr) return;
    this.rate = Math.max(this.rate * factor, minLr);
    this.#cooling = cooldown;
    this.#waited = 0;
    if (verbose) console.log(`Epoch ${epoch + 1}: learning rate reduced to ${this.rate}`);
  }
}

/**
 * Lowers the learning rate when a log no longer improves. Keras: `ReduceLROnPlateau`.
 * @example callbacks.reduceLROnPlateau({ monitor: 'val_loss', factor: 0.5, patience: 3 })
 */
export function reduceLROnPlateau(options: ReduceLROnPlateauOptions = {}): Callback {
  const names = ['monitor', 'mode', 'factor', 'patience', 'minDelta', 'cooldown', 'minLr', 'verbose'];
  checkOptions('reduceLROnPlateau', options, names);
  return new ReduceLROnPlateau(options);
}
