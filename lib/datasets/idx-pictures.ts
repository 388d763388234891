// A pair of gzipped IDX files, pictures and labels: the packing that MNIST and Fashion-MNIST share.
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { DataFormatError } from './errors.js';
import { type IdxArray, readIdx } from './idx.js';
import { obtain } from './obtain.js';
import type { PictureBytes } from './picture-options.js';
import type { SourceFile } from './source-file.js';

const unpack = promisify(gunzip);

/** Describes one of the four files. */
export function idxFile(
  folder: string,
  name: string,
  address: string,
  bytes: number,
  sha256: string,
  of: 'file' | 'gunzipped' = 'gunzipped',
): SourceFile {
  return { path: `${folder}/${name}`, url: address + name, bytes, fingerprints: [{ of, sha256 }] };
}

/** Obtains, unpacks and pairs pictures with their labels. */
export async function readIdxPictures(images: SourceFile, labels: SourceFile): Promise<PictureBytes> {
  const [pictures, marks] = await Promise.all([readFile(images), readFile(labels)]);
  const [rows, ...shape] = pictures.shape;
  if (marks.shape.length !== 1 || marks.shape[0] !== rows) {
    throw new DataFormatError(
      `${images.path} and ${labels.path} do not belong together. Expected as many labels as pictures (${rows}), ` +
        `received labels of shape [${marks.shape}].`,
    );
  }
  return { values: pictures.values, shape, labels: marks.values };
}

async function readFile(file: SourceFile): Promise<IdxArray> {
  const { bytes } = await obtain(file);
  return readIdx(await unpack(bytes));
}
