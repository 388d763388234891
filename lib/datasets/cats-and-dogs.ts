// Cats and dogs: a data set that is folders of images, one folder a class.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { notice } from '../core/notice.js';
import { type Displayable, displaySymbol, host } from '../host.js';
import { cachePath, readIfThere, writeCached } from './cache.js';
import { type DataSetFacts, describe } from './data-set.js';
import { orStandIn, type SourceUnavailableError } from './errors.js';
import { fetchFile } from './fetch-file.js';
import { withLock } from './lock.js';
import type { SourceFile } from './source-file.js';
import { buildFolder, unzipInto } from './unzip.js';

/** A data set of images in folders; as a cell's last line it shows its folders, source, licence and citation. */
export interface ImageFolders extends DataSetFacts, Displayable {
  /** The folder with one folder of training images a class. */
  readonly trainDir: string;
  /** The folder with one folder of validation images a class. */
  readonly validationDir: string;
}

/** The old name of `ImageFolders`. @deprecated */
export type PictureFolders = ImageFolders;

const facts: DataSetFacts = {
  name: 'Cats and dogs',
  description: '2,000 images to train and 1,000 to validate, half cats, half dogs, in a folder a class',
  source: 'https://www.kaggle.com/c/dogs-vs-cats (the selection of storage.googleapis.com/mledu-datasets)',
  licence: 'free for research and teaching under the terms of the Kaggle competition',
  citation:
    'J. Elson, J. R. Douceur, J. Howell, J. Saul: Asirra: a CAPTCHA that exploits interest-aligned manual image ' +
    'categorization. ACM CCS, 2007.',
  classes: ['cats', 'dogs'],
  features: [],
};

const archive: SourceFile = {
  path: 'cats-and-dogs/cats_and_dogs_filtered.zip',
  url: 'https://storage.googleapis.com/mledu-datasets/cats_and_dogs_filtered.zip',
  bytes: 68_606_236,
  fingerprints: [
    { of: 'size', bytes: 68_606_236 },
    {
      of: 'file',
      sha256: '494741ef41e3f6394a723a3bc04ce159df287aa0949c4cf08c18fc91e9ced490',
      edition: "CIFAR-10's cats and dogs (32 × 32 pixels) in the same folders, for the original photographs",
    },
  ],
};

const unpackedPath = 'cats-and-dogs/unpacked';
const editionPath = 'cats-and-dogs/edition.txt';
const drawnPath = 'cats-and-dogs/drawn-1';

/**
 * Cats and dogs: 2,000 training and 1,000 validation images in folders, as `flowFromDirectory` reads them.
 *
 * The archive is unpacked into the cache once. Google publishes no checksum for it: from its public address it is
 * known by its size, from a mirror by SHA-256. Without a network and without a mirror, drawn images stand in, made
 * by this library, and a line on screen says so.
 *
 * @throws ChecksumError where a mirror delivers another archive
 * @example
 * const { trainDir } = await datasets.catsAndDogs();
 * const generator = new ImageDataGenerator({ rescale: 1 / 255 });
 * const batches = generator.flowFromDirectory(trainDir, { targetSize: [150, 150], batchSize: 20, classMode: 'binary' });
 */
export async function catsAndDogs(): Promise<ImageFolders> {
  return orStandIn(unpacked, drawn);
}

async function unpacked(): Promise<ImageFolders> {
  const edition = await unpackedEdition();
  if (edition) notice(`Stand-in: ${edition}.`);
  return folders(
    { ...facts, ...(edition && { standIn: edition }) },
    join(cachePath(unpackedPath), 'cats_and_dogs_filtered'),
  );
}

/** Unpacks the archive where that is still to do; says which edition lies there, '' for the published one. */
async function unpackedEdition(): Promise<string> {
  const target = cachePath(unpackedPath);
  await withLock(target, host().signal, async () => {
    if (existsSync(target)) return;
    const { bytes, fingerprint } = await fetchFile(archive);
    await writeCached(editionPath, Buffer.from(fingerprint.edition ?? ''));
    await unzipInto(bytes, target);
    await rm(cachePath(archive.path), { force: true });
  });
  return (await readIfThere(cachePath(editionPath)))?.toString() ?? '';
}

async function drawn(reason: SourceUnavailableError): Promise<ImageFolders> {
  const target = cachePath(drawnPath);
  await withLock(target, host().signal, async () => {
    if (existsSync(target)) return;
    const { drawCatsAndDogs } = await import('./cats-and-dogs-drawn.js');
    await buildFolder(target, drawCatsAndDogs);
  });
  const standIn = '3,000 images drawn by this library for the photographs';
  notice(`Stand-in: ${standIn}, because those could not be reached.\n${reason.message}`);
  return folders({ ...facts, standIn }, target);
}

function folders(about: DataSetFacts, root: string): ImageFolders {
  const dirs = { trainDir: join(root, 'train'), validationDir: join(root, 'validation') };
  return { ...about, ...dirs, [displaySymbol]: () => describe(about, dirs) };
}
