// Notes how a model's weights are spread after each epoch, for plot.weights.
import { Callback } from '../../training/callback.js';
import { rounded } from '../scales/series.js';
import { dense } from '../scales/values.js';

/** The spread of one layer's weights after one epoch (from 1). */
export interface WeightRecord {
  layer: string;
  epoch: number;
  low: number;
  quarter: number;
  median: number;
  threeQuarters: number;
  high: number;
}

/**
 * A callback that keeps five numbers a layer and epoch, not the weights themselves.
 * @example
 * const recorder = plot.weightRecorder();
 * await model.fit(x, y, { epochs: 3, verbose: 0, callbacks: [recorder] });
 * plot.weights(recorder)
 */
export class WeightRecorder extends Callback {
  readonly records: WeightRecord[] = [];

  override get name(): string {
    return 'weightRecorder';
  }

  override onTrainBegin(): void {
    this.records.length = 0;
    this.#record(0);
  }

  override onEpochEnd(epoch: number): void {
    this.#record(epoch + 1);
  }

  #record(epoch: number): void {
    for (const layer of this.model.layers) {
      const kernel = layer.weights.map((weight) => weight.read()).find(({ rank }) => rank > 1);
      if (kernel)
        this.records.push({ layer: layer.name, epoch, ...spread(dense(kernel, 'weightRecorder').data) });
    }
  }
}

/**
 * A callback for `fit` that notes the weights' spread by layer and epoch: draw it by `plot.weights(recorder)`.
 *
 * @example
 * const recorder = plot.weightRecorder();
 * const mlp = sequential([layers.dense({ units: 1, inputShape: [2] })]);
 * mlp.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
 * await mlp.fit([[0, 1], [1, 0]], [[1], [0]], { epochs: 3, verbose: 0, callbacks: [recorder] });
 * plot.weights(recorder);
 */
export function weightRecorder(): WeightRecorder {
  return new WeightRecorder();
}

function spread(data: ArrayLike<number>): Omit<WeightRecord, 'layer' | 'epoch'> {
  const sorted = Float64Array.from(data).sort();
  const at = (share: number) => rounded(sorted[Math.round(share * (sorted.length - 1))]!)!;
  return { low: at(0), quarter: at(0.25), median: at(0.5), threeQuarters: at(0.75), high: at(1) };
}
