// Texts in folders as batches, one folder a class.
import { readFile } from 'node:fs/promises';
import { type BatchOptions, batchesFrom, LabelledBatches } from '../image/labelled-batches.js';
import type { FolderKind, LabelledFolder } from '../image/labelled-files.js';
import { tf } from '../tf.js';

/** Options of `textDatasetFromDirectory`. */
export interface TextDatasetOptions extends BatchOptions {
  /** Longer texts are cut, in bytes. Default: no limit. */
  readonly maxLength?: number;
}

/** A batch: texts [rows], and their targets unless there are none. */
export type TextBatch = [texts: tf.Tensor1D, targets: tf.Tensor] | [texts: tf.Tensor1D];

const kind: FolderKind = { where: 'textDatasetFromDirectory', endings: ['.txt'], things: 'texts' };

/** Batches of texts; each `for await` passes over all of them once. `fit` makes a pass an epoch. */
export class TextDataset extends LabelledBatches<tf.Tensor1D> {
  readonly #maxLength: number | undefined;

  constructor(directory: string, files: LabelledFolder, options: TextDatasetOptions) {
    super(kind.where, directory, files, options);
    this.#maxLength = options.maxLength;
  }

  /** All texts, in the order of `filePaths`: what `layers.textVectorization` adapts to. */
  texts(): Promise<string[]> {
    return Promise.all(this.filePaths.map((path) => this.#text(path)));
  }

  protected override async read(paths: readonly string[]): Promise<tf.Tensor1D> {
    return tf.tensor1d(await Promise.all(paths.map((path) => this.#text(path))), 'string');
  }

  async #text(path: string): Promise<string> {
    const bytes = await readFile(path);
    return (this.#maxLength === undefined ? bytes : bytes.subarray(0, this.#maxLength)).toString('utf8');
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
  return batchesFrom(directory, options, kind, (files, chosen) => new TextDataset(directory, files, chosen));
}
