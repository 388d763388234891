// A log that a callback watches, and what counts as better.
import { nearest, toSnakeCase } from '../core/names.js';
import type { FitParams, Logs } from '../training/callback.js';

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

/** `auto`: losses and errors should shrink, accuracies grow; of a metric of one's own only `min` or `max` tells. */
export type MonitorMode = 'auto' | 'min' | 'max';

export class Monitor {
  #sign: 1 | -1 | undefined;
  readonly #owner: string;
  readonly #minDelta: number;

  constructor(
    owner: string,
    readonly name: MonitorName,
    mode: MonitorMode = 'auto',
    minDelta = 0,
  ) {
    this.#owner = owner;
    this.#minDelta = minDelta;
    if (!['auto', 'min', 'max'].includes(mode)) {
      throw new Error(`${owner}: mode must be 'auto', 'min' or 'max'. Received: '${mode}'.`);
    }
    if (mode !== 'auto') this.#sign = mode === 'max' ? 1 : -1;
  }

  /**
   * Before the first epoch: a misspelt name, or one of validation where there is none, is told at once, and so is one
   * of which is not known whether it should grow. Other names may be logs that another callback adds.
   */
  begin({ metrics, directions }: Pick<FitParams, 'metrics' | 'directions'>): void {
    this.#expectIn(metrics);
    const plain = metricOf(this.name);
    const key = keyIn(Object.keys(directions ?? {}), plain);
    const direction = plain === 'loss' ? 'down' : key && directions?.[key];
    if (direction) this.#sign ??= direction === 'up' ? 1 : -1;
    if (this.#sign) return;
    throw new Error(
      `${this.#owner}: mode must be 'max' or 'min' for '${this.name}', as nothing tells whether it should grow or shrink. ` +
        `Received: 'auto'.${keyIn(metrics, this.name) ? '' : ` There is no such log among ${metrics.join(', ')}.`}`,
    );
  }

  /** The value that any other beats. */
  get worst(): number {
    return -this.#knownSign * Number.POSITIVE_INFINITY;
  }

  /** Whether `value` beats `best` by more than minDelta. */
  better(value: number, best: number): boolean {
    return this.#knownSign * (value - best) > Math.abs(this.#minDelta);
  }

  get #knownSign(): 1 | -1 {
    if (this.#sign) return this.#sign;
    throw new Error(`${this.#owner}: training has not begun.`);
  }

  /** The log's value; an error that lists the logs there are when there is none of this name. */
  read(logs: Logs): number {
    const value = logs[keyIn(Object.keys(logs), this.name) ?? ''];
    if (value !== undefined) return value;
    throw this.#complaint(Object.keys(logs));
  }

  #expectIn(metrics: string[]): void {
    if (keyIn(metrics, this.name) !== undefined) return;
    const withoutValidation = this.name.startsWith('val_') && metrics.includes(this.name.slice(4));
    if (withoutValidation || nearest(this.name, metrics)) throw this.#complaint(metrics);
  }

  #complaint(there: string[]): Error {
    const near = nearest(this.name, there);
    const hint =
      this.name.startsWith('val_') && !there.some((name) => name.startsWith('val_'))
        ? ' Logs of validation need validationData or validationSplit in fit.'
        : near && ` Did you mean '${near}'?`;
    return new Error(
      `${this.#owner}: there is no log '${this.name}' to monitor.${hint ?? ''} Expected one of: ${there.join(', ')}.`,
    );
  }

  /** Whether the log is there: with validationFreq, not every epoch has its validation. */
  present(logs: Logs, metrics: string[]): boolean {
    return keyIn(metrics, this.name) === undefined || keyIn(Object.keys(logs), this.name) !== undefined;
  }
}

const metricOf = (name: string): string => name.replace(/^val_/, '');

/** The name as it stands there: in camelCase or as Keras spells it. */
function keyIn(names: readonly string[], name: string): string | undefined {
  return names.find((one) => one === name) ?? names.find((one) => toSnakeCase(one) === toSnakeCase(name));
}
