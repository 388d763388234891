// The decision boundary redrawn in place while a model learns.
import { randomUUID } from 'node:crypto';
import { host } from '../../host.js';
import { Callback, type Logs } from '../../training/callback.js';
import { type BoundaryOptions, decisionBoundary } from '../charts/decision-boundary.js';
import type { Classifier } from '../charts/decision-field.js';
import { short } from '../scales/series.js';
import type { Values } from '../scales/values.js';

/** Options of `plot.liveDecisionBoundary`. */
export interface LiveBoundaryOptions extends BoundaryOptions {
  /** Draw after every so many epochs, at most five times a second. Default: 1. */
  every?: number;
}

const minPause = 200;
/** Drawing takes at most this share of the time. */
const maxShare = 0.2;

class LiveDecisionBoundary extends Callback {
  readonly #displayId = randomUUID();
  #nextDraw = 0;
  #last: { epoch: number; loss: number } | undefined;
  readonly #classifier: Classifier;
  readonly #x: Values;
  readonly #y: Values;
  readonly #options: LiveBoundaryOptions;

  constructor(classifier: Classifier, x: Values, y: Values, options: LiveBoundaryOptions) {
    super();
    this.#classifier = classifier;
    this.#x = x;
    this.#y = y;
    this.#options = options;
  }

  override get name(): string {
    return 'liveDecisionBoundary';
  }

  override async onEpochEnd(epoch: number, logs: Logs): Promise<void> {
    this.#last = { epoch, loss: logs.loss ?? Number.NaN };
    const start = performance.now();
    if (epoch % (this.#options.every ?? 1) !== 0 || start < this.#nextDraw || host().kind !== 'notebook')
      return;
    const chart = this.#chart(60);
    host().display(
      { 'text/html': await chart.toSVG(), 'text/plain': chart.text },
      { displayId: this.#displayId },
    );
    this.#nextDraw = start + Math.max(minPause, (performance.now() - start) / maxShare);
  }

  override async onTrainEnd(): Promise<void> {
    await this.#chart(this.#options.resolution ?? 100).show({ displayId: this.#displayId });
  }

  #chart(resolution: number) {
    const state = this.#last ? `Epoch ${this.#last.epoch + 1}, loss ${short(this.#last.loss)}` : 'Untrained';
    return decisionBoundary(this.#classifier, this.#x, this.#y, {
      subtitle: state,
      ...this.#options,
      resolution,
    });
  }
}

/**
 * A callback for `fit` that shows the decision boundary while the model learns, and keeps the last one.
 *
 * @param model the model that is trained
 * @param x points, `[n, 2]`
 * @param y their classes: numbers or one-hot rows
 * @example
 * const model = sequential([layers.dense({ units: 1, activation: 'sigmoid', inputShape: [2] })]);
 * model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
 * const x = [[0, 0], [1, 1]], y = [0, 1];
 * await model.fit(x, y, { epochs: 5, verbose: 0, callbacks: [plot.liveDecisionBoundary(model, x, y)] });
 */
export function liveDecisionBoundary(
  model: Classifier,
  x: Values,
  y: Values,
  options: LiveBoundaryOptions = {},
): Callback {
  return new LiveDecisionBoundary(model, x, y, options);
}
