import { checkOptions, checkWhole } from '../core/messages.js';
import { checkPath } from '../saving/save-model.js';
import { Callback, type Logs } from '../training/callback.js';
import { Monitor, type MonitorMode, type MonitorName } from './monitor.js';
import { fillTemplate } from './path-template.js';

/** Options of `callbacks.modelCheckpoint`. */
export interface ModelCheckpointOptions {
  /** Default `val_loss`. */
  monitor?: MonitorName;
  /** Default `auto`; a metric of one's own needs `min` or `max`. */
  mode?: MonitorMode;
  /** Saves only when the monitored log improves. Default false. */
  saveBestOnly?: boolean;
  /** Saves weights without the model's form. Default false. */
  saveWeightsOnly?: boolean;
  /** `epoch`, or a number of steps. Default `epoch`. */
  saveFreq?: 'epoch' | number;
  /** The value to beat at the start. */
  initialValueThreshold?: number;
  /** 1 prints a line at each save. Default 0. */
  verbose?: 0 | 1;
}

const names: (keyof ModelCheckpointOptions)[] = [
  'monitor',
  'mode',
  'saveBestOnly',
  'saveWeightsOnly',
  'saveFreq',
  'initialValueThreshold',
  'verbose',
];

/**
 * Saves the model while it trains. The path may hold fields: `model-{epoch:02d}-{val_loss:.3f}.keras`.
 * Keras: `ModelCheckpoint`.
 * @example callbacks.modelCheckpoint('best_boston.h5', { monitor: 'val_mae', mode: 'min', saveBestOnly: true })
 */
export function modelCheckpoint(path: string, options: ModelCheckpointOptions = {}): Callback {
  checkOptions('modelCheckpoint', options, names);
  checkPath('modelCheckpoint', path);
  if (options.saveFreq !== undefined && options.saveFreq !== 'epoch')
    checkWhole('modelCheckpoint', 'saveFreq', options.saveFreq, 1);
  return typeof options.saveFreq === 'number'
    ? new StepCheckpoint(path, options, options.saveFreq)
    : new EpochCheckpoint(path, options);
}

abstract class Checkpoint extends Callback {
  readonly #monitor: Monitor;
  #best: number | undefined;
  readonly #path: string;
  readonly #options: ModelCheckpointOptions;

  constructor(path: string, options: ModelCheckpointOptions) {
    super();
    this.#path = path;
    this.#options = options;
    this.#monitor = new Monitor('modelCheckpoint', options.monitor ?? 'val_loss', options.mode);
    this.#best = options.initialValueThreshold;
  }

  override get name(): string {
    return 'modelCheckpoint';
  }

  override get firstProcessOnly(): boolean {
    return true;
  }

  override get watched(): string {
    return this.#monitor.name;
  }

  override onTrainBegin(): void {
    if (this.#options.saveBestOnly) this.#monitor.begin(this.params);
  }

  protected async save(epoch: number, logs: Logs): Promise<void> {
    const path = fillTemplate(this.#path, { epoch: epoch + 1, ...logs });
    if (!this.#options.saveBestOnly) return this.#write(path, `Epoch ${epoch + 1}: saved to ${path}`);
    if (!this.#monitor.present(logs, this.params.metrics)) return;
    const value = this.#monitor.read(logs);
    const best = this.#best ?? this.#monitor.worst;
    if (!this.#monitor.better(value, best)) return;
    const change = `${this.#monitor.name} improved from ${short(best)} to ${short(value)}`;
    this.#best = value;
    await this.#write(path, `Epoch ${epoch + 1}: ${change}, saved to ${path}`);
  }

  async #write(path: string, message: string): Promise<void> {
    await (this.#options.saveWeightsOnly ? this.model.saveWeights(path) : this.model.save(path));
    if (this.#options.verbose) console.log(message);
  }
}

class EpochCheckpoint extends Checkpoint {
  override onEpochEnd(epoch: number, logs: Logs): Promise<void> {
    return this.save(epoch, logs);
  }
}

class StepCheckpoint extends Checkpoint {
  #epoch = 0;
  #steps = 0;
  readonly #every: number;

  constructor(path: string, options: ModelCheckpointOptions, every: number) {
    super(path, options);
    this.#every = every;
  }

  override onEpochBegin(epoch: number): void {
    this.#epoch = epoch;
  }

  override async onTrainBatchEnd(_batch: number, logs: Logs): Promise<void> {
    this.#steps += 1;
    if (this.#steps % this.#every === 0) await this.save(this.#epoch, logs);
  }
}

const short = (value: number): string => (Number.isFinite(value) ? value.toPrecision(5) : String(value));
