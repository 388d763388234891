// The files that are written beside others until they are complete. Their names are short, so that they fit wherever
// the name of the other does, and tell whose they are, so that those of a process that was killed can be removed.
import { createHash, randomBytes } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** A new name: `.tensorcell-3fa7c1-4711-9b2e07d4.part`. */
export const partName = (): string =>
  `.tensorcell-${machine()}-${process.pid}-${randomBytes(4).toString('hex')}.part`;

const pattern = /^\.tensorcell-([\da-f]{6})-(\d+)-[\da-f]{8}\.part$/;
const dayMs = 86_400_000;

/** Removes what saves that were killed have left in a folder. */
export async function removeLeftParts(folder: string): Promise<void> {
  if (Date.now() < (nextLook.get(folder) ?? 0)) return;
  const names = await readdir(folder).catch(() => []);
  if (names.length > crowded) nextLook.set(folder, Date.now() + crowdedMs);
  for (const name of names) {
    const path = join(folder, name);
    if (await isLeft(name, path)) await rm(path, { force: true }).catch(() => {});
  }
}

/** A folder of so many files is not listed at each save into it, or saving a folder full of images would take ages. */
const crowded = 1000;
const crowdedMs = 10_000;
const nextLook = new Map<string, number>();

async function isLeft(name: string, path: string): Promise<boolean> {
  const [, owner, pid] = pattern.exec(name) ?? [];
  if (owner === undefined) return false;
  const touched = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
  if (Date.now() - touched > dayMs) return true;
  if (owner !== machine()) return false;
  // A container's processes have the same numbers each time it is started.
  if (Number(pid) === process.pid) return touched < Date.now() - process.uptime() * 1000;
  return !isRunning(Number(pid));
}

/** Whether a process of this machine lives. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

let known: string | undefined;

/** Where numbers of processes mean the same: this machine or, in a container, this container. */
function machine(): string {
  known ??= createHash('sha256').update(`${hostname()} ${processSpace()}`).digest('hex').slice(0, 6);
  return known;
}

function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return ''; // only Linux has several
  }
}
