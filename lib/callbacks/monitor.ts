// A log that a callback watches, and what counts as better.
import { toSnakeCase } from '../names.js';
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
    const hint = this.name.startsWith('val_')
      ? ' Logs of validation need validationData or validationSplit in fit.'
      : '';
    throw new Error(
      `${this.owner}: there is no log '${this.name}' to monitor. Expected one of: ${Object.keys(logs).join(', ')}.${hint}`,
    );
  }

  /** Whether the log is there: with validationFreq, not every epoch has its validation. */
  present(logs: Logs, metrics: string[]): boolean {
    const known = metrics.includes(this.name) || metrics.includes(toSnakeCase(this.name));
    return !known || this.name in logs || toSnakeCase(this.name) in logs;
  }
}
