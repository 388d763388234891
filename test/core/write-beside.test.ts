// Files are written whole or not at all, onto what their path means, and with the rights that they had.
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppendedFile } from '../../lib/core/append-file.js';
import { partName, removeLeftParts } from '../../lib/core/part-files.js';
import { writeAllBeside, writeBeside } from '../../lib/core/write-beside.js';

const noPosix = process.platform === 'win32';
let folder: string;
const at = (...names: string[]) => join(folder, ...names);
const text = (path: string) => readFileSync(path, 'utf8');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-beside-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(noPosix)('a symbolic link stays, and its target is written', () => {
  /** Makes a link and gives where the text has to arrive. */
  const links: Record<string, () => string> = {
    'to a file in another folder': () => {
      mkdirSync(at('elsewhere'));
      writeFileSync(at('elsewhere', 'real'), 'older');
      symlinkSync('elsewhere/real', at('link'));
      return at('elsewhere', 'real');
    },
    'to a link to a file': () => {
      writeFileSync(at('real'), 'older');
      symlinkSync(at('real'), at('between'));
      symlinkSync('between', at('link'));
      return at('real');
    },
    'to a file and a folder that are still to be made': () => {
      symlinkSync('new/folder/file', at('link'));
      return at('new', 'folder', 'file');
    },
    'to a missing file above a linked folder': () => {
      mkdirSync(at('a', 'b'), { recursive: true });
      symlinkSync('a/b', at('short'));
      symlinkSync('short/../file', at('link'));
      return at('a', 'file'); // not beside the link, as joining the names would have it
    },
  };

  test.each(Object.keys(links))('%s', async (name) => {
    const target = links[name]!();
    const before = readlinkSync(at('link'));
    await writeBeside(at('link'), 'new');
    expect(text(target)).toBe('new');
    expect(readlinkSync(at('link'))).toBe(before);
    expect(readdirSync(dirname(target)).filter((one) => one.endsWith('.part'))).toEqual([]);
  });

  test('links in a circle are told', async () => {
    symlinkSync('b', at('a'));
    symlinkSync('a', at('b'));
    await expect(writeBeside(at('a'), 'new')).rejects.toThrow(/Cannot write .*links lead in a circle/);
  });
});

describe.skipIf(noPosix)('rights', () => {
  test.each([0o600, 0o640, 0o755, 0o666])('mode %o stays', async (mode) => {
    writeFileSync(at('file'), 'older');
    chmodSync(at('file'), mode);
    await writeBeside(at('file'), 'new');
    expect(statSync(at('file')).mode & 0o7777).toBe(mode);
    expect(text(at('file'))).toBe('new');
  });

  test('a new file has those that every new file has', async () => {
    await writeBeside(at('file'), 'new');
    writeFileSync(at('plain'), 'new');
    expect(statSync(at('file')).mode).toBe(statSync(at('plain')).mode);
  });
});

describe.skipIf(noPosix)('names', () => {
  test.each([`${'n'.repeat(249)}.keras`, '가'.repeat(85), `.${'x'.repeat(254)}`])(
    'of 255 bytes: %s',
    async (name) => {
      expect(Buffer.byteLength(name)).toBe(255);
      await writeBeside(at(name), 'first');
      await writeBeside(at(name), 'second');
      expect(text(at(name))).toBe('second');
      expect(readdirSync(folder)).toEqual([name]);
    },
  );

  test('one too long is told', async () => {
    const path = at('n'.repeat(256));
    await expect(writeBeside(path, 'new')).rejects.toThrow(
      /longer than the file system allows.*shorter name/,
    );
  });
});

describe('places', () => {
  test('folders that are missing are made', async () => {
    await writeBeside(at('a', 'b', 'c.txt'), 'new');
    expect(text(at('a', 'b', 'c.txt'))).toBe('new');
  });

  test('a folder of that name', async () => {
    mkdirSync(at('model.keras', 'inner'), { recursive: true });
    await expect(writeBeside(at('model.keras'), 'new')).rejects.toThrow(
      /Cannot write .*model\.keras: there is a folder of that name \(EISDIR\)\. Choose another name\./,
    );
    expect(readdirSync(folder)).toEqual(['model.keras']);
  });

  test.each([
    ['plain', 'file'],
    ['plain', 'folder', 'file'],
  ])('a file in place of a folder: %s/%s', async (...names) => {
    writeFileSync(at('plain'), 'text');
    await expect(writeBeside(at(...names), 'new')).rejects.toThrow(/is a file, not a folder/);
    expect(text(at('plain'))).toBe('text');
  });

  test.skipIf(noPosix)('a pipe is written to and stays one', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const reader = spawn('cat', [at('pipe')]);
    const read = reader.stdout.toArray();
    await writeBeside(at('pipe'), 'through');
    expect(Buffer.concat(await read).toString()).toBe('through');
    expect(lstatSync(at('pipe')).isFIFO()).toBe(true);
  });
});

test('of files that belong together, none is written where one cannot be', async () => {
  writeFileSync(at('first'), 'older');
  mkdirSync(at('second'));
  const files = [at('first'), at('second')].map((path) => [path, 'new'] as const);
  await expect(writeAllBeside(files)).rejects.toThrow(/Cannot write .*second/);
  expect(text(at('first'))).toBe('older');
  expect(readdirSync(folder).sort()).toEqual(['first', 'second']);
});

describe('what a killed save left', () => {
  const dead = () => {
    const { pid } = JSON.parse(
      execFileSync(process.execPath, ['-p', 'JSON.stringify({ pid: process.pid })']).toString(),
    ) as { pid: number };
    return pid;
  };
  const part = (pid: number, name = partName()) => name.replace(/-\d+-/, `-${pid}-`);
  const elsewhere = (name: string) => name.replace(/cell-......-/, 'cell-000000-');
  const longAgo = new Date(Date.now() - 2 * 86_400_000);
  const left = (name: string, time?: Date) => {
    writeFileSync(at(name), 'half');
    if (time) utimesSync(at(name), time, time);
    return name;
  };

  test('goes with the next save where its process is gone', async () => {
    left(part(dead()));
    left(part(process.pid), new Date(Date.now() - process.uptime() * 1000 - 5000)); // an earlier one of this number
    left(elsewhere(part(dead())), longAgo);
    await writeBeside(at('file'), 'new');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test('stays where its process lives or may live, or it is none of ours', async () => {
    const kept = [
      left(part(process.ppid)),
      left(part(process.pid)),
      left(elsewhere(part(dead()))),
      left('.tensorcell-notes.part', longAgo),
      left('data.part', longAgo),
    ];
    await removeLeftParts(folder);
    expect(readdirSync(folder).sort()).toEqual(kept.sort());
  });

  test('saves at the same time do not disturb one another', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => writeBeside(at(`file-${i % 5}`), `text ${i}`)));
    expect(readdirSync(folder)).toHaveLength(5);
  });
});

describe('a file that grows', () => {
  test('goes on after what is there, in folders that it makes', () => {
    for (const line of ['one\n', 'two\n']) {
      const file = new AppendedFile(at('logs', 'log.txt'));
      file.append(Buffer.from(line));
      file.close();
    }
    expect(text(at('logs', 'log.txt'))).toBe('one\ntwo\n');
  });

  test('a folder of that name', () => {
    expect(() => new AppendedFile(folder)).toThrow(
      new RegExp(`Cannot write .*${basename(folder)}: there is a folder of that name`),
    );
  });
});
