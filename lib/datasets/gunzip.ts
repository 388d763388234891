// Unpacks gzip within the memory that the data set needs.
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { mostUnpacked } from '../core/size-limit.js';
import { DataFormatError, reasonOf } from './errors.js';
import type { SourceFile } from './source-file.js';

const unpack = promisify(gunzip);

/** @throws DataFormatError for what is damaged, or unpacks to more than is expected of the file */
export async function gunzipFile(file: SourceFile, bytes: Uint8Array): Promise<Buffer> {
  const most = mostUnpackedOf(file, bytes);
  try {
    return await unpack(bytes, { maxOutputLength: most });
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
        ? `it unpacks to more than the ${most} bytes expected (${announced(bytes)} announced)`
        : reasonOf(error);
    throw new DataFormatError(`${file.path} cannot be unpacked: ${reason}.`, { cause: error });
  }
}

/** The size that a gzip file announces at its end. */
const announced = (bytes: Uint8Array): number => Buffer.from(bytes.subarray(-4)).readUInt32LE(0);

const mostUnpackedOf = (file: SourceFile, bytes: Uint8Array): number =>
  file.unpackedBytes ?? mostUnpacked(bytes.length);
