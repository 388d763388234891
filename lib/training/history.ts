// What fit returns: each log's course over the epochs.
import { type InspectOptionsStylized, inspect } from 'node:util';
import { displaySymbol, host, type MimeBundle } from '../host.js';
import { Callback, type FitParams, type Logs } from './callback.js';

type Draw = (history: History) => Promise<MimeBundle>;

let draw: Draw | undefined;

/** Called once by who can draw a history. */
export function drawHistoriesBy(given: Draw): void {
  draw = given;
}

export class History extends Callback {
  /** One list a log, one entry an epoch: `history.loss`, `history.val_accuracy` … */
  readonly history: Record<string, number[]> = {};
  /** The epochs' numbers, from 0. */
  readonly epoch: number[] = [];
  declare params: FitParams;
  #shownFor: AbortSignal | undefined;

  override get readsLogsOnly(): boolean {
    return true;
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    this.epoch.push(epoch);
    for (const [name, value] of Object.entries(logs)) {
      this.history[name] ??= [];
      this.history[name].push(value);
      this.#tellOf(name);
    }
  }

  /** Undefined for `history.loss`, as JavaScript has it, would be silent: every chart of it would be empty. */
  #tellOf(name: string): void {
    if (name in this) return;
    const get = (): never => {
      throw new Error(`The values of '${name}' are one step further in: history.history['${name}'].`);
    };
    Object.defineProperty(this, name, { get, enumerable: false });
  }

  /** The epoch (from 0) where `name` was best: smallest, or greatest when it is an accuracy or its like. */
  best(name: string): number | undefined {
    const values = this.history[name];
    if (!values?.length) return undefined;
    const sign = greaterIsBetter(name) ? -1 : 1;
    const at = values.reduce((best, value, i) => (sign * value < sign * values[best]! ? i : best), 0);
    return this.epoch[at];
  }

  /** @internal fit's own view shows the training, to the cell that this signal belongs to */
  shownFor(signal: AbortSignal): void {
    this.#shownFor = signal;
  }

  /** As a chart; as nothing on the last line of the cell whose `fit` shows it already. */
  async [displaySymbol](): Promise<MimeBundle | undefined> {
    if (this.#shownFor === host().signal) return undefined;
    if (draw && this.epoch.length > 1) return draw(this);
    return { 'text/plain': inspect(this) };
  }

  /** The courses alone: the model beside them would bury them. */
  [inspect.custom](_depth: number, options: InspectOptionsStylized): string {
    return `History ${inspect(this.history, options)}`;
  }
}

/** Whether more of a log is better, by its name. */
export function greaterIsBetter(name: string): boolean {
  return /acc|auc|precision|recall|f1|specificity|r2|true_(pos|neg)|truePos|trueNeg|cosine_similarity$/.test(
    name.replace(/^val_/, ''),
  );
}
