// The files of a folder with their labels, in the order and split of Keras' `image_dataset_from_directory`.
import { MersenneTwister } from '../random/mersenne-twister.js';
import { nextSeed } from '../random/random.js';
import { checkLabelOptions, type LabelOptions } from './dataset-options.js';
import { classFolders, imagesBelow } from './loading/directory.js';

/** What `tf.image.decode_image` reads. */
const knownEndings = ['.bmp', '.gif', '.jpeg', '.jpg', '.png'];

/** Files and labels, row by row. */
export interface Labelled {
  /** Paths from the folder on. */
  readonly filenames: readonly string[];
  readonly labels: readonly number[];
}

export interface LabelledFolder extends Labelled {
  /** By class number; none without labels. */
  readonly classNames: readonly string[];
}

/** Which files are meant, and how messages call them. */
export interface FolderKind {
  readonly where: string;
  readonly endings: readonly string[];
  readonly things: string;
}

export const imageFiles: FolderKind = {
  where: 'imageDatasetFromDirectory',
  endings: knownEndings,
  things: 'images',
};

/** @throws Error for a folder or class that is missing, or labels that do not fit the files */
export function labelledFolder(directory: string, options: LabelOptions, kind: FolderKind): LabelledFolder {
  checkLabelOptions(kind.where, options, kind.things);
  const { labels = 'inferred', labelMode } = options;
  const found =
    labels === 'inferred' ? byFolder(directory, options, kind) : all(directory, labels ?? [], options, kind);
  const classNames = labels === null || labelMode === null ? [] : found.classNames;
  if (labelMode === 'binary' && labels !== null && classNames.length !== 2) {
    throw new Error(
      `labelMode 'binary' needs 2 classes, received ${classNames.length} (${classNames.join(', ')}). ` +
        "Use 'int' or 'categorical', or name two with classNames: [...].",
    );
  }
  const ordered = options.shuffle === false ? found : shuffled(found, options.seed ?? nextSeed());
  return { ...ordered, classNames };
}

/** One side of a split: validation takes the end. */
export function sideOf<L extends Labelled>(files: L, share: number, side: 'training' | 'validation'): L {
  const count = Math.trunc(share * files.filenames.length);
  const border = files.filenames.length - count;
  const part = <T>(values: readonly T[]) =>
    side === 'training' ? values.slice(0, border) : values.slice(border);
  return { ...files, filenames: part(files.filenames), labels: part(files.labels) };
}

function byFolder(
  directory: string,
  { classNames, followLinks = false }: LabelOptions,
  { endings }: FolderKind,
): LabelledFolder {
  const folders = classFolders(directory).filter((name) => !name.startsWith('.'));
  const names = classNames ?? folders;
  const unknown = names.filter((name) => !folders.includes(name));
  if (unknown.length > 0) {
    throw new Error(
      `classNames must be folders of ${directory}. Expected some of ${folders.join(', ')}, received ${unknown.join(', ')}.`,
    );
  }
  const perClass = names.map((name) => imagesBelow(directory, name, followLinks, endings));
  const labels = perClass.flatMap((files, label) => files.map(() => label));
  return { filenames: perClass.flat(), labels, classNames: names };
}

function all(
  directory: string,
  labels: readonly number[],
  options: LabelOptions,
  { endings, things }: FolderKind,
): LabelledFolder {
  const filenames = imagesBelow(directory, '', options.followLinks ?? false, endings);
  if (options.labels !== null && labels.length !== filenames.length) {
    throw new Error(
      `labels must be one for each file. Expected ${filenames.length} (the ${things} in ${directory}), received ${labels.length}.`,
    );
  }
  const numbers = [...new Set(labels)].sort((a, b) => a - b);
  return { filenames, labels, classNames: numbers.map(String) };
}

function shuffled(files: LabelledFolder, seed: number): LabelledFolder {
  const order = Array.from(files.filenames.keys());
  new MersenneTwister(seed).shuffle(order);
  return {
    ...files,
    filenames: order.map((row) => files.filenames[row]!),
    labels: order.map((row) => files.labels[row]!),
  };
}
