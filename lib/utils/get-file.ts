// A file from an address, once: kept, checked, unpacked.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
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
 * Fetches a file once and gives its path in the cache, or with `extract` the folder that it was unpacked to: `data_extracted`
 * for 'data.tar.gz', and `data` for 'data', whose archive is kept as `data_archive`. A mirror that TENSORCELL_DATA_MIRROR
 * names is asked first, for `files/` and the name that the file is kept by. Keras: `utils.get_file`.
 * @param fname the file's name; an address alone, here or as `origin`, has it as its last part
 * @throws SourceUnavailableError where it cannot be had, ChecksumError where it is another
 * @example
 * const path = await utils.getFile('shakespeare.txt', { origin: 'https://example.org/shakespeare.txt' }).catch(() => '');
 */
export async function getFile(
  fname: string | null | undefined,
  options: GetFileOptions = {},
): Promise<string> {
  checkOptions('utils.getFile', options, known);
  const origin = options.origin ?? fname;
  if (typeof origin !== 'string' || !isAddress(origin))
    throw new Error(
      `utils.getFile: expected an address as 'origin', such as 'https://…'. Received: ${received(origin)}.`,
    );
  const isNamed = typeof fname === 'string' && !isAddress(fname);
  const name = isNamed ? fname : new URL(fname ?? origin).pathname.split('/').at(-1)!;
  if (!/^[^\\/:\0]+$/.test(name) || name === '..')
    throw new Error(`utils.getFile: expected a file's name. Received: ${received(name)}.`);
  const isUnpacked = options.extract || options.untar;
  const [kept, unpacked] = isUnpacked ? placesOf(name, isNamed) : [name, name];
  const path = `${options.cacheSubdir ?? 'files'}/${kept}`;
  const folder = join(cachePath(path), '..', unpacked);
  if (options.forceDownload) await rm(cachePath(path), { force: true });
  // Archives whose names begin alike share a folder.
  if (isUnpacked && existsSync(folder) && existsSync(cachePath(path))) return folder;
  const file = {
    path,
    url: origin,
    bytes: Number.POSITIVE_INFINITY,
    fingerprints: [fingerprintOf(options)] as [Fingerprint],
  };
  const { bytes } = await fetchFile(file);
  if (!isUnpacked) return cachePath(path);
  await unpackInto(folder, bytes, name);
  return folder;
}

const isAddress = (text: string): boolean => /^https?:\/\//.test(text);

/** What an archive is kept as, and the folder for what is in it: programs build paths from Keras' names for both. */
function placesOf(name: string, isNamed: boolean): [kept: string, folder: string] {
  if (isNamed && name.includes('.')) return [name, `${name.slice(0, name.indexOf('.'))}_extracted`];
  return [`${name}_archive`, name];
}

async function unpackInto(folder: string, bytes: Buffer, name: string): Promise<void> {
  if (!existsSync(folder)) return unpack(bytes, folder, name);
  const beside = `${folder}.${randomUUID()}`;
  try {
    await unpack(bytes, beside, name);
    await cp(beside, folder, { recursive: true });
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
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
