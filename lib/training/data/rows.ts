// Data on the device, in the form that a model wants.
import type { Network } from '../../core/network.js';
import type { CompiledState } from '../steps/compile.js';
import type { Rows } from '../steps/trainer.js';
import { checkFinite } from './check-finite.js';
import { checkClassNumbers } from './check-targets.js';
import { sampleWeights } from './sample-weights.js';
import { countSamples, standardizeInputs, standardizeTargets } from './standardize.js';
import type { Data } from './types.js';

/** What is given for some samples. @param where for errors: `fit` */
export interface RowsRequest {
  where: string;
  x: Data;
  y?: Data | undefined;
  sampleWeight?: Data | undefined;
}

/** Data on the device, checked. */
export function makeRows(model: Network, state: CompiledState, request: RowsRequest): Rows {
  const { where } = request;
  const inputs = standardizeInputs(model, request.x, where);
  const targets = request.y === undefined ? [] : standardizeTargets(model, state, request.y, inputs, where);
  const count = countSamples(inputs, targets, where);
  const { outputs, outputNames } = model;
  targets.forEach((target, i) => {
    checkClassNumbers(target, outputs[i]!.shape, state.losses[i] ?? null, `${where}: y`);
  });
  checkFinite([...inputs, ...targets], where);
  return {
    inputs,
    targets,
    count,
    weights: sampleWeights({ targets, outputNames, where }, request.sampleWeight),
  };
}

/** Where only the number of steps is given, the batches are as large as it takes, as in Keras. */
export function batchSizeFor({ count }: Rows, given: number | undefined, steps: number | undefined): number {
  return given ?? (steps === undefined ? 32 : Math.ceil(count / steps));
}
