// Texts in folders as batches, one folder a class.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkWhole } from '../core/messages.js';
import { notice } from '../core/notice.js';
import { oneHotRows } from '../data/one-hot.js';
import type { LabelOptions } from '../image/dataset-options.js';
import { type FolderKind, type LabelledFolder, labelledFolder, sideOf } from '../image/labelled-files.js';
import { permutation } from '../random/random.js';
import { tf } from '../tf.js';

/** Options of `textDatasetFromDirectory`. */
export interface TextDatasetOptions extends LabelOptions {
  /** Texts a batch. Default: 32. */
  readonly batchSize?: number;
  /** Longer texts are cut, in bytes. Default: no limit. */
  readonly maxLength?: number;
  /** Says how many texts and classes were found. Default: true. */
  readonly verbose?: boolean;
}

/** A batch: texts [rows], and their targets unless there are none. */
export type TextBatch = [texts: tf.Tensor1D, targets: tf.Tensor] | [texts: tf.Tensor1D];

const kind: FolderKind = { where: 'textDatasetFromDirectory', endings: ['.txt'], things: 'texts' };

/** Batches of texts; each `for await` passes over all of them once. `fit` makes a pass an epoch. */
export class TextDataset implements AsyncIterable<TextBatch> {
  /** Class names, by class number. */
  readonly classNames: readonly string[];
  /** Every text's path. */
  readonly filePaths: readonly string[];
  readonly batchSize: number;
  /** Batches in a pass. */
  readonly length: number;
  /** Whether each pass takes the texts in an order of its own. */
  readonly shuffles: boolean;
  readonly #labels: readonly number[];
  readonly #options: TextDatasetOptions;

  constructor(directory: string, files: LabelledFolder, options: TextDatasetOptions) {
    const { batchSize = 32, shuffle = true } = options;
    checkWhole(kind.where, 'batchSize', batchSize, 1);
    this.classNames = files.classNames;
    this.filePaths = files.filenames.map((name) => join(directory, name));
    this.batchSize = batchSize;
    this.length = Math.ceil(this.filePaths.length / batchSize);
    this.shuffles = shuffle;
    this.#labels = files.labels;
    this.#options = options;
  }

  /** All texts, in the order of `filePaths`: what `layers.textVectorization` adapts to. */
  texts(): Promise<string[]> {
    return Promise.all(this.filePaths.map((path) => this.#read(path)));
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TextBatch, void, undefined> {
    const count = this.filePaths.length;
    const order = this.shuffles ? permutation(count) : Int32Array.from({ length: count }, (_, i) => i);
    for (let start = 0; start < count; start += this.batchSize) {
      const rows = Array.from(order.subarray(start, start + this.batchSize));
      const texts = await Promise.all(rows.map((row) => this.#read(this.filePaths[row]!)));
      yield this.#batch(texts, rows);
    }
  }

  #batch(texts: string[], rows: readonly number[]): TextBatch {
    const x = tf.tensor1d(texts, 'string');
    if (this.classNames.length === 0) return [x];
    const labels = Int32Array.from(rows, (row) => this.#labels[row]!);
    const mode = this.#options.labelMode ?? 'int';
    if (mode === 'int') return [x, tf.tensor1d(labels, 'int32')];
    if (mode === 'binary') return [x, tf.tensor2d(Float32Array.from(labels), [labels.length, 1])];
    return [x, oneHotRows(labels, this.classNames.length)];
  }

  async #read(path: string): Promise<string> {
    const bytes = await readFile(path);
    const { maxLength } = this.#options;
    return (maxLength === undefined ? bytes : bytes.subarray(0, maxLength)).toString('utf8');
  }
}

/**
 * Batches of texts from a folder, as Keras' `text_dataset_from_directory`: `.txt` files and their class numbers, from one
 * folder a class. Files, their labels and both sides of a split are Keras' for a seed; the order within a pass is our own.
 *
 * @throws Error for a folder that is missing, has no class folders or no texts, or an option of a value that it cannot have
 * @example
 * import { mkdirSync, writeFileSync } from 'node:fs';
 * for (const name of ['good', 'bad']) {
 *   mkdirSync(`reviews/${name}`, { recursive: true });
 *   writeFileSync(`reviews/${name}/1.txt`, `A ${name} film.`);
 * }
 * const reviews = textDatasetFromDirectory('reviews', { shuffle: false });
 * await reviews.texts(); // [ 'A bad film.', 'A good film.' ]
 */
export function textDatasetFromDirectory(
  directory: string,
  options: TextDatasetOptions & { readonly subset: 'both' },
): [training: TextDataset, validation: TextDataset];
export function textDatasetFromDirectory(directory: string, options?: TextDatasetOptions): TextDataset;
export function textDatasetFromDirectory(
  directory: string,
  options: TextDatasetOptions = {},
): TextDataset | TextDataset[] {
  const files = labelledFolder(directory, options, kind);
  const say = (text: string): void => (options.verbose === false ? undefined : notice(text));
  const { length } = files.classNames;
  say(`Found ${files.filenames.length} files${length > 0 ? ` belonging to ${length} classes` : ''}.`);
  const { validationSplit, subset } = options;
  if (validationSplit === undefined || subset === undefined) return datasetOf(directory, files, options);
  const side = (name: 'training' | 'validation'): TextDataset => {
    const part = sideOf(files, validationSplit, name);
    say(`Using ${part.filenames.length} files for ${name}.`);
    const isKept = subset === 'both' && name === 'validation';
    return datasetOf(directory, part, isKept ? { ...options, shuffle: false } : options);
  };
  return subset === 'both' ? [side('training'), side('validation')] : side(subset);
}

function datasetOf(directory: string, files: LabelledFolder, options: TextDatasetOptions): TextDataset {
  if (files.filenames.length > 0) return new TextDataset(directory, files, options);
  throw new Error(
    `Found no texts in ${directory}${options.subset ? ' for this subset' : ''}. Expected files ending in .txt.`,
  );
}
