// model.evaluate: the losses and metrics over data, by name.
import { host } from '../host.js';
import type { tf } from '../tf.js';
import { compiledState } from './compile.js';
import { makeRows } from './data/prepare.js';
import { RowsSource } from './data/rows-source.js';
import type { Source } from './data/source.js';
import { StreamSource } from './data/stream-source.js';
import { isStream } from './data/streams.js';
import type { BatchStream, Data } from './data/types.js';
import type { EvaluateArgs, Evaluation } from './evaluate-args.js';
import { checkOptions, checkWhole } from './options.js';
import { testProgram } from './step.js';
import { chooseTrainer } from './trainer.js';

export async function evaluate(
  model: tf.LayersModel,
  x: Data | BatchStream,
  y?: Data,
  args: EvaluateArgs = {},
): Promise<Evaluation> {
  checkOptions('evaluate', args, ['batchSize', 'sampleWeight', 'steps', 'eager', 'verbose']);
  checkWhole('evaluate', 'batchSize', args.batchSize ?? 32, 1);
  const program = testProgram(model, compiledState(model, 'evaluate'));
  const source = sourceOf(model, x, y, args);
  try {
    const sums = await source.run({
      ...{
        program,
        trainer: chooseTrainer(args.eager),
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

function sourceOf(
  model: tf.LayersModel,
  x: Data | BatchStream,
  y: Data | undefined,
  args: EvaluateArgs,
): Source {
  const state = compiledState(model, 'evaluate');
  if (isStream(x)) return new StreamSource(x, { where: 'evaluate', model, state, steps: args.steps });
  if (y === undefined) throw new Error('evaluate: y is missing. Expected model.evaluate(x, y).');
  const rows = makeRows(model, state, { where: 'evaluate', x, y, sampleWeight: args.sampleWeight });
  return new RowsSource(rows, args.batchSize ?? 32);
}

function listed(logs: Record<string, number>): Evaluation {
  const values = Object.values(logs);
  const places = values.map((value, place) => [place, { value }] as const);
  const iterator = { value: () => values[Symbol.iterator]() };
  // Places are not enumerable: printed, the numbers show once.
  return Object.defineProperties(
    { ...logs },
    {
      ...Object.fromEntries(places),
      [Symbol.iterator]: iterator,
    },
  ) as unknown as Evaluation;
}
