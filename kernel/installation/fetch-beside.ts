// What pip fetches comes into a folder beside that no one looks into: what was cut off is never used.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRunning } from '../../lib/kernel-door.js';

/** Has a folder beside filled, from which `fill` moves what is whole to its place; throws away what earlier calls left. */
export function fillBeside(folder: string, fill: (fresh: string) => void): void {
  removeUnfinished(folder);
  const fresh = join(dirname(folder), `.${basename(folder)}.${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  try {
    fill(fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** @param meanwhile what is done without the wheel */
export function pipFailure(wheel: string, code: number | null, meanwhile: string): Error {
  return new Error(
    `tensorcell setup: pip could not fetch ${wheel}, for the reason above. Received: exit code ${code}. Check the network, ` +
      `proxy or mirror settings, then run the same command again. Until then ${meanwhile}.`,
  );
}

/** What was cut off, by a process that is gone. */
function removeUnfinished(folder: string): void {
  const parent = dirname(folder);
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const pid = /^\.(.+)\.(\d+)$/.exec(name);
    if (pid?.[1] === basename(folder) && !isRunning(Number(pid[2]))) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}
