// Lets one session at a time bring a file into the cache, and the others wait for it. A lock whose owner died is
// taken over. Should two sessions ever take over the same lock at once, each still writes beside and renames, so the
// cache stays right; only a download is then made twice.
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { notice } from '../core/notice.js';
import { isRunning } from '../core/part-files.js';
import { asDiskError } from './errors.js';

const lookAgainMs = 100;
const signOfLifeMs = 2_000;
const deadAfterMs = 10_000;
const sayAfterMs = 1_000;

/** Runs `work` while holding the lock beside `path`. */
export async function withLock<T>(path: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  await acquire(lock, signal);
  const signsOfLife = setInterval(() => touch(lock), signOfLifeMs);
  signsOfLife.unref();
  try {
    return await work();
  } finally {
    clearInterval(signsOfLife);
    await rm(lock, { force: true });
  }
}

async function acquire(lock: string, signal: AbortSignal): Promise<void> {
  const started = Date.now();
  let said = false;
  while (!(await create(lock))) {
    if (await isDead(lock)) await rm(lock, { force: true });
    else await sleep(lookAgainMs, undefined, { signal });
    if (!said && Date.now() - started > sayAfterMs) {
      said = true;
      notice('Another session is bringing this data set; waiting for it.');
    }
  }
}

async function create(lock: string): Promise<boolean> {
  try {
    await mkdir(dirname(lock), { recursive: true });
    await writeFile(lock, `${process.pid} ${hostname()}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw asDiskError(error, lock);
  }
}

/** Its owner is gone from this machine, or gave no sign of life for long. */
async function isDead(lock: string): Promise<boolean> {
  try {
    const [pid, host] = (await readFile(lock, 'utf8')).split(' ');
    if (host === hostname() && !isRunning(Number(pid))) return true;
    return Date.now() - (await stat(lock)).mtimeMs > deadAfterMs;
  } catch {
    return false; // it is gone: the next look finds its place free
  }
}

function touch(lock: string): void {
  const now = new Date();
  utimes(lock, now, now).catch(() => {});
}
