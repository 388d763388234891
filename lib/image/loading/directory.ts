// Finds images in folders as Keras does: one folder a class, names in code-point order, any depth below.
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What names of images end in. */
const knownFormats: readonly string[] = ['png', 'jpg', 'jpeg', 'bmp', 'ppm', 'tif', 'tiff'];

/** Jupyter keeps older copies of opened files there: no class, and no other images. */
const leftByJupyter = '.ipynb_checkpoints';

export interface LabelledFiles {
  /** Class names, by class number. */
  readonly classes: readonly string[];
  /** Paths from the folder on, class after class. */
  readonly filenames: readonly string[];
  /** The class number of each file. */
  readonly labels: Int32Array;
}

/** Which part of each class's files to take, from and up to these shares. */
export type Portion = readonly [from: number, to: number];

/**
 * Lists a folder's images.
 * @throws Error for a folder that is missing, has no class folders, or no images
 */
export function listImages(
  directory: string,
  classes: readonly string[] | undefined,
  portion: Portion,
  followLinks: boolean,
): LabelledFiles {
  requireFolder(directory);
  const names = classes?.length ? classes : classFolders(directory);
  const perClass = names.map((name) => {
    const files = imagesBelow(directory, name, followLinks, knownFormats);
    return files.slice(Math.trunc(portion[0] * files.length), Math.trunc(portion[1] * files.length));
  });
  const filenames = perClass.flat();
  if (filenames.length === 0) throw noImages(directory, names);
  const labels = Int32Array.from(perClass.flatMap((files, label) => files.map(() => label)));
  return { classes: names, filenames, labels };
}

/** Images below a subfolder, as paths from the folder on, in the order of their paths. */
export function imagesBelow(
  directory: string,
  subfolder: string,
  followLinks: boolean,
  formats: readonly string[],
): string[] {
  requireFolder(join(directory, subfolder));
  return filesBelow(join(directory, subfolder), followLinks, formats).map((path) =>
    relative(directory, path),
  );
}

/** True where a name ends like an image's. */
export function isImageName(name: string, formats = knownFormats): boolean {
  const lower = name.toLowerCase();
  return formats.some((format) => lower.endsWith(format));
}

/** Python's order of strings: by code point, which UTF-16 units alone do not give. */
export function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The folder's folders by name. @throws Error where there are none */
export function classFolders(directory: string): string[] {
  const names = readdirSync(directory).sort(byCodePoint);
  const folders = names.filter((name) => name !== leftByJupyter && isFolder(join(directory, name)));
  if (folders.length > 0) return folders;
  const found = names.length === 0 ? 'an empty folder' : `only files (${names.slice(0, 3).join(', ')} …)`;
  throw new Error(
    `${directory} has no class folders. Expected one folder a class with its images inside, such as ` +
      `${join(directory, 'cats')} and ${join(directory, 'dogs')}, received ${found}. ` +
      'For images without classes put them in one subfolder and pass classMode: null.',
  );
}

/** Every image below a folder, folder after folder in the order of their paths. */
function filesBelow(root: string, followLinks: boolean, formats: readonly string[]): string[] {
  const folders = foldersBelow(root, followLinks, new Set()).sort(byCodePoint);
  return folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => isImageName(entry.name, formats) && !isFolder(join(folder, entry.name)))
      .map((entry) => entry.name)
      .sort(byCodePoint)
      .map((name) => join(folder, name)),
  );
}

/** The folder and all below it; a link that leads back to a folder already seen is not followed again. */
function foldersBelow(root: string, followLinks: boolean, seen: Set<string>): string[] {
  const real = realpathSync(root);
  if (seen.has(real)) return [];
  seen.add(real);
  const entries = readdirSync(root, { withFileTypes: true });
  const folders = entries.filter(
    (entry) =>
      (entry.isDirectory() && entry.name !== leftByJupyter) ||
      (followLinks && entry.isSymbolicLink() && isFolder(join(root, entry.name))),
  );
  return [root, ...folders.flatMap((entry) => foldersBelow(join(root, entry.name), followLinks, seen))];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** @throws Error where there is no folder */
export function requireFolder(path: string): void {
  if (isFolder(path)) return;
  const state = statSync(path, { throwIfNoEntry: false }) ? 'a file' : 'nothing';
  throw new Error(
    `There is no folder ${path}. Expected a folder of images, received ${state} in its place. ` +
      `Check the path; relative ones start from ${process.cwd()}.`,
  );
}

function noImages(directory: string, classes: readonly string[]): Error {
  return new Error(
    `Found no images in ${directory}. Expected files ending in ${knownFormats.join(', ')} inside ` +
      `${classes.map((name) => join(directory, name)).join(', ')}, received none for this subset.`,
  );
}
