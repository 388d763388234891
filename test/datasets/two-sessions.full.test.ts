// Sessions that are processes of their own: one download for all, and what a killed one leaves is gone on with.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FileServer, fileServer } from './file-server.js';

const content = randomBytes(300_000);
const sha256 = createHash('sha256').update(content).digest('hex');
const library = new URL('../../build/lib/datasets/fetch-file.js', import.meta.url);
const children: ReturnType<typeof spawn>[] = [];
let folder: string;
let server: FileServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sessions-'));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A process that obtains the file and prints its checksum last. */
function session(): { child: ReturnType<typeof spawn>; printed: Promise<string> } {
  const file = {
    path: 'a/b.bin',
    url: server.url,
    bytes: content.length,
    fingerprints: [{ of: 'file', sha256 }],
  };
  const code = `
    import { createHash } from 'node:crypto';
    const { fetchFile } = await import(${JSON.stringify(library.href)});
    const { bytes } = await fetchFile(${JSON.stringify(file)});
    console.log(createHash('sha256').update(bytes).digest('hex'));`;
  const env = { ...process.env, TENSORCELL_CACHE: folder, TENSORCELL_DATA_MIRROR: '' };
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const printed = new Promise<string>((resolve) => {
    let text = '';
    child.stdout!.on('data', (chunk) => {
      text += chunk;
    });
    child.on('close', () => resolve(text.trim().split('\n').at(-1)!));
  });
  return { child, printed };
}

test('three at once make one download', async () => {
  server = await fileServer(content);
  const printed = await Promise.all([session(), session(), session()].map((one) => one.printed));
  expect(printed).toEqual([sha256, sha256, sha256]);
  expect(server.ranges).toHaveLength(1);
});

async function sizes(folder: string): Promise<number[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
}

test('where one is killed in the middle, the next goes on from there', async () => {
  server = await fileServer(content, 'stall', 'serve');
  const { child, printed } = session();
  await expect.poll(() => sizes(folder), { timeout: 20_000 }).toContain(content.length / 2);
  child.kill('SIGKILL');
  expect(await printed).toBe('');
  expect(await session().printed).toBe(sha256);
  expect(server.ranges).toEqual([undefined, 'bytes=150000-']);
});
