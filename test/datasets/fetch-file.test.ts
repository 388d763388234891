// Every way a file may come: cache, mirror, public address, and sources that break off, lie or stall.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ChecksumError, DiskError, SourceUnavailableError } from '../../lib/datasets/errors.js';
import { fetchFile } from '../../lib/datasets/fetch-file.js';
import type { SourceFile } from '../../lib/datasets/source-file.js';
import { type Behaviour, type FileServer, fileServer } from './file-server.js';

const content = randomBytes(200_000);
const servers: FileServer[] = [];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fetch-file-'));
  process.env.TENSORCELL_CACHE = join(folder, 'cache');
});

afterEach(async () => {
  delete process.env.TENSORCELL_CACHE;
  delete process.env.TENSORCELL_DATA_MIRROR;
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await rm(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

function sourceFile(url: string): SourceFile {
  return {
    path: 'some/file.bin',
    url,
    bytes: content.length,
    fingerprints: [{ of: 'file', sha256: sha256(content) }],
  };
}

async function publicServer(...behaviours: Behaviour[]): Promise<{ server: FileServer; file: SourceFile }> {
  const server = await fileServer(content, ...behaviours);
  servers.push(server);
  return { server, file: sourceFile(`${server.url}/file.bin`) };
}

const nowhere = sourceFile('http://127.0.0.1:9/file.bin');
const cacheNames = async () =>
  existsSync(join(folder, 'cache')) ? readdir(join(folder, 'cache'), { recursive: true }) : [];
const cachedFile = () => join(folder, 'cache', 'datasets', 'some', 'file.bin');

describe('the order of sources', () => {
  test('public address, then cache', async () => {
    const { server, file } = await publicServer();
    expect((await fetchFile(file)).bytes.equals(content)).toBe(true);
    expect((await fetchFile(file)).bytes.equals(content)).toBe(true);
    expect(server.ranges).toHaveLength(1);
    expect(await cacheNames()).toEqual([
      'datasets',
      join('datasets', 'some'),
      join('datasets', 'some', 'file.bin'),
    ]);
  });

  test('a folder as mirror before the public address', async () => {
    const { server, file } = await publicServer();
    await mkdir(join(folder, 'mirror', 'some'), { recursive: true });
    await writeFile(join(folder, 'mirror', 'some', 'file.bin'), content);
    process.env.TENSORCELL_DATA_MIRROR = join(folder, 'mirror');
    expect((await fetchFile(file)).bytes.equals(content)).toBe(true);
    expect(server.ranges).toHaveLength(0);
  });

  test('a URL as mirror', async () => {
    const { server } = await publicServer();
    process.env.TENSORCELL_DATA_MIRROR = `${server.url}/data/`;
    expect((await fetchFile(nowhere)).bytes.equals(content)).toBe(true);
  });

  test('a mirror without the file, then the public address', async () => {
    const { file } = await publicServer();
    process.env.TENSORCELL_DATA_MIRROR = join(folder, 'no-mirror');
    expect((await fetchFile(file)).bytes.equals(content)).toBe(true);
    const { server } = await publicServer('refuse');
    process.env.TENSORCELL_DATA_MIRROR = server.url;
    await rm(cachedFile());
    expect((await fetchFile(file)).bytes.equals(content)).toBe(true);
  });

  test('none: the error lists what each said', async () => {
    const { server } = await publicServer('refuse');
    process.env.TENSORCELL_DATA_MIRROR = server.url;
    const failure = await fetchFile(nowhere).catch((error) => error);
    expect(failure).toBeInstanceOf(SourceUnavailableError);
    expect(failure.message).toMatch(
      /the mirror http.*: the server answered 404 Not Found\n.*public address.*fetch failed/,
    );
    expect(failure.message).toContain('TENSORCELL_DATA_MIRROR');
  });
});

describe('wrong bytes are never used', () => {
  test('a mirror that lies', async () => {
    const { server, file } = await publicServer();
    server.content = randomBytes(200_000);
    process.env.TENSORCELL_DATA_MIRROR = server.url;
    const failure = await fetchFile(file).catch((error) => error);
    expect(failure).toBeInstanceOf(ChecksumError);
    expect(failure.message).toContain(sha256(content));
    expect(failure.message).toContain(sha256(server.content));
    expect(await cacheNames()).not.toContain(join('datasets', 'some', 'file.bin'));
  });

  test('a cached file that was spoilt is fetched anew', async () => {
    const { server, file } = await publicServer();
    await fetchFile(file);
    await writeFile(cachedFile(), content.subarray(1));
    expect((await fetchFile(file)).bytes.equals(content)).toBe(true);
    expect(server.ranges).toHaveLength(2);
    expect((await readFile(cachedFile())).equals(content)).toBe(true);
  });

  test('a size counts from the public address only', async () => {
    const { server } = await publicServer();
    const bySize: SourceFile = {
      ...sourceFile(server.url),
      fingerprints: [{ of: 'size', bytes: content.length }],
    };
    process.env.TENSORCELL_DATA_MIRROR = server.url;
    await expect(fetchFile(bySize)).rejects.toThrow(ChecksumError);
    delete process.env.TENSORCELL_DATA_MIRROR;
    expect((await fetchFile(bySize)).bytes.equals(content)).toBe(true);
  });

  test('gzip is known by its content, however it is packed', async () => {
    const { server } = await publicServer();
    const file: SourceFile = {
      ...sourceFile(server.url),
      fingerprints: [{ of: 'gunzipped', sha256: sha256(content) }],
    };
    server.content = gzipSync(content, { level: 1 });
    expect((await fetchFile(file)).bytes.equals(server.content)).toBe(true);
    await rm(cachedFile());
    server.content = gzipSync(Buffer.from('other'));
    await expect(fetchFile(file)).rejects.toThrow(ChecksumError);
  });
});

describe('a server that breaks off', () => {
  test('is gone on with where it stopped', async () => {
    const { server, file } = await publicServer('break off', 'break off', 'serve');
    expect((await fetchFile(file)).bytes.equals(content)).toBe(true);
    expect(server.ranges).toHaveLength(3);
    // What was still on its way when the connection was cut may be lost.
    expect(server.ranges[2]).toMatch(/^bytes=1[05]0000-$/);
  });

  test('for good: what came is kept for the next session', async () => {
    const { server, file } = await publicServer('break off', 'fail', 'fail', 'serve');
    await expect(fetchFile(file)).rejects.toThrow(/503/);
    expect((await fetchFile(file)).bytes.equals(content)).toBe(true);
    expect(server.ranges.at(-1)).toBe('bytes=100000-');
    expect((await cacheNames()).filter((name) => name.includes('part'))).toEqual([]);
  });

  test('and has another file since: that one is fetched whole', async () => {
    const { server, file } = await publicServer('break off', 'fail', 'fail', 'serve');
    server.content = Buffer.concat([Buffer.from('old'), content]);
    await expect(fetchFile(file)).rejects.toThrow(SourceUnavailableError);
    server.content = content;
    expect((await fetchFile(file)).bytes.equals(content)).toBe(true);
  });

  test('and knows no ranges: it is fetched whole', async () => {
    const { file } = await publicServer('break off', 'whole');
    expect((await fetchFile(file)).bytes.equals(content)).toBe(true);
  });

  test('a part file with other bytes does no harm', async () => {
    const { server, file } = await publicServer('break off', 'fail', 'fail', 'serve');
    await expect(fetchFile(file)).rejects.toThrow(SourceUnavailableError);
    const part = (await cacheNames()).find((name) => name.endsWith('.part'))!;
    await writeFile(join(folder, 'cache', part), randomBytes(100_000));
    expect((await fetchFile(file)).bytes.equals(content)).toBe(true);
    expect(server.ranges.at(-1)).toBeUndefined();
  });
});

test('a server that stalls is given up, and what came is kept', async () => {
  const { server, file } = await publicServer('stall', 'stall', 'fail', 'fail', 'serve');
  await expect(fetchFile(file, { stallMs: 400 })).rejects.toThrow(SourceUnavailableError);
  expect(server.ranges.slice(0, 2)).toEqual([undefined, 'bytes=100000-']);
  expect((await fetchFile(file)).bytes.equals(content)).toBe(true);
});

test('a server that sends without end is cut off', async () => {
  const { file } = await publicServer('endless');
  await expect(fetchFile(file)).rejects.toThrow('more than the 200000 bytes expected');
  expect((await cacheNames()).filter((name) => name.includes('.part'))).toEqual([]);
});

test('Stop ends a download', async () => {
  const { file } = await publicServer('stall');
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error('stopped')), 50);
  await expect(fetchFile(file, { signal: stop.signal })).rejects.toThrow('stopped');
});

describe('two at once', () => {
  test('make one download', async () => {
    const { server, file } = await publicServer();
    const both = await Promise.all([fetchFile(file), fetchFile(file), fetchFile(file)]);
    for (const { bytes } of both) expect(bytes.equals(content)).toBe(true);
    expect(server.ranges).toHaveLength(1);
  });

  test('a lock whose owner died is taken over', async () => {
    const { file } = await publicServer();
    const lock = `${cachedFile()}.lock`;
    await mkdir(dirname(lock), { recursive: true });
    await writeFile(lock, '');
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lock, longAgo, longAgo);
    expect((await fetchFile(file)).bytes.equals(content)).toBe(true);
    expect(existsSync(lock)).toBe(false);
  });
});

test('a cache that cannot be written is named', async () => {
  const { file } = await publicServer();
  await writeFile(join(folder, 'a file'), '');
  process.env.TENSORCELL_CACHE = join(folder, 'a file');
  const failure = await fetchFile(file).catch((error) => error);
  expect(failure).toBeInstanceOf(DiskError);
  expect(failure.message).toContain('TENSORCELL_CACHE');
});
