// A fixed share of the random models that `npm run fuzz:keras` holds against Keras, so that no change is merged that makes
// one of them another model.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const seed = 101;
const count = 25;

test(`${count} models of seed ${seed} predict and train as in Keras`, { timeout: 600_000 }, async () => {
  const library = join(root, 'dist/lib/index.js');
  if (!existsSync(library))
    throw new Error(`There is no ${library}: run npm run build once, which makes it.`);
  const program = [join(root, 'test/fuzz/run.mjs'), '--seed', `${seed}`, '--count', `${count}`];
  const child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [printed, complaint] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  expect(complaint + printed).toMatch(
    /^25 of 25 models in \d+ s: 25 equal, 0 refused, 0 wrong, 0 crashed\.\n$/,
  );
});
