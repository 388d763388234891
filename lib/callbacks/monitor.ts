// A log that a callback watches, and what counts as better.
import { nearest, toSnakeCase } from '../names.js';
import type { Logs } from './callback.js';
import { greaterIsBetter } from './history.js';

/** The name of a log; any metric's name, with `val_` for validation. */
export type MonitorName =
  | 'loss'
  | 'accuracy'
  | 'mae'
  | 'mse'
  | 'val_loss'
  | 'val_accuracy'
  | 'val_mae'
  | 'val_mse'
  | (string & {});

/** `auto` goes by the name: an accuracy should grow, an error shrink. */
export type MonitorMode = 'auto' | 'min' | 'max';

export class Monitor {
  private readonly sign: 1 | -1;

  constructor(
    private readonly owner: string,
    readonly name: MonitorName,
    mode: MonitorMode = 'auto',
    private readonly minDelta = 0,
  ) {
    if (!['auto', 'min', 'max'].includes(mode)) {
      throw new Error(`${owner}: mode must be 'auto', 'min' or 'max'. Received: '${mode}'.`);
    }
    this.sign = mode === 'max' || (mode === 'auto' && greaterIsBetter(name)) ? 1 : -1;
  }

  /** The value that any other beats. */
  get worst(): number {
    return -this.sign * Infinity;
  }

  /** Whether `value` beats `best` by more than minDelta. */
  better(value: number, best: number): boolean {
    return this.sign * (value - best) > Math.abs(this.minDelta);
  }

  /** The log's value; an error that lists the logs there are when there is none of this name. */
  read(logs: Logs): number {
    const value = logs[this.name] ?? logs[toSnakeCase(this.name)];
    if (value !== undefined) return value;
    throw this.complaint(Object.keys(logs));
  }

  /**
   * Before the first epoch: a misspelt name, or one of validation where there is none, is told at once. Other names
   * may be logs that another callback adds.
   */
  expectIn(metrics: string[]): void {
    if (metrics.includes(this.name) || metrics.includes(toSnakeCase(this.name))) return;
    const withoutValidation = this.name.startsWith('val_') && metrics.includes(this.name.slice(4));
    if (withoutValidation || nearest(this.name, metrics)) throw this.complaint(metrics);
  }

  private complaint(there: string[]): Error {
    const near = nearest(this.name, there);
    const hint =
      this.name.startsWith('val_') && !there.some((name) => name.startsWith('val_'))
        ? ' Logs of validation need validationData or validationSplit in fit.'
        : near && ` Did you mean '${near}'?`;
    return new Error(
      `${this.owner}: there is no log '${this.name}' to monitor.${hint ?? ''} Expected one of: ${there.join(', ')}.`,
    );
  }

  /** Whether the log is there: with validationFreq, not every epoch has its validation. */
  present(logs: Logs, metrics: string[]): boolean {
    const known = metrics.includes(this.name) || metrics.includes(toSnakeCase(this.name));
    return !known || this.name in logs || toSnakeCase(this.name) in logs;
  }
}
