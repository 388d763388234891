import { checkOptions, checkWhole } from '../core/messages.js';
import { tf } from '../tf.js';
import { Callback, type Logs } from '../training/callback.js';
import { Monitor, type MonitorMode, type MonitorName } from './monitor.js';

/** Options of `callbacks.earlyStopping`. */
export interface EarlyStoppingOptions {
  /** Default `val_loss`. */
  monitor?: MonitorName;
  /** Default `auto`; a metric of one's own needs `min` or `max`. */
  mode?: MonitorMode;
  /** Epochs without improvement to wait. Default 0. */
  patience?: number;
  /** A smaller change is no improvement. Default 0. */
  minDelta?: number;
  /** A value that must be beaten for waiting to start anew. */
  baseline?: number;
  /** Looks away before this epoch. Default 0. */
  startFromEpoch?: number;
  /** Puts the best epoch's weights back at the end, however training ended. Default false. */
  restoreBestWeights?: boolean;
  /** 1 prints a line when it stops. Default 0. */
  verbose?: 0 | 1;
}

const names: (keyof EarlyStoppingOptions)[] = [
  'monitor',
  'mode',
  'patience',
  'minDelta',
  'baseline',
  'startFromEpoch',
  'restoreBestWeights',
  'verbose',
];

/**
 * Ends training when a log no longer improves. Keras: `EarlyStopping`.
 * @example callbacks.earlyStopping({ monitor: 'val_mae', mode: 'min', patience: 50 })
 */
export function earlyStopping(options: EarlyStoppingOptions = {}): EarlyStopping {
  return new EarlyStopping(options);
}

export class EarlyStopping extends Callback {
  /** The epoch (from 0) after which training was stopped. */
  stoppedEpoch: number | undefined;
  /** The best epoch (from 0) and its value. */
  bestEpoch: number | undefined;
  best = Number.NaN;
  readonly #monitor: Monitor;
  #waited = 0;
  #bestWeights: tf.Tensor[] | undefined;
  readonly #options: EarlyStoppingOptions;

  constructor(options: EarlyStoppingOptions) {
    super();
    this.#options = options;
    checkOptions('earlyStopping', options, names);
    for (const name of ['patience', 'startFromEpoch'] as const)
      checkWhole('earlyStopping', name, options[name] ?? 0, 0);
    this.#monitor = new Monitor(
      'earlyStopping',
      options.monitor ?? 'val_loss',
      options.mode,
      options.minDelta,
    );
  }

  override get watched(): string {
    return this.#monitor.name;
  }

  override onTrainBegin(): void {
    this.#monitor.begin(this.params);
    this.#waited = 0;
    this.stoppedEpoch = undefined;
    this.bestEpoch = undefined;
    this.best = this.#monitor.worst;
    this.#forget();
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    const { patience = 0, baseline, startFromEpoch = 0 } = this.#options;
    if (epoch < startFromEpoch || !this.#monitor.present(logs, this.params.metrics)) return;
    const value = this.#monitor.read(logs);
    this.#waited += 1;
    if (this.bestEpoch === undefined || this.#monitor.better(value, this.best)) this.#remember(epoch, value);
    if (this.bestEpoch === epoch) {
      if (baseline === undefined || this.#monitor.better(value, baseline)) this.#waited = 0;
      return;
    }
    if (this.#waited >= patience && epoch > 0) {
      this.stoppedEpoch = epoch;
      this.model.stopTraining = true;
    }
  }

  override onTrainEnd(): void {
    const { verbose = 0 } = this.#options;
    if (this.stoppedEpoch !== undefined && verbose)
      console.log(`Epoch ${this.stoppedEpoch + 1}: early stopping`);
    if (!this.#bestWeights) return;
    this.model.setWeights(this.#bestWeights);
    if (verbose) console.log(`Weights of the best epoch, ${this.bestEpoch! + 1}, put back.`);
  }

  override onRelease(): void {
    this.#forget();
  }

  #remember(epoch: number, value: number): void {
    this.bestEpoch = epoch;
    this.best = value;
    if (!this.#options.restoreBestWeights) return;
    this.#forget();
    this.#bestWeights = tf.tidy(() => this.model.getWeights().map((weight) => tf.keep(weight)));
  }

  #forget(): void {
    if (this.#bestWeights) tf.dispose(this.#bestWeights);
    this.#bestWeights = undefined;
  }
}
