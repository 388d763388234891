// One of Keras' files of texts: an archive of NumPy's arrays, lists of word numbers and classes.
import { unzipEntries } from '../core/unzip.js';
import { DataFormatError } from './errors.js';
import { fetchFile } from './fetch-file.js';
import { readNpyWholes } from './npy.js';
import { readPickledLists } from './pickled-lists.js';
import type { SourceFile } from './source-file.js';
import type { Texts } from './word-sequences.js';

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
