// Follows the loss while a model trains, and says at once when it is lost: NaN, infinite, or growing without end.
import type { CompiledState } from '../steps/compile.js';
import type { Logs } from '../training-view.js';
import { advise } from './advice.js';

/** A mean loss that grew by so much has left where it began. */
const explosion = 1000;

export class LossWatch {
  readonly #state: CompiledState;
  #first: number | undefined;

  constructor(state: CompiledState) {
    this.#state = state;
  }

  /** @param logs means over the epoch so far @param place `in epoch 1, after 12 batches` */
  look({ loss }: Logs, place: () => string): void {
    if (loss === undefined) return;
    if (!Number.isFinite(loss)) this.#tellOfNaN(loss, place());
    else if (this.#first === undefined) this.#first = Math.abs(loss);
    else if (Math.abs(loss) > explosion * Math.max(this.#first, 1)) this.#tellOfGrowth(loss, place());
  }

  lookAtValidation({ val_loss: loss }: Logs, place: () => string): void {
    if (loss !== undefined && !Number.isFinite(loss)) this.#tellOfNaN(loss, `of validation ${place()}`);
  }

  #tellOfNaN(loss: number, place: string): void {
    advise(
      this.#state,
      'not finite',
      `the loss is ${loss} ${place}. Likely causes: ${this.#rate()}, inputs that are not scaled to about -1 … 1, or a logarithm or ` +
        'quotient of 0 in a loss or layer of your own. Weights that became NaN stay so: build the model anew, then train with ' +
        'a smaller rate, optimizers.adam({ clipnorm: 1 }), or callbacks.terminateOnNaN() to end such a fit.',
    );
  }

  #tellOfGrowth(loss: number, place: string): void {
    advise(
      this.#state,
      'growing loss',
      `the loss grows instead of falling: from ${this.#first?.toPrecision(3)} to ${loss.toPrecision(3)} ${place}. ` +
        `Likely causes: ${this.#rate()}, or inputs or targets that are not scaled. Build the model anew and try a tenth of the rate.`,
    );
  }

  #rate(): string {
    const { learningRate } = this.#state.optimizer as { learningRate?: unknown };
    const value = typeof learningRate === 'number' ? ` (${Number(learningRate.toPrecision(4))} here)` : '';
    return `a learning rate that is too high${value}`;
  }
}
