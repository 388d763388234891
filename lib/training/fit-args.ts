// What fit can be asked, with Keras' names and defaults.

import { checkOptions, checkWhole, received } from '../core/messages.js';
import type { CallbackArgs } from './callback-list.js';
import type { BatchStream, ClassWeight, Data } from './data/types.js';
import type { JitCompile } from './steps/trainer.js';

/** Arguments of `model.fit`. */
export interface FitArgs {
  /** Times to go through the data. Default 1. */
  epochs?: number;
  /** Samples a step. Default 32. Generators bring their own. */
  batchSize?: number;
  /** Share of the samples, the last ones, that is kept for validation. Default 0. */
  validationSplit?: number;
  /** `[x, y]` or `[x, y, sampleWeight]` to validate on after each epoch, or a generator. */
  validationData?: readonly [Data, Data] | readonly [Data, Data, Data] | BatchStream;
  /** Steps of each validation, which begins at the start of the data. Default: all of it. */
  validationSteps?: number;
  /** Samples a step of validation. Default batchSize. */
  validationBatchSize?: number;
  /** Validate every so many epochs. Default 1. */
  validationFreq?: number;
  /** Steps in an epoch. Default: all of the data, or the generator's length. */
  stepsPerEpoch?: number;
  /** Number of the first epoch, when training goes on. Default 0. */
  initialEpoch?: number;
  /** New order in each epoch. Default true; generators keep their own. */
  shuffle?: boolean;
  /** How much each sample counts, or each of its steps; for several outputs a list, or an object by name. */
  sampleWeight?: Data;
  /** How much each class counts; a class that is not named counts once. */
  classWeight?: ClassWeight;
  callbacks?: CallbackArgs;
  /** 0: silent, 1 or 'auto': progress in place, 2: one line an epoch. Default 'auto'. */
  verbose?: 0 | 1 | 2 | 'auto';
  /** Run op by op instead of compiled. Default false. */
  eager?: boolean;
  /**
   * Whether XLA compiles a step as a whole, as Keras' `jit_compile`. It makes small steps several times as fast, after some
   * tenths of a second; `auto`, the default, uses it where the steps asked for make that good and their ops suit it.
   */
  jitCompile?: JitCompile;
}

export const fitOptions: readonly (keyof FitArgs)[] = [
  'epochs',
  'batchSize',
  'validationSplit',
  'validationData',
  'validationSteps',
  'validationBatchSize',
  'validationFreq',
  'stepsPerEpoch',
  'initialEpoch',
  'shuffle',
  'sampleWeight',
  'classWeight',
  'callbacks',
  'verbose',
  'eager',
  'jitCompile',
];

/** tfjs' own option, of no use here: fit always lets others in. */
const tolerated = ['yieldEvery', 'batchesPerEpoch', 'validationBatches'];

export function checkFitArgs(args: FitArgs, streamed: boolean): void {
  checkOptions('fit', args, [...fitOptions, ...tolerated]);
  const { epochs = 1, batchSize = 32, initialEpoch = 0, validationSplit = 0 } = args;
  checkWhole('fit', 'epochs', epochs, 1);
  checkWhole('fit', 'batchSize', batchSize, 1);
  checkWhole('fit', 'initialEpoch', initialEpoch, 0);
  for (const name of ['stepsPerEpoch', 'validationSteps', 'validationBatchSize', 'validationFreq'] as const) {
    if (args[name] !== undefined) checkWhole('fit', name, args[name], 1);
  }
  if (![undefined, true, false, 'auto'].includes(args.jitCompile)) {
    throw new Error(`fit: jitCompile must be true, false or 'auto'. Received: ${received(args.jitCompile)}.`);
  }
  if (typeof validationSplit !== 'number' || !(validationSplit >= 0 && validationSplit < 1)) {
    throw new Error(
      `fit: validationSplit must be from 0 up to 1 (0.2 keeps a fifth). Received: ${received(validationSplit)}.`,
    );
  }
  if (streamed) checkStreamed(args);
}

function checkStreamed(args: FitArgs): void {
  const useless = (['batchSize', 'validationSplit', 'sampleWeight'] as const).find(
    (name) => args[name] !== undefined,
  );
  if (useless === undefined) return;
  const remedy = {
    batchSize: 'the generator decides how many samples a batch has',
    validationSplit: 'use validationData with a second generator',
    sampleWeight: 'let the generator give [x, y, sampleWeight]',
  }[useless];
  throw new Error(`fit: ${useless} has no meaning with a generator: ${remedy}.`);
}
