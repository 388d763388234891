// `npm run screenshot`: makes docs/screenshot.png again, the README's picture of a network trained in JupyterLab.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/paths.mjs';

const docs = join(root, 'docs');
mkdirSync(docs, { recursive: true });
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'browser', 'mnist'], {
  cwd: root,
  env: { ...process.env, TENSORCELL_SCREENSHOT: join(docs, 'screenshot.png') },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
