// The vector of sums that a step returns, and what it means: first the losses, then each metric's own sums.
import type { Metric } from '../metrics/metric.js';
import { tf } from '../tf.js';
import type { CompiledState } from './compile.js';
import type { ForwardResult } from './forward.js';
import type { Batch } from './trainer.js';
import type { Logs } from './training-view.js';

/** Says where each log's sums lie in the vector, and how to read them. */
export interface Layout {
  readonly width: number;
  /** Keys of the logs in order: `loss`, each output's loss when there are several, the metrics. */
  readonly keys: string[];
  /** The logs from sums over any number of steps. */
  read(sums: ArrayLike<number>): Logs;
}

export function layoutOf(state: CompiledState, outputNames: string[]): Layout {
  const perOutput = outputNames.length > 1 ? outputNames.filter((_, i) => state.losses[i]) : [];
  const lossKeys = ['loss', ...perOutput.map((name) => `${name}_loss`)];
  const metrics = state.metrics.map(({ metric, key }) => ({ metric, key }));
  // Each loss is a sum over samples; the number of samples comes once, before them.
  const lossWidth = 1 + lossKeys.length;
  return {
    width: lossWidth + metrics.reduce((sum, { metric }) => sum + metric.width, 0),
    keys: [...lossKeys, ...metrics.map(({ key }) => key)],
    read(sums) {
      const logs: Logs = {};
      lossKeys.forEach((key, i) => {
        logs[key] = sums[i + 1]! / sums[0]!;
      });
      readMetrics(logs, metrics, Array.from(sums).slice(lossWidth));
      return logs;
    },
  };
}

function readMetrics(logs: Logs, metrics: { metric: Metric; key: string }[], sums: number[]): void {
  let start = 0;
  for (const { metric, key } of metrics) {
    logs[key] = metric.result(sums.slice(start, start + metric.width));
    start += metric.width;
  }
}

/** One step's vector, from what the forward pass gave. */
export function statisticsOf(state: CompiledState, batch: Batch, result: ForwardResult): tf.Tensor1D {
  const count = batch.inputs[0]!.shape[0]!;
  const losses = [result.loss, ...(result.outputs.length > 1 ? result.losses : [])];
  const lossSums = losses.map((loss) => tf.mul(loss, count));
  const head = tf.stack([tf.scalar(count), ...lossSums]) as tf.Tensor1D;
  const metrics = state.metrics.map(({ metric, output, weighted }) =>
    metric.statistics(
      batch.targets[output]!,
      result.outputs[output]!,
      weighted ? batch.weights[output] : undefined,
    ),
  );
  return tf.concat([head, ...metrics]);
}
