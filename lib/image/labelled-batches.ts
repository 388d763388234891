// Files in folders as batches, one folder a class: what data sets of texts and of sounds share.
import { join } from 'node:path';
import { checkWhole } from '../core/messages.js';
import { notice } from '../core/notice.js';
import { keepsNoBatch } from '../data/fresh-batches.js';
import { type BatchSource, type Changed, inputsOf, MappedBatches } from '../data/mapped-batches.js';
import { oneHotRows } from '../data/one-hot.js';
import { permutation } from '../random/random.js';
import { tf } from '../tf.js';
import { wholeNumbers } from '../whole-numbers.js';
import type { LabelOptions } from './dataset-options.js';
import { type FolderKind, type LabelledFolder, labelledFolder, sideOf } from './labelled-files.js';

/** Options that such data sets share. */
export interface BatchOptions extends LabelOptions {
  /** Files a batch. Default: 32. */
  readonly batchSize?: number;
  /** Says how many files and classes were found. Default: true. */
  readonly verbose?: boolean;
}

/** Batches of files; each `for await` passes over all of them once. `fit` makes a pass an epoch. */
export abstract class LabelledBatches<X extends tf.Tensor>
  implements AsyncIterable<[x: X, targets: tf.Tensor] | [x: X]>
{
  /** Class names, by class number. */
  readonly classNames: readonly string[];
  /** Every file's path. */
  readonly filePaths: readonly string[];
  readonly batchSize: number;
  /** Batches in a pass. */
  readonly length: number;
  /** Whether each pass takes the files in an order of its own. */
  readonly shuffles: boolean;
  readonly #labels: readonly number[];
  readonly #mode: BatchOptions['labelMode'];

  constructor(where: string, directory: string, files: LabelledFolder, options: BatchOptions) {
    const { batchSize = 32, shuffle = true } = options;
    checkWhole(where, 'batchSize', batchSize, 1);
    this.classNames = files.classNames;
    this.filePaths = files.filenames.map((name) => join(directory, name));
    this.batchSize = batchSize;
    this.length = Math.ceil(this.filePaths.length / batchSize);
    this.shuffles = shuffle;
    this.#labels = files.labels;
    this.#mode = options.labelMode;
    keepsNoBatch(this);
  }

  /** What the files of a batch hold. */
  protected abstract read(paths: readonly string[]): Promise<X>;

  /**
   * The batches changed by a function, as they come: it is given inputs and targets and gives other inputs, or both. It runs
   * in `tf.tidy`. Keras' data sets: `map`.
   */
  map<C extends Changed>(change: (x: X, targets: tf.Tensor) => C): MappedBatches<[X, tf.Tensor], C> {
    return new MappedBatches(this as BatchSource<[X, tf.Tensor]>, change);
  }

  /** The inputs of one pass, a tensor for each batch: what a layer's `adapt` takes. */
  inputs(): Promise<tf.Tensor[]> {
    return inputsOf(this);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<[x: X, targets: tf.Tensor] | [x: X], void, undefined> {
    const count = this.filePaths.length;
    const order = this.shuffles ? permutation(count) : wholeNumbers(count);
    for (let start = 0; start < count; start += this.batchSize) {
      const rows = Array.from(order.subarray(start, start + this.batchSize));
      const x = await this.read(rows.map((row) => this.filePaths[row]!));
      yield this.classNames.length === 0 ? [x] : [x, this.#targets(rows)];
    }
  }

  #targets(rows: readonly number[]): tf.Tensor {
    const labels = Int32Array.from(rows, (row) => this.#labels[row]!);
    return labelTargets(labels, this.#mode ?? 'int', this.classNames.length);
  }
}

/** Class numbers as what a network is trained towards. */
export function labelTargets(
  labels: Int32Array,
  mode: 'int' | 'categorical' | 'binary',
  classes: number,
): tf.Tensor {
  switch (mode) {
    case 'int':
      return tf.tensor1d(labels, 'int32');
    case 'binary':
      return tf.tensor2d(Float32Array.from(labels), [labels.length, 1]);
    case 'categorical':
      return oneHotRows(labels, classes);
  }
}

/** The data set of a folder, or both sides of its split; says what was found. */
export function batchesFrom<O extends BatchOptions, T>(
  directory: string,
  options: O,
  kind: FolderKind,
  make: (files: LabelledFolder, options: O) => T,
): T | T[] {
  const files = labelledFolder(directory, options, kind);
  const say = (text: string): void => (options.verbose === false ? undefined : notice(text));
  const { length } = files.classNames;
  say(`Found ${files.filenames.length} files${length > 0 ? ` belonging to ${length} classes` : ''}.`);
  const filled = (part: LabelledFolder, chosen: O): T => {
    if (part.filenames.length > 0) return make(part, chosen);
    const expected = [kind.endings.slice(0, -1).join(', '), kind.endings.at(-1)].filter(Boolean).join(' or ');
    throw new Error(
      `Found no ${kind.things} in ${directory}${options.subset ? ' for this subset' : ''}. Expected files ending in ${expected}.`,
    );
  };
  const { validationSplit, subset } = options;
  if (validationSplit === undefined || subset === undefined) return filled(files, options);
  const side = (name: 'training' | 'validation'): T => {
    const part = sideOf(files, validationSplit, name);
    say(`Using ${part.filenames.length} files for ${name}.`);
    // As in Keras, the validation set of a pair keeps one order.
    const isKept = subset === 'both' && name === 'validation';
    return filled(part, isKept ? { ...options, shuffle: false } : options);
  };
  return subset === 'both' ? [side('training'), side('validation')] : side(subset);
}
