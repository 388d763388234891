// `npm run screenshot`: makes the README's pictures in docs/ again: screenshot.png, a network trained in JupyterLab, and
// debugger.png, a stop in a lesson's backpropagation.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/paths.mjs';

const docs = join(root, 'docs');
mkdirSync(docs, { recursive: true });
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'browser', 'mnist', 'debugger'], {
  cwd: root,
  env: { ...process.env, TENSORCELL_SCREENSHOTS: docs },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
