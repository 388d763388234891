// A file from an address, once: kept, checked, unpacked.
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { checkOptions, received } from '../core/messages.js';
import { cachePath } from '../datasets/cache.js';
import { fetchFile } from '../datasets/fetch-file.js';
import type { Fingerprint } from '../datasets/source-file.js';
import { readTar } from '../datasets/tar.js';
import { buildFolder, unzipInto } from '../datasets/unzip.js';

/** Options of `utils.getFile`. */
export interface GetFileOptions {
  /** The address, where the first argument is a name. */
  origin?: string;
  /** MD5 or SHA-256; files that are others are refused. Default: none. */
  fileHash?: string | null;
  /** The same, MD5 alone. */
  md5Hash?: string | null;
  /** Default: by its length. */
  hashAlgorithm?: 'auto' | 'md5' | 'sha256';
  /** The folder within the cache. Default 'files'. */
  cacheSubdir?: string;
  /** Whether a `.zip`, `.tar` or `.tar.gz` is unpacked; the folder is given then. Default false. */
  extract?: boolean;
  /** The same by an older name. */
  untar?: boolean;
  /** Default: by the file's beginning. */
  archiveFormat?: 'auto' | 'tar' | 'zip' | null;
  /** Whether it is fetched anew. Default false. */
  forceDownload?: boolean;
}

const known = [
  'origin',
  'fileHash',
  'md5Hash',
  'hashAlgorithm',
  'cacheSubdir',
  'extract',
  'untar',
  'archiveFormat',
  'forceDownload',
];

/**
 * Fetches a file once and gives its path in the cache, or with `extract` the folder that it was unpacked to. A mirror that
 * TENSORCELL_DATA_MIRROR names is asked first, for `files/NAME`. Keras: `utils.get_file`.
 * @param fname the file's name; an address alone has it as its last part
 * @throws SourceUnavailableError where it cannot be had, ChecksumError where it is another
 * @example
 * const path = await utils.getFile('shakespeare.txt', { origin: 'https://example.org/shakespeare.txt' }).catch(() => '');
 */
export async function getFile(fname: string, options: GetFileOptions = {}): Promise<string> {
  checkOptions('utils.getFile', options, known);
  const origin = options.origin ?? fname;
  if (typeof origin !== 'string' || !/^https?:\/\//.test(origin))
    throw new Error(
      `utils.getFile: expected an address as 'origin', such as 'https://…'. Received: ${received(origin)}.`,
    );
  const name = /^https?:\/\//.test(fname) ? new URL(fname).pathname.split('/').at(-1)! : fname;
  if (!/^[^\\/:\0]+$/.test(name) || name === '..')
    throw new Error(`utils.getFile: expected a file's name. Received: ${received(name)}.`);
  const path = `${options.cacheSubdir ?? 'files'}/${name}`;
  const folder = join(cachePath(path), '..', `${name}_extracted`);
  if (options.forceDownload)
    await Promise.all([cachePath(path), folder].map((one) => rm(one, { force: true, recursive: true })));
  const isUnpacked = options.extract || options.untar;
  if (isUnpacked && existsSync(folder)) return folder;
  const file = {
    path,
    url: origin,
    bytes: Number.POSITIVE_INFINITY,
    fingerprints: [fingerprintOf(options)] as [Fingerprint],
  };
  const { bytes } = await fetchFile(file);
  if (!isUnpacked) return cachePath(path);
  await unpack(bytes, folder, name);
  return folder;
}

function fingerprintOf({ fileHash, md5Hash, hashAlgorithm = 'auto' }: GetFileOptions): Fingerprint {
  const hash = fileHash ?? md5Hash;
  if (!hash) return { of: 'nothing' };
  const isMd5 = hashAlgorithm === 'md5' || (hashAlgorithm === 'auto' && hash.length === 32);
  const digits = hash.toLowerCase();
  if (!/^[0-9a-f]+$/.test(digits) || digits.length !== (isMd5 ? 32 : 64))
    throw new Error(
      `utils.getFile: expected 32 digits of MD5 or 64 of SHA-256. Received: ${received(hash)}.`,
    );
  return isMd5 ? { of: 'md5', md5: digits } : { of: 'file', sha256: digits };
}

/** More than this an archive may not unpack to. */
const mostBytes = 2 ** 32;

async function unpack(bytes: Buffer, folder: string, name: string): Promise<void> {
  if (bytes.toString('latin1', 0, 2) === 'PK') return unzipInto(bytes, folder);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const files = readTar(isPacked ? gunzipSync(bytes, { maxOutputLength: mostBytes }) : bytes);
  const wrong = [...files.keys()].find((one) => one.split('/').includes('..') || one.startsWith('/'));
  if (wrong !== undefined)
    throw new Error(
      `utils.getFile: ${name} was not unpacked: its entry ${JSON.stringify(wrong)} would lie outside the folder.`,
    );
  await buildFolder(folder, async (beside) => {
    for (const [entry, content] of files) {
      const target = join(beside, ...entry.split('/'));
      await mkdir(join(target, '..'), { recursive: true });
      await writeFile(target, content);
    }
  });
}
