// model.evaluate: the losses and metrics over data, by name.

import { checkOptions, checkWhole } from '../core/messages.js';
import type { Network } from '../core/network.js';
import { host } from '../host.js';
import { builtFor } from './data/build-for.js';
import { batchSizeFor, makeRows } from './data/rows.js';
import { RowsSource } from './data/rows-source.js';
import type { Source } from './data/source.js';
import { StreamSource } from './data/stream-source.js';
import { isStream } from './data/streams.js';
import type { BatchStream, Data } from './data/types.js';
import { chooseTrainer } from './steps/choose-trainer.js';
import { compiledState } from './steps/compile.js';
import { hasOwnStep, needsTargets, resetMetrics } from './steps/own-steps.js';
import { testProgram } from './steps/step.js';

/** Arguments of `model.evaluate`. */
export interface EvaluateArgs {
  /** Samples a step. Default 32. */
  batchSize?: number;
  /** How much each sample counts, or each of its steps; for several outputs a list, or an object by name. */
  sampleWeight?: Data;
  /** Stop after so many steps. */
  steps?: number;
  /** Run op by op instead of compiled. */
  eager?: boolean;
  verbose?: 0 | 1 | 2 | 'auto';
}

/** Numbers by name: `{ loss, accuracy, … }`; by place, in Keras' order, when read as a list: `scores[0]`. */
export type Evaluation = { readonly loss: number; readonly [metric: string]: number } & Iterable<number>;

export async function evaluate(
  model: Network,
  given: Data | BatchStream,
  y?: Data,
  args: EvaluateArgs = {},
): Promise<Evaluation> {
  checkOptions('evaluate', args, ['batchSize', 'sampleWeight', 'steps', 'eager', 'verbose']);
  checkWhole('evaluate', 'batchSize', args.batchSize ?? 32, 1);
  const x = model.isDescribed ? given : await builtFor(model, given, 'evaluate');
  const state = compiledState(model, 'evaluate');
  const program = testProgram(model, state);
  const source = sourceOf(model, x, y, args);
  resetMetrics(model, state);
  try {
    const sums = await source.run({
      ...{
        program,
        trainer: chooseTrainer(args.eager || hasOwnStep(model)),
        signal: host().signal,
        shuffle: false,
        stepByStep: false,
      },
      maxSteps: args.steps,
      afterSteps: () => true,
    });
    return listed(program.layout.read(sums));
  } finally {
    source.dispose();
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
