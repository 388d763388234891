// `scripts/check-gpu` where there is no GPU, and its checks on the engine that is here.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkAll, titles } from '../../scripts/gpu/checks.mjs';

it('says what it could not check where there is no GPU', () => {
  const { status, stdout } = spawnSync(process.execPath, [join('scripts', 'check-gpu.mjs')], {
    encoding: 'utf8',
    // Where there is one, nvidia-smi is not asked; its driver would be.
    env: { PATH: '' },
  });
  if (status !== 2) return expect(stdout).toMatch(/^✓ /);
  for (const title of titles) expect(stdout).toContain(`– ${title}`);
});

it('holds what is computed here to plain JavaScript', async () => {
  const library = await import('../../lib/index.js');
  const lines: string[] = [];
  const { log } = console;
  console.log = (line: string) => void lines.push(line);
  try {
    await checkAll(library);
  } finally {
    console.log = log;
  }
  // All but the first, which wants a GPU.
  expect(lines.slice(1, titles.length)).toEqual(
    titles.slice(1).map((title) => expect.stringContaining(`✓ ${title}`)),
  );
});
