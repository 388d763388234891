// Weights that were trained on ImageNet: fetched once from Keras' public address or a mirror, checked, kept in the cache.
import { cachePath } from '../datasets/cache.js';
import { fetchFile } from '../datasets/fetch-file.js';
import type { Fingerprint } from '../datasets/source-file.js';
import type { Model } from '../training/model.js';

/** A file of weights as Keras publishes it. */
export interface WeightsFile {
  /** Its folder at the public address. */
  readonly folder: string;
  readonly name: string;
  /** The checksum that Keras knows: MD5, or SHA-256 by its length; undefined where it knows none. */
  readonly checksum?: string;
}

/** Puts the weights of a file into a model that was built for them. */
export async function loadPretrained(model: Model, { folder, name, checksum }: WeightsFile): Promise<void> {
  const path = `keras-applications/${name}`;
  await fetchFile({
    path,
    url: `${folder}${name}`,
    // About: four bytes a weight, and what HDF5 puts around them.
    bytes: 4 * model.countParams() + 2 ** 20,
    fingerprints: [fingerprintOf(checksum)],
  });
  await model.loadWeights(cachePath(path));
}

function fingerprintOf(checksum: string | undefined): Fingerprint {
  if (checksum === undefined) return { of: 'nothing' };
  return checksum.length === 32 ? { of: 'md5', md5: checksum } : { of: 'file', sha256: checksum };
}

/** Where most of Keras' weights lie. */
export const publicFolder = (family: string): string =>
  `https://storage.googleapis.com/tensorflow/keras-applications/${family}/`;

/** The two files of a network, by whether the top is there. */
export const topOr =
  (includeTop: boolean) =>
  <T>(withTop: T, without: T): T =>
    includeTop ? withTop : without;

/** Of a network whose two files are told apart by an ending: with the top, and without. */
export const weightsFiles =
  (folder: string, stem: string, checksums: readonly [string, string], withoutTop = '_notop') =>
  ({ includeTop }: { readonly includeTop: boolean }): WeightsFile => ({
    folder,
    name: `${stem}${topOr(includeTop)('', withoutTop)}.h5`,
    checksum: topOr(includeTop)(...checksums),
  });
