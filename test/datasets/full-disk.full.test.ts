// A real limit that the system sets on written files, in a session of its own: a clear error, nothing half written.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileServer } from './file-server.js';

const content = randomBytes(300_000);
const library = (name: string) => new URL(`../../build/lib/${name}.js`, import.meta.url).href;
const system = process.platform === 'win32' ? ' [skipped: no ulimit]' : '';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'full-disk-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs code whose files may have 50 KiB at most; gives what it prints. */
async function limited(code: string): Promise<string> {
  const script = join(folder, 'script.mjs');
  await writeFile(script, `${code}.catch(({ name, message }) => console.log(name, message));`);
  const env = { ...process.env, TENSORCELL_CACHE: join(folder, 'cache'), TENSORCELL_DATA_MIRROR: '' };
  const command = `ulimit -f 50 && exec '${process.execPath}' '${script}'`;
  const child = spawn('/bin/bash', ['-c', command], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  for await (const chunk of child.stdout) printed += chunk;
  return printed;
}

const files = async (below: string) =>
  (await readdir(join(folder, below), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe.skipIf(system)(`a file that may not grow${system}`, () => {
  test('a download', async () => {
    const server = await fileServer(content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const fingerprints = [{ of: 'file', sha256 }];
    const file = { path: 'a/b.bin', url: server.url, bytes: content.length, fingerprints };
    const printed = await limited(`
      const { fetchFile } = await import('${library('datasets/fetch-file')}');
      await fetchFile(${JSON.stringify(file)})`);
    await server.close();
    expect(printed).toMatch(/^DiskError Could not write .*b\.bin.*TENSORCELL_CACHE/);
    expect((await files('cache')).filter((name) => !name.endsWith('.lock'))).toEqual([]);
  });

  test('an archive', async () => {
    await writeFile(
      join(folder, 'a.zip'),
      zipSync({ 'small.txt': content.subarray(0, 100), 'large.bin': content }),
    );
    const printed = await limited(`
      const { readFile } = await import('node:fs/promises');
      const { unzipInto } = await import('${library('datasets/unzip')}');
      await unzipInto(await readFile('${join(folder, 'a.zip')}'), '${join(folder, 'out', 'target')}')`);
    expect(printed).toMatch(/^DiskError Could not write/);
    expect(await readdir(join(folder, 'out'))).toEqual([]);
  });

  test('an image that a generator saves', async () => {
    const printed = await limited(`
      const { saveImage } = await import('${library('image/loading/save-image')}');
      const values = Float32Array.from({ length: 300 * 300 * 3 }, () => Math.random());
      await saveImage(values, [300, 300, 3], '${join(folder, 'saved')}', 'noise', 'png')`);
    expect(printed).toContain('noise');
    expect(await files('saved')).toEqual([]);
  });
});
