// model.evaluate: the losses and metrics over data, by name.

import { checkOptions, checkWhole } from '../core/messages.js';
import type { Network } from '../core/network.js';
import { host } from '../host.js';
import { type CallbackArgs, callbacksOf } from './callback-list.js';
import { builtFor } from './data/build-for.js';
import { batchSizeFor, makeRows } from './data/rows.js';
import { RowsSource } from './data/rows-source.js';
import type { Source } from './data/source.js';
import { StreamSource } from './data/stream-source.js';
import { isStream } from './data/streams.js';
import type { BatchStream, Data } from './data/types.js';
import { beginTogether, type SharedRun } from './distribution.js';
import type { EvaluateArgs as EvaluateOptions, Evaluation } from './evaluate-args.js';
import { chooseTrainer } from './steps/choose-trainer.js';
import { compiledState } from './steps/compile.js';
import { needsTargets, resetMetrics, runsEagerly } from './steps/own-steps.js';
import { testProgram } from './steps/step.js';

/** Arguments of a model's `evaluate`. */
export interface EvaluateArgs extends EvaluateOptions {
  /** Called at the test's begin and end, and around each batch. */
  callbacks?: CallbackArgs;
}

export async function evaluate(
  model: Network,
  given: Data | BatchStream,
  y?: Data,
  args: EvaluateArgs = {},
): Promise<Evaluation> {
  checkOptions('evaluate', args, ['batchSize', 'sampleWeight', 'steps', 'callbacks', 'eager', 'verbose']);
  checkWhole('evaluate', 'batchSize', args.batchSize ?? 32, 1);
  const x = model.isDescribed ? given : await builtFor(model, given, 'evaluate');
  const state = compiledState(model, 'evaluate');
  const program = testProgram(model, state);
  const source = sourceOf(model, x, y, args);
  resetMetrics(model, state);
  const callbacks = callbacksOf(model, args.callbacks, args.steps ?? source.steps);
  const eager = runsEagerly(model, state, args.eager);
  let together: SharedRun | undefined;
  try {
    together = await beginTogether(() => ({
      ...{ where: 'evaluate', model, state, programs: [program], sources: [source], eager, xla: false },
      settings: { steps: args.steps },
    }));
    const trainer = chooseTrainer(eager);
    await callbacks.call('onTestBegin', {});
    const sums = await source.run({
      ...{
        program,
        trainer: together?.trainer(trainer) ?? trainer,
        signal: host().signal,
        shuffle: false,
        stepByStep: callbacks.wantTestBatches,
      },
      maxSteps: args.steps,
      beforeStep: (step) => callbacks.callNumbered('onTestBatchBegin', step, {}),
      async afterSteps(done, soFar) {
        if (callbacks.wantTestBatches)
          await callbacks.callNumbered('onTestBatchEnd', done - 1, program.layout.read(soFar));
        return true;
      },
    });
    const logs = program.layout.read(sums);
    await callbacks.call('onTestEnd', logs);
    return listed(logs);
  } finally {
    await together?.end();
    source.dispose();
    await callbacks.release();
  }
}

function sourceOf(model: Network, x: Data | BatchStream, y: Data | undefined, args: EvaluateArgs): Source {
  const state = compiledState(model, 'evaluate');
  if (isStream(x)) return new StreamSource(x, { where: 'evaluate', model, state, steps: args.steps });
  if (y === undefined && needsTargets(model, state))
    throw new Error('evaluate: y is missing. Expected model.evaluate(x, y).');
  const rows = makeRows(model, state, { where: 'evaluate', x, y, sampleWeight: args.sampleWeight });
  return new RowsSource(rows, batchSizeFor(rows, args.batchSize, args.steps));
}

function listed(logs: Record<string, number>): Evaluation {
  const values = Object.values(logs);
  const named = { ...logs, loss: logs.loss!, [Symbol.iterator]: () => values[Symbol.iterator]() };
  const places = values.map((value, place) => [place, { value }] as const);
  // Places are not enumerable: printed, the numbers show once.
  return Object.defineProperties(named, {
    ...Object.fromEntries(places),
    [Symbol.iterator]: { enumerable: false, writable: false },
  });
}
