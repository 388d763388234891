// One of Keras' files of texts: an archive of NumPy's arrays, lists of word numbers and classes.
import { unzipEntries } from '../core/unzip.js';
import type { DrawnTexts } from './drawn-texts.js';
import { DataFormatError, orStandIn } from './errors.js';
import { fetchFile } from './fetch-file.js';
import { readNpyWholes } from './npy.js';
import { readPickledLists } from './pickled-lists.js';
import type { SourceFile } from './source-file.js';
import type { Texts } from './word-sequences.js';

const address = 'https://storage.googleapis.com/tensorflow/tf-keras-datasets/';

/** The archive and the words' numbers of one of Keras' data sets of texts, as Keras publishes them. */
export function wordFiles(
  name: string,
  archive: { readonly bytes: number; readonly sha256: string },
  index: { readonly bytes: number; readonly md5: string },
): { archive: SourceFile; index: SourceFile } {
  const file = (
    base: string,
    bytes: number,
    fingerprint: SourceFile['fingerprints'][number],
  ): SourceFile => ({
    path: `${name}/${base}`,
    url: address + base,
    bytes,
    fingerprints: [fingerprint],
  });
  return {
    archive: file(`${name}.npz`, archive.bytes, { of: 'file', sha256: archive.sha256 }),
    index: file(`${name}_word_index.json`, index.bytes, { of: 'md5', md5: index.md5 }),
  };
}

/** The number of each word; where it cannot be reached, of the texts that stand in. */
export function readWordIndex(
  index: SourceFile,
  drawn: () => Promise<DrawnTexts>,
): Promise<Record<string, number>> {
  return orStandIn(
    async () => JSON.parse((await fetchFile(index)).bytes.toString('utf8')),
    async () => (await drawn()).wordIndex,
  );
}

/** The texts and classes under pairs of names. */
export async function readWordFile(
  file: SourceFile,
  pairs: readonly (readonly [x: string, y: string])[],
): Promise<Texts[]> {
  const { bytes } = await fetchFile(file);
  return readWordArchive(bytes, file.path, pairs);
}

export async function readWordArchive(
  bytes: Uint8Array,
  path: string,
  pairs: readonly (readonly [x: string, y: string])[],
): Promise<Texts[]> {
  const entries = await unzipEntries(bytes, () => true);
  const entry = (name: string): Uint8Array => {
    const found = entries.get(`${name}.npy`);
    if (found) return found;
    throw new DataFormatError(`${path} is broken. Expected the array ${name} in it, received none.`);
  };
  return pairs.map(([x, y]) => {
    const texts = {
      x: readPickledLists(entry(x), `${path}: ${x}`),
      y: readNpyWholes(entry(y), `${path}: ${y}`),
    };
    if (texts.x.length === texts.y.length) return texts;
    throw new DataFormatError(
      `${path} is broken. Expected as many classes as texts (${texts.x.length}), received ${texts.y.length}.`,
    );
  });
}
