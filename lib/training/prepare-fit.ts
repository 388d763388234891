// From fit's arguments to the sources of training and of validation.

import { received } from '../core/messages.js';
import type { Network } from '../core/network.js';
import { tf } from '../tf.js';
import { adviseOnData } from './advice/data-advice.js';
import { adviseOnLeak } from './advice/leak-advice.js';
import { batchSizeFor, makeRows } from './data/rows.js';
import { RowsSource } from './data/rows-source.js';
import { classWeights } from './data/sample-weights.js';
import type { Source } from './data/source.js';
import { StreamSource } from './data/stream-source.js';
import { isStream } from './data/streams.js';
import type { BatchStream, Data } from './data/types.js';
import { type FitArgs, fitOptions } from './fit-args.js';
import { disposeBatch, sliceRows } from './steps/batch.js';
import type { CompiledState } from './steps/compile.js';
import { needsTargets } from './steps/own-steps.js';
import type { Rows } from './steps/trainer.js';

export interface Sources {
  readonly train: Source;
  readonly validation?: Source;
}

/** Options stand where the targets should. */
export const isOptions = (y: object | Data): boolean =>
  Object.getPrototypeOf(y) === Object.prototype &&
  Object.keys(y).length > 0 &&
  Object.keys(y).every((key) => (fitOptions as readonly string[]).includes(key));

/** Everything is on the device and checked when it returns; dispose of the sources after use. */
export function prepareFit(
  model: Network,
  state: CompiledState,
  x: Data | BatchStream,
  y: Data | undefined,
  args: FitArgs,
): Sources {
  if (isStream(x)) {
    const train = new StreamSource(x, {
      where: 'fit',
      model,
      state,
      steps: args.stepsPerEpoch,
      classWeight: args.classWeight,
    });
    return { train, validation: prepareValidation(model, state, args) };
  }
  if ((y === undefined && needsTargets(model, state)) || (y !== undefined && isOptions(y)))
    throw new Error('fit: y is missing. Expected model.fit(x, y, { epochs: … }).');
  const rows = makeRows(model, state, { where: 'fit', x, y, sampleWeight: args.sampleWeight });
  const { validationSplit = 0, validationData } = args;
  const trainOn = (part: Rows): RowsSource =>
    new RowsSource(weighRows(model, part, args), batchSizeFor(part, args.batchSize, args.stepsPerEpoch));
  adviseOnData(model, state, rows);
  if (validationSplit === 0 || validationData !== undefined) {
    const validation = prepareValidation(model, state, args);
    if (validation instanceof RowsSource) adviseOnLeak(state, rows, validation.rows);
    return { train: trainOn(rows), validation };
  }
  const [first, rest] = splitRows(rows, validationSplit);
  return { train: trainOn(first), validation: validateOn(rest, args) };
}

function validateOn(rows: Rows, { batchSize, validationBatchSize, validationSteps }: FitArgs): RowsSource {
  return new RowsSource(rows, batchSizeFor(rows, validationBatchSize ?? batchSize, validationSteps));
}

/** Classes are weighed in training only. */
function weighRows({ outputNames }: Network, rows: Rows, { classWeight }: FitArgs): Rows {
  if (classWeight === undefined) return rows;
  const weights = classWeights(
    { targets: rows.targets, outputNames, where: 'fit' },
    rows.weights,
    classWeight,
  );
  tf.dispose(rows.weights);
  return { ...rows, weights };
}

function prepareValidation(model: Network, state: CompiledState, args: FitArgs): Source | undefined {
  const { validationData: data } = args;
  if (data === undefined) return undefined;
  const where = 'fit: validationData';
  if (Array.isArray(data)) {
    const [x, y, sampleWeight] = data as [Data, Data | undefined, Data | undefined];
    if (y === undefined && needsTargets(model, state))
      throw new Error(`${where}: y is missing. Expected [x, y] or [x, y, sampleWeight].`);
    const rows = makeRows(model, state, { where, x, y, sampleWeight });
    return validateOn(rows, args);
  }
  if (isStream(data)) return new StreamSource(data, { where, model, state, steps: args.validationSteps });
  throw new Error(
    `${where}: expected [x, y], [x, y, sampleWeight] or a generator. Received: ${received(data)}.`,
  );
}

/** The last share of the rows goes to validation, as in Keras: before any shuffling. */
function splitRows(rows: Rows, share: number): [Rows, Rows] {
  const at = Math.floor(rows.count * (1 - share));
  if (at === 0 || at === rows.count) {
    throw new Error(
      `fit: validationSplit ${share} of ${rows.count} samples leaves none for ${at === 0 ? 'training' : 'validation'}.`,
    );
  }
  const parts: [Rows, Rows] = [sliceRows(rows, 0, at), sliceRows(rows, at, rows.count - at)];
  disposeBatch(rows);
  return parts;
}
