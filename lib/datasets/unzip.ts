// Unpacks a zip archive into a folder that appears whole or not at all.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { mostUnpacked, SizeLimit } from '../core/size-limit.js';
import { unzipEntries } from '../core/unzip.js';
import { asDiskError, DataFormatError, reasonOf } from './errors.js';

/** More than any data set here needs; a small archive that unpacks to more is hostile. */
const mostBytes = 2 ** 30;

/**
 * Unpacks `archive` into the new folder `target`.
 * @throws DataFormatError for an archive that is broken, too large once unpacked, or has a name that leads outside
 */
export async function unzipInto(archive: Uint8Array, target: string): Promise<void> {
  const entries = await readEntries(archive);
  await buildFolder(target, async (beside) => {
    for (const [name, content] of entries) {
      const path = join(beside, ...name.split('/'));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
  });
}

/** Fills a folder beside `target` and then gives it that name; a failure leaves nothing. */
export async function buildFolder(target: string, fill: (beside: string) => Promise<void>): Promise<void> {
  const beside = `${target}.${randomUUID()}.tmp`;
  try {
    await removeLeftovers(target);
    await mkdir(beside, { recursive: true });
    await fill(beside);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw asDiskError(error, target);
  }
}

/** Half-filled folders of sessions that were killed; the caller holds the lock, so none is in use. */
async function removeLeftovers(target: string): Promise<void> {
  const folder = dirname(target);
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  const leftovers = names.filter((name) => name.startsWith(`${basename(target)}.`) && name.endsWith('.tmp'));
  await Promise.all(leftovers.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

async function readEntries(archive: Uint8Array): Promise<[string, Uint8Array][]> {
  const limit = new SizeLimit(Math.min(mostBytes, mostUnpacked(archive.length)), 'an archive of this size');
  try {
    return [...(await unzipEntries(archive, isFileInside, limit))];
  } catch (error) {
    throw new DataFormatError(`The zip archive cannot be used: ${reasonOf(error)}. Nothing was unpacked.`, {
      cause: error,
    });
  }
}

function isFileInside(name: string): boolean {
  const parts = name.split('/');
  const leadsOutside = parts.includes('..') || name.startsWith('/') || /[\\:\0]/.test(name);
  if (leadsOutside)
    throw new DataFormatError(`its entry ${JSON.stringify(name)} would lie outside the folder`);
  return !name.endsWith('/');
}
