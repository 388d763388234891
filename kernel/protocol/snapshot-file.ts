// The checker's snapshot on disk: where it is, and how it comes there. It is of one Node, one installation and one state
// of both, which its name says.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A kernel starts without its library, too, and says so in the first cell. */
const cache = await import('../../lib/cache-folder.js').catch(() => undefined);

const fingerprintFile = new URL('../language/snapshot.json', import.meta.url);
const taker = fileURLToPath(new URL('../language/take-snapshot.js', import.meta.url));

/** Undefined where there is none to be: a build without it, Windows, or by the user's wish. */
export function snapshotPath(): string | undefined {
  if (process.platform === 'win32' || process.env.TENSORCELL_CHECKER === 'thread') return undefined;
  if (!cache || !existsSync(fingerprintFile)) return undefined;
  const { fingerprint } = JSON.parse(readFileSync(fingerprintFile, 'utf8')) as { fingerprint: string };
  const node = `${process.version}-${process.arch}`;
  const name = `${shortHash(taker)}-${node}-${shortHash(fingerprint)}.blob`;
  return join(cache.cacheFolder(), 'checker', name);
}

/** Removes one that does not start. */
export function removeSnapshot(path: string): void {
  rmSync(path, { force: true });
}

/** Takes it beside all else, by a process that goes on when the kernel ends; the next kernel starts from it. */
export function takeSnapshot(path: string): void {
  const child = spawn(process.execPath, [taker, path], { stdio: 'ignore', detached: true });
  child.once('error', () => {});
  child.once('spawn', () => setPriority(child.pid ?? 0, lowest));
  child.unref();
}

const lowest = 19;

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
