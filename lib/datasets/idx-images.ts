// A pair of gzipped IDX files, images and labels: the packing that MNIST and Fashion-MNIST share.
import { DataFormatError } from './errors.js';
import { fetchFile } from './fetch-file.js';
import { gunzipFile } from './gunzip.js';
import { type IdxArray, readIdx } from './idx.js';
import type { ImageBytes } from './image-options.js';
import type { SourceFile } from './source-file.js';

/** The largest file: a header, and 60,000 images of 28 × 28 pixels. */
const unpackedBytes = 16 + 60_000 * 28 * 28;

/** Describes one of the four files. */
export function idxFile(
  folder: string,
  name: string,
  address: string,
  bytes: number,
  sha256: string,
  of: 'file' | 'gunzipped' = 'gunzipped',
): SourceFile {
  const fingerprints = [{ of, sha256 }] as const;
  return { path: `${folder}/${name}`, url: address + name, bytes, unpackedBytes, fingerprints };
}

/** Fetches, unpacks and pairs images with their labels. */
export async function readIdxImages(imageFile: SourceFile, labelFile: SourceFile): Promise<ImageBytes> {
  const [images, labels] = await Promise.all([readFile(imageFile), readFile(labelFile)]);
  const [rows, ...shape] = images.shape;
  if (labels.shape.length !== 1 || labels.shape[0] !== rows) {
    throw new DataFormatError(
      `${imageFile.path} and ${labelFile.path} do not belong together. Expected as many labels as images (${rows}), ` +
        `received labels of shape [${labels.shape}].`,
    );
  }
  return { values: images.values, shape, labels: labels.values };
}

async function readFile(file: SourceFile): Promise<IdxArray> {
  const { bytes } = await fetchFile(file);
  return readIdx(await gunzipFile(file, bytes), file.path);
}
