// What several processes do not carry out together is refused by name, in each of them, before anything is exchanged.
import { maskOf } from '../core/masks.js';
import { received } from '../core/messages.js';
import { clusterHere } from '../engine/cluster/cluster-here.js';
import { Metric as OwnMetric } from '../metrics/own-metric.js';
import { Optimizer } from '../optimizers/optimizer.js';
import { tf } from '../tf.js';
import { RowsSource } from '../training/data/rows-source.js';
import type { SharedWork } from '../training/distribution.js';
import { sliceRows } from '../training/steps/batch.js';
import { callModel } from '../training/steps/call-model.js';
import { hasOwnStep, ownMethod } from '../training/steps/own-steps.js';
import type { Rows } from '../training/steps/trainer.js';

/**
 * The rows of all sources, when all of it can be carried out together.
 * @param takesStreams whether batches of generators may come beside; their first one is looked at when it comes
 */
export function rowsToShare(work: SharedWork, takesStreams: boolean): Rows[] {
  const { where, model, state, programs, sources, eager, xla } = work;
  const refuse = refusal(where);
  if (hasOwnStep(model)) refuse('a trainStep or testStep of your own', "Leave it to the model's own");
  if (ownMethod(model, 'computeLoss')) refuse('a computeLoss of your own', 'Give compile a loss');
  if (model.stateful) refuse('layers that go on from the batch before (stateful)', 'Leave stateful out');
  if (eager) refuse('steps op by op', 'Leave eager and runEagerly out');
  if (xla) refuse("XLA's steps", "Leave jitCompile at 'auto'");
  const own = state.metrics.find(({ metric }) => metric instanceof OwnMetric);
  if (own) refuse(`the metric '${own.key}', a class of your own`, 'Use a function, or one of metrics.…');
  const isTrained = where === 'evaluate' || programs.some(({ shared }) => shared !== undefined);
  if (!isTrained) refuse('a fit of a model without weights to train', 'Set trainable = true before compile');
  if (where === 'fit' && !(state.optimizer instanceof Optimizer))
    refuse(`the optimizer ${received(state.optimizer)}`, 'Use one of optimizers.…');
  const rows = sources.flatMap((source) => (source instanceof RowsSource ? [source.rows] : []));
  if (rows.length < sources.length && !takesStreams)
    refuse('a generator of batches', 'Give arrays or tensors');
  for (const [i, one] of rows.entries()) refuseData(work, one, i === 0 && sources[0] instanceof RowsSource);
  return rows;
}

/** What is known of data only when it is there. @param isTrained whether steps of training are taken on it */
export function refuseData(work: SharedWork, rows: Rows, isTrained: boolean): void {
  const refuse = refusal(work.where);
  if ([...rows.inputs, ...rows.targets].some(({ dtype }) => dtype === 'string'))
    refuse('texts', 'Give numbers');
  if (work.where === 'fit' && isTrained) refuseByLosses(work, rows, refuse);
}

const refusal =
  (where: string) =>
  (what: string, instead: string): never => {
    throw new Error(
      `${where}: several processes do not carry out ${what} together. ${instead}, or use one process ` +
        `(${clusterHere() ? 'without TENSORCELL_CLUSTER and TF_CONFIG' : 'await distribute({ processes: 1 })'}).`,
    );
  };

/** A batch's loss must be the mean of its rows' losses, or parts of a batch cannot be put together. */
function refuseByLosses(
  { model, state }: SharedWork,
  rows: Rows,
  refuse: (what: string, instead: string) => never,
): void {
  tf.tidy(() => {
    const some = sliceRows(rows, 0, Math.min(rows.count, 2));
    const { outputs } = callModel(model, some.inputs, false);
    state.losses.forEach((loss, i) => {
      if (!loss) return;
      const name = `the loss '${loss.name}'`;
      if (loss.reduction !== 'sumOverBatchSize' && loss.reduction !== 'mean')
        refuse(`${name} with the reduction '${loss.reduction}'`, "Use 'sumOverBatchSize'");
      const values = loss.call(some.targets[i]!, outputs[i]!);
      if (maskOf(outputs[i]!) || maskOf(values)) refuse(`${name} of masked steps`, 'Leave masks out');
      if (values.shape[0] !== some.count)
        refuse(`${name}, which gives no value for each row`, 'Use one that does');
    });
  });
}
