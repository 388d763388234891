// `node take-snapshot.js FILE`: takes the checker's snapshot, tries it, and puts it in place in one step; what is
// there, or being taken by another, is left.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openProgressFile } from '../contract/check-progress.js';
import { snapshotEnvironment, snapshotOptions } from '../contract/snapshot-options.js';
import { preloadedTypes } from './preload.js';
import { missingPaths } from './running-node.js';

const script = fileURLToPath(new URL('./snapshot.cjs', import.meta.url));

const longestTaking = 600_000;

const [, , target] = process.argv;
if (target === undefined) throw new Error('Usage: node take-snapshot.js FILE');
mkdirSync(dirname(target), { recursive: true });
if (!existsSync(target) && !isBeingTaken(target)) takeInto(target);

function takeInto(place: string): void {
  const draft = `${place}.${process.pid}`;
  try {
    // Seen by others that were started at the same time.
    writeFileSync(draft, '');
    take(draft);
    tryOut(draft);
    renameSync(draft, place);
    removeOlder(place);
  } finally {
    rmSync(draft, { force: true });
  }
}

function isBeingTaken(place: string): boolean {
  const drafts = readdirSync(dirname(place)).filter((name) => name.startsWith(`${basename(place)}.`));
  return drafts.some((name) => !isLeft(join(dirname(place), name)));
}

function take(file: string): void {
  const missing = JSON.stringify(missingPaths(preloadedTypes()[0] ?? ''));
  run(['--snapshot-blob', file, '--build-snapshot', script, missing], []);
}

/** Of a disk that was full there is half a file. */
function tryOut(file: string): void {
  const progress = openProgressFile();
  try {
    run(['--snapshot-blob', file, dirname(file)], [progress]);
  } finally {
    closeSync(progress);
  }
}

/** @param files from `progressDescriptor` on */
function run(line: readonly string[], files: readonly number[]): void {
  const { status, signal, stderr } = spawnSync(process.execPath, [...snapshotOptions, ...line], {
    env: snapshotEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe', 'ignore', ...files],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The checker's snapshot: ${signal ?? status}\n${stderr}`);
}

/** Those of the same installation, whose names begin alike, and what a taking that was killed left. */
function removeOlder(newest: string): void {
  const [mark] = basename(newest).split('-');
  for (const name of readdirSync(dirname(newest))) {
    const path = join(dirname(newest), name);
    const isOlder = name.startsWith(`${mark}-`) && (name.endsWith('.blob') || isLeft(path));
    if (isOlder && path !== newest) rmSync(path, { force: true });
  }
}

function isLeft(path: string): boolean {
  const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return Date.now() - written > longestTaking;
}
