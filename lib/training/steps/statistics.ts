// The vector of sums that a step returns, and what it means: first the losses, then each metric's own sums.
import { maskOf, setMask } from '../../core/masks.js';
import type { Network } from '../../core/network.js';
import type { Shape } from '../../core/shape.js';
import { MeanMetric } from '../../metrics/mean-metric.js';
import { type AnyMetric, type Direction, Metric } from '../../metrics/metric.js';
import { precisionOf, toPrecision } from '../../precision.js';
import { tf } from '../../tf.js';
import type { BoundMetric, CompiledState } from './compile.js';
import type { ForwardResult } from './forward.js';
import type { Batch } from './trainer.js';

/** Names as in Keras: `loss`, `accuracy`, `val_loss` … */
export type Logs = Record<string, number>;

/** Says where each log's sums lie in the vector, and how to read them. */
export interface Layout {
  readonly width: number;
  /** The places, from the first to before the last, of sums over steps; all others are sums over samples. */
  readonly overSteps: readonly [from: number, to: number];
  /** Keys of the logs in order: `loss`, each output's loss when there are several, the metrics. */
  readonly keys: string[];
  /** Whether more of each log is better, or less. */
  readonly directions: Readonly<Record<string, Direction>>;
  /** The logs from sums over any number of steps. */
  read(sums: ArrayLike<number>): Logs;
}

export function layoutOf(state: CompiledState, { outputNames, outputs }: Network): Layout {
  const perOutput = outputNames.length > 1 ? outputNames.filter((_, i) => state.losses[i]) : [];
  const lossKeys = perOutput.map((name) => `${name}_loss`);
  const metrics = state.metrics.map((bound) => placed(bound, outputs[bound.output]!.shape));
  // The loss is a sum over samples, each output's loss one over steps: their numbers stand before them.
  const lossWidth = 3 + lossKeys.length;
  return {
    overSteps: [2, lossWidth],
    width: lossWidth + metrics.reduce((sum, { width }) => sum + width, 0),
    keys: ['loss', ...lossKeys, ...metrics.flatMap(({ keys }) => keys)],
    directions: Object.fromEntries([
      ...['loss', ...lossKeys].map((key) => [key, 'down'] as const),
      ...metrics.flatMap(({ metric, keys }) => keys.map((key) => [key, metric.direction] as const)),
    ]),
    read(sums) {
      const [samples, loss, steps] = Array.from(sums);
      const logs: Logs = { loss: loss! / samples! };
      lossKeys.forEach((key, i) => {
        logs[key] = sums[3 + i]! / steps!;
      });
      readMetrics(logs, metrics, Array.from(sums).slice(lossWidth));
      return logs;
    },
  };
}

type Placed = Pick<BoundMetric, 'metric'> & { readonly width: number; readonly keys: string[] };

/** A metric of several numbers has a log for each: `recall[0]`, `recall[1]` … */
function placed({ metric, key }: BoundMetric, outputs: Shape): Placed {
  const count = metric.size(outputs);
  const keys = count === null ? [key] : Array.from({ length: count }, (_, i) => `${key}[${i}]`);
  return { metric, width: metric.width(outputs), keys };
}

function readMetrics(logs: Logs, metrics: Placed[], sums: number[]): void {
  let start = 0;
  for (const { metric, width, keys } of metrics) {
    const values = [metric.read(sums.slice(start, start + width))].flat();
    keys.forEach((key, i) => {
      logs[key] = values[i]!;
    });
    start += width;
  }
}

/** Means that Keras computes as it finds them: to compare, or by functions of one's own. */
const asTheyAre = new Set(
  'Accuracy BinaryAccuracy CategoricalAccuracy Function SparseCategoricalAccuracy SparseTopKCategoricalAccuracy TopKCategoricalAccuracy'.split(
    ' ',
  ),
);

/** Outputs as a metric takes them: those of 16 bits in float32, where Keras does that as well. */
function judgedBy(metric: AnyMetric, output: tf.Tensor): tf.Tensor {
  const precision = precisionOf(output);
  if (precision === 'float32') return output;
  if (!(metric instanceof Metric)) return output;
  if (metric instanceof MeanMetric) {
    if (asTheyAre.has(metric.className)) return output;
    throw new Error(
      `metrics: Keras computes '${metric.name}' of outputs of ${precision} in ${precision}, which is not available here. ` +
        "End the model by a layer of float32: layers.activation({ activation: 'linear', dtype: 'float32' }).",
    );
  }
  const wide = toPrecision(output, 'float32');
  setMask(wide, maskOf(output));
  return wide;
}

/** One step's vector, from what the forward pass gave. */
export function statisticsOf(state: CompiledState, batch: Batch, result: ForwardResult): tf.Tensor1D {
  const count = batch.inputs[0]!.shape[0]!;
  const losses = result.outputs.length > 1 ? result.losses : [];
  // Keras, too, takes each output's loss as the mean over steps, and the whole loss as that over samples.
  const sums = [tf.scalar(count), tf.mul(result.loss, count), tf.scalar(1), ...losses];
  const head = tf.stack(sums) as tf.Tensor1D;
  const metrics = state.metrics.map(({ metric, output, weighted }) =>
    metric.statistics(
      batch.targets[output]!,
      judgedBy(metric, result.outputs[output]!),
      weighted ? batch.weights[output] : undefined,
    ),
  );
  return tf.concat([head, ...metrics]);
}
