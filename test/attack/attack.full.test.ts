// A share of what `npm run attack` does: mutated requests of one seed, and every so many of the hostile cells.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const [requests, cells] = [500, 12];

test(`${requests} mutated requests and ${cells} hostile cells`, { timeout: 300_000 }, async () => {
  if (!existsSync(join(root, 'dist/kernel/main.js'))) throw new Error('Run npm run build first.');
  const words = ['--seed', '7', '--requests', `${requests}`, '--cells', `${cells}`];
  const child = spawn(join(root, '.venv/bin/python'), [join(root, 'test/attack/attack.py'), ...words]);
  const [printed, complaints, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  expect([printed + complaints, code]).toEqual([expect.not.stringContaining('FAILED'), 0]);
});
