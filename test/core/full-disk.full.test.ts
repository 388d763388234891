// Every writer of the library on a disk that takes no more, without rights, and killed in the middle: the older file
// stays, nothing is left beside it, and a sentence says why.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeBeside } from '../../lib/core/write-beside.js';

const library = new URL('../../build/lib', import.meta.url).href;
const script = join(import.meta.dirname, 'all-writers.mjs');
const noPosix = process.platform === 'win32' ? ' [skipped: POSIX only]' : '';
const isRoot = process.getuid?.() === 0;

/** Those that replace an older file, those that add to one, and those whose files are new each time. */
const replacing = [
  ...['chart.png', 'chart.svg', 'chart.html', 'chart.json'],
  ...['model.keras', 'model.h5', 'model.json', 'model.weights.bin', 'model.weights.h5', 'model.safetensors'],
  ...['checkpoint.keras', 'log.csv', 'datasets/cached.bin'],
];
const adding = ['more.csv'];
/** SavedModels, of three files each. */
const exported = ['exported', 'archive'].flatMap((place) => [
  `${place}/saved_model.pb`,
  `${place}/variables/variables.index`,
  `${place}/variables/variables.data-00000-of-00001`,
]);
const whole = [...replacing, ...adding, ...exported];
const folders = ['datasets', 'train', ...new Set(exported.map(dirname))];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'full-disk-'));
  chmodSync(folder, 0o777);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function putOlder(): void {
  for (const part of folders) mkdirSync(join(folder, part), { recursive: true });
  for (const name of whole) writeFileSync(join(folder, name), older(name));
}

/** What each writer said, by its file. */
function said(command: string, [...args]: readonly string[], uid?: number): Map<string, string> {
  const { stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    ...(uid ? { uid, gid: uid } : {}),
  });
  expect(stderr).not.toMatch(/Error/);
  return new Map(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t') as [string, string]),
  );
}

const all = () => [script, library, folder];
/** As long as a page, so that a full disk takes no byte more of it. */
const older = (name: string) => `older ${name}`.padEnd(4096, '\n');

function expectOlder(): void {
  for (const name of whole) expect(readFileSync(join(folder, name), 'utf8')).toBe(older(name));
  const left = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => name.endsWith('.part'))).toEqual([]);
}

describe.skipIf(noPosix)(`no writer harms an older file${noPosix}`, () => {
  test('where files may not grow', () => {
    putOlder();
    const limited = `ulimit -f 0 && exec '${process.execPath}' "$@"`;
    const words = said('/bin/bash', ['-c', limited, 'bash', ...all()]);
    expect(words.size).toBe(18);
    for (const [name, word] of words) {
      expect(`${name}: ${word}`).toMatch(
        /Cannot write .*grow that large.*Free some space|Could not write .*EFBIG/,
      );
    }
    expectOlder();
  });

  test('on a file system that is full', ({ skip }) => {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'none', folder]);
    if (mounted.status !== 0) skip('no right to mount a file system');
    try {
      putOlder();
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(join(folder, 'filler'), Buffer.alloc(bavail * bsize));
      const words = said(process.execPath, all());
      for (const [name, word] of words) {
        expect(`${name}: ${word}`).toMatch(
          /Cannot write .*the disk is full \(ENOSPC\)|Could not write .*ENOSPC/,
        );
      }
      expectOlder();
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  test('in a folder that may only be read', ({ skip }) => {
    if (!isRoot) skip('only root can be another user');
    putOlder();
    for (const place of ['', ...folders]) chmodSync(join(folder, place), 0o555);
    const words = said(process.execPath, all(), 65534);
    for (const [name, word] of words) {
      expect(`${name}: ${word}`).toMatch(/you may not write there|Could not write .*EACCES/);
    }
    for (const place of ['', ...folders]) chmodSync(join(folder, place), 0o777);
    expectOlder();
  });

  test('where the older files are write-protected', ({ skip }) => {
    if (!isRoot) skip('only root can be another user');
    putOlder();
    for (const place of folders) chmodSync(join(folder, place), 0o777);
    for (const name of whole) chmodSync(join(folder, name), 0o444);
    const words = said(process.execPath, all(), 65534);
    for (const name of whole.filter((one) => words.has(one)))
      expect(`${name}: ${words.get(name)}`).toMatch(/you may not write there|Could not write .*EACCES/);
    expectOlder();
  });
});

describe.skipIf(noPosix)(`a save that is killed${noPosix}`, () => {
  const parts = () => readdirSync(folder).filter((name) => name.endsWith('.part'));

  /** A process that saves again and again, killed when it has written `bytes` of one. */
  async function kill(target: string, bytes: number): Promise<void> {
    const code = `
      const { writeBeside } = await import('${library}/core/write-beside.js');
      for (;;) await writeBeside(process.argv[1], Buffer.alloc(2 ** 26, 'n'));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code, target], { stdio: 'inherit' });
    while (
      !parts().some((name) => (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0) >= bytes)
    )
      await sleep(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  test.each([0, 1, 2 ** 22])(
    'after %d bytes leaves a whole file, and the next save takes away the rest',
    async (bytes) => {
      const target = join(folder, 'model.keras');
      writeFileSync(target, 'older');
      await kill(target, bytes);
      const content = readFileSync(target);
      const isWhole = content.toString() === 'older' || content.equals(Buffer.alloc(2 ** 26, 'n'));
      expect(isWhole).toBe(true);
      await writeBeside(target, 'newest');
      expect(readFileSync(target, 'utf8')).toBe('newest');
      expect(readdirSync(folder)).toEqual(['model.keras']);
    },
  );
});
