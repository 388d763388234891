// `npm run screenshot`: makes the pictures of JupyterLab again: docs/screenshot.png, a network that was trained, for the
// README; notebooks/images/debugger.png, a stop in a lesson's backpropagation, for the README and Start Here.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './setup/paths.mjs';

const pictures = { 'screenshot.png': 'docs', 'debugger.png': 'notebooks/images' };
const taken = mkdtempSync(join(tmpdir(), 'tensorcell-screenshots-'));
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'browser', 'mnist', 'debugger'], {
  cwd: root,
  env: { ...process.env, TENSORCELL_SCREENSHOTS: taken },
  stdio: 'inherit',
});
if (status === 0)
  for (const [name, folder] of Object.entries(pictures))
    copyFileSync(join(taken, name), join(root, folder, name));
rmSync(taken, { recursive: true });
process.exitCode = status ?? 1;
