// From fit's arguments to the sources of training and of validation.
import { tf } from '../../tf.js';
import type { CompiledState } from '../compile.js';
import { type FitArgs, fitOptions } from '../fit-args.js';
import { internals } from '../internals.js';
import { received } from '../options.js';
import type { Rows } from '../trainer.js';
import { checkFinite } from './check-finite.js';
import { checkClassNumbers } from './check-targets.js';
import { RowsSource } from './rows-source.js';
import { classWeights, sampleWeights } from './sample-weights.js';
import type { Source } from './source.js';
import { countSamples, standardizeInputs, standardizeTargets } from './standardize.js';
import { StreamSource } from './stream-source.js';
import { isStream } from './streams.js';
import type { BatchStream, Data, Samples } from './types.js';

export interface Sources {
  readonly train: Source;
  readonly validation?: Source;
}

interface RowsRequest {
  where: string;
  x: Data;
  y: Data;
  sampleWeight?: Samples | Samples[];
}

/** Options stand where the targets should. */
const isOptions = (y: object | Data): boolean =>
  Object.getPrototypeOf(y) === Object.prototype &&
  Object.keys(y).length > 0 &&
  Object.keys(y).every((key) => (fitOptions as readonly string[]).includes(key));

/** Everything is on the device and checked when it returns; dispose of the sources after use. */
export function prepareFit(
  model: tf.LayersModel,
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
  if (y === undefined || isOptions(y))
    throw new Error('fit: y is missing. Expected model.fit(x, y, { epochs: … }).');
  const rows = makeRows(model, state, { where: 'fit', x, y, sampleWeight: args.sampleWeight });
  const { batchSize = 32, validationSplit = 0, validationData } = args;
  if (validationSplit === 0 || validationData !== undefined) {
    const train = new RowsSource(weighRows(rows, args), batchSize);
    return { train, validation: prepareValidation(model, state, args) };
  }
  const [first, rest] = splitRows(rows, validationSplit);
  return {
    train: new RowsSource(weighRows(first, args), batchSize),
    validation: new RowsSource(rest, args.validationBatchSize ?? batchSize),
  };
}

/** Classes are weighed in training only. */
function weighRows(rows: Rows, { classWeight }: FitArgs): Rows {
  if (classWeight === undefined) return rows;
  const weights = classWeights(rows.targets, rows.weights, classWeight, 'fit');
  tf.dispose(rows.weights);
  return { ...rows, weights };
}

function prepareValidation(model: tf.LayersModel, state: CompiledState, args: FitArgs): Source | undefined {
  const { validationData: data, batchSize = 32 } = args;
  if (data === undefined) return undefined;
  const where = 'fit: validationData';
  if (Array.isArray(data)) {
    const [x, y, sampleWeight] = data as [Data, Data | undefined, Samples | undefined];
    if (y === undefined) throw new Error(`${where}: y is missing. Expected [x, y] or [x, y, sampleWeight].`);
    const rows = makeRows(model, state, { where, x, y, sampleWeight });
    return new RowsSource(rows, args.validationBatchSize ?? batchSize);
  }
  if (isStream(data)) return new StreamSource(data, { where, model, state, steps: args.validationSteps });
  throw new Error(
    `${where}: expected [x, y], [x, y, sampleWeight] or a generator. Received: ${received(data)}.`,
  );
}

/** Data on the device, checked. */
export function makeRows(model: tf.LayersModel, state: CompiledState, request: RowsRequest): Rows {
  const { where } = request;
  const inputs = standardizeInputs(model, request.x, where);
  const targets = standardizeTargets(model, state, request.y, where);
  const count = countSamples(inputs, targets, where);
  const outputs = internals(model).outputs;
  targets.forEach((target, i) => {
    checkClassNumbers(target, outputs[i]!.shape, state.losses[i] ?? null, `${where}: y`);
  });
  checkFinite([...inputs, ...targets], where);
  return {
    inputs,
    targets,
    count,
    weights: sampleWeights(targets, request.sampleWeight, where),
  };
}

/** The last share of the rows goes to validation, as in Keras: before any shuffling. */
function splitRows(rows: Rows, share: number): [Rows, Rows] {
  const at = Math.floor(rows.count * (1 - share));
  if (at === 0 || at === rows.count) {
    throw new Error(
      `fit: validationSplit ${share} of ${rows.count} samples leaves none for ${at === 0 ? 'training' : 'validation'}.`,
    );
  }
  const slice = (start: number, size: number): Rows => {
    const cut = <T extends tf.Tensor>(tensor: T): T => tf.slice(tensor, [start], [size]);
    return {
      inputs: rows.inputs.map(cut),
      targets: rows.targets.map(cut),
      weights: rows.weights.map(cut),
      count: size,
    };
  };
  const parts: [Rows, Rows] = [slice(0, at), slice(at, rows.count - at)];
  tf.dispose([...rows.inputs, ...rows.targets, ...rows.weights]);
  return parts;
}
