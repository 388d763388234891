// Two starts at once must not install into the same folders: the second waits for the first.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './paths.mjs';

const lock = join(root, '.cache', 'setup.lock');

/**
 * @param {() => Promise<void>} work
 */
export async function withLock(work) {
  await takeLock();
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

async function takeLock() {
  mkdirSync(dirname(lock), { recursive: true });
  for (let told = false; !tryLock(); told = true) {
    const holder = readHolder();
    if (!isAlive(holder)) rmSync(lock, { force: true });
    else if (!told) console.log(`… Another start (process ${holder}) is installing; waiting for it`);
    await sleep(500);
  }
}

function tryLock() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder() {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return 0;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
