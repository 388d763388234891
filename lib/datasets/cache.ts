// The folder where data sets stay between sessions, and the only way a file gets into it: written beside, then renamed.
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../cache-folder.js';
import { writeBeside } from '../core/write-beside.js';
import { identify } from './checksum.js';
import { asDiskError } from './errors.js';
import { type Fingerprint, mostBytesOf, type SourceFile } from './source-file.js';

/** Where a path of the mirror's layout lies in the cache. */
export function cachePath(path: string): string {
  return join(cacheFolder(), 'datasets', ...path.split('/'));
}

/** The cached file's bytes, or undefined where there are none or they have been spoilt (those are removed). */
export async function readCached(
  file: SourceFile,
): Promise<{ bytes: Buffer; fingerprint: Fingerprint } | undefined> {
  const path = cachePath(file.path);
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  const bytes = size > mostBytesOf(file) ? Buffer.alloc(0) : await readIfThere(path);
  if (!bytes) return undefined;
  const fingerprint = await identify(file, bytes, 'cache');
  if (fingerprint) return { bytes, fingerprint };
  await rm(path, { force: true });
  return undefined;
}

/** Puts bytes into the cache in one step, so that no reader ever sees half a file. */
export async function writeCached(path: string, bytes: Uint8Array): Promise<void> {
  const target = cachePath(path);
  try {
    await writeBeside(target, bytes);
  } catch (error) {
    const { cause } = error as Error;
    const known = asDiskError(cause, target);
    throw known === cause ? error : known;
  }
}

const notThere = new Set(['ENOENT', 'ENOTDIR']);

/** A file's bytes, or undefined where there is no such file. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (notThere.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
