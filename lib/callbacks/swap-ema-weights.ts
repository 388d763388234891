import { checkOptions } from '../core/messages.js';
import type { MovingAverages } from '../optimizers/moving-averages.js';
import { Callback } from '../training/callback.js';

/** Options of `callbacks.swapEMAWeights`. */
export interface SwapEMAWeightsOptions {
  /** Whether averages are in place at each epoch's end as well, for callbacks after this one. Default false. */
  swapOnEpoch?: boolean;
}

class SwapEMAWeights extends Callback {
  readonly #swapOnEpoch: boolean;
  /** Whether the model holds the averages. */
  #isSwapped = false;

  constructor({ swapOnEpoch = false }: SwapEMAWeightsOptions) {
    super();
    this.#swapOnEpoch = swapOnEpoch;
  }

  override get name(): string {
    return 'swapEMAWeights';
  }

  get #averages(): MovingAverages {
    const { averages } = this.model.optimizer;
    if (averages) return averages;
    throw new Error(
      'swapEMAWeights: the optimizer must keep averages, expected one with useEma: true, such as optimizers.adam({ useEma: true }). Received: one without.',
    );
  }

  #hold(averages: boolean): void {
    if (this.#isSwapped === averages) return;
    this.#averages.swap();
    this.#isSwapped = averages;
  }

  override onTrainBegin(): void {
    void this.#averages;
  }

  override onEpochBegin(): void {
    if (this.#swapOnEpoch) this.#hold(false);
  }

  override onEpochEnd(epoch: number): void {
    if (!this.#swapOnEpoch) return;
    this.#hold(true);
    // Where training ends, averages are put into the weights: by then they are there.
    if (epoch === this.params.epochs - 1) this.#averages.follow();
  }

  override onTestBegin(): void {
    this.#hold(true);
  }

  override onTestEnd(): void {
    this.#hold(false);
  }

  override onPredictBegin(): void {
    this.#hold(true);
  }

  override onPredictEnd(): void {
    this.#hold(false);
  }
}

/**
 * Puts the moving averages of weights in the weights' places while the model is validated, evaluated or predicts with it,
 * and the weights back afterwards. The optimizer needs `useEma: true`. Keras: `SwapEMAWeights`.
 * @throws Error where the optimizer keeps no averages
 * @example
 * model.compile({ optimizer: optimizers.adam({ useEma: true }), loss: 'mse' });
 * await model.fit(x, y, { epochs: 3, verbose: 0, callbacks: [callbacks.swapEMAWeights()] });
 */
export function swapEMAWeights(options: SwapEMAWeightsOptions = {}): Callback {
  checkOptions('swapEMAWeights', options, ['swapOnEpoch']);
  return new SwapEMAWeights(options);
}
