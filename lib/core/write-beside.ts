// How files are written: beside the older one, to the disk, then in its place. A disk that is full, or a process that
// is killed, leaves the older file as it was.
import { constants, type Stats } from 'node:fs';
import { access, type FileHandle, mkdir, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cannotWrite } from './disk-error.js';
import { partName, removeLeftParts } from './part-files.js';

type Content = Uint8Array | string;

/**
 * Writes a file: all of it or nothing. Folders that are missing are made; a symbolic link stays, and its target is
 * written; an older file's mode and owner stay.
 * @throws Error that says why it cannot be written
 */
export function writeBeside(path: string, content: Content): Promise<void> {
  return writeAllBeside([[path, content]]);
}

/** Writes files that belong together: none takes its place before all are on the disk. */
export async function writeAllBeside(files: readonly (readonly [string, Content])[]): Promise<void> {
  const placed: Placing[] = [];
  try {
    for (const [path, content] of files) {
      const step = await named(path, () => prepare(path, content));
      if (step) placed.push(step);
    }
    for (const { path, part, target } of placed) await named(path, () => rename(part, target));
  } catch (error) {
    await Promise.all(placed.map(({ part }) => rm(part, { force: true }).catch(() => {})));
    throw error;
  }
}

interface Placing {
  /** As the caller named the file. */
  readonly path: string;
  readonly part: string;
  readonly target: string;
}

async function named<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** Writes the part; undefined for a pipe or a device, which is written to as it is. */
async function prepare(path: string, content: Content): Promise<Placing | undefined> {
  const old = await statIfThere(path);
  if (old?.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  if (old && !old.isFile()) return writeStraight(path, content);
  const target = old ? await realpath(path) : await linkedPlace(path);
  if (old) await access(target, constants.W_OK); // taking its place would get round its owner's wish
  const folder = dirname(target);
  await mkdir(folder, { recursive: true });
  await removeLeftParts(folder);
  const part = join(folder, partName());
  await writePart(part, content, old);
  return { path, part, target };
}

async function writePart(part: string, content: Content, old: Stats | undefined): Promise<void> {
  const file = await open(part, 'wx');
  try {
    try {
      if (old) await takeOver(file, old);
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    throw error;
  }
}

/** The older file's mode and, where the system lets us, its owner. */
async function takeOver(file: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  await file.chown(uid, gid).catch(() => {});
  await file.chmod(mode & 0o7777).catch(() => {}); // some file systems have none
}

async function writeStraight(path: string, content: Content): Promise<undefined> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
  } finally {
    await file.close();
  }
}

async function statIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Where a link without a target leads; the path itself where there is no link. */
async function linkedPlace(path: string): Promise<string> {
  const link = await readlink(path).catch(() => undefined);
  if (link === undefined) return path;
  // Not joined, which would shorten `..` before links on the way are followed.
  return linkedPlace(link.startsWith('/') ? link : `${await realpath(dirname(path))}/${link}`);
}
