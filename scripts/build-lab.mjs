// `npm run build:lab`: JupyterLab's part, from labextension's sources to labextension/built, which is committed, so that
// who installs the kernel needs neither JupyterLab's builder nor its packages. A test holds the two together.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './setup/packages.mjs';
import { root } from './setup/paths.mjs';
import { fingerprint } from './setup/stamps.mjs';

export const labextension = join(root, 'labextension');
const sources = ['core', 'package-lock.json', 'package.json', 'schema', 'src', 'style', 'tsconfig.json'];
/** In the built folder: of what it was made. */
export const sourcesFile = join(labextension, 'built', 'sources.sha256');

export function fingerprintOfSources() {
  return fingerprint(sources.map((source) => join(labextension, source)));
}

/**
 * @param {string} command
 * @param {...string} args
 */
function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: labextension, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')} failed in ${labextension}.`);
}

function buildLab() {
  if (!existsSync(join(labextension, 'node_modules'))) {
    const [command, ...args] = npm();
    run(command, ...args, 'ci', '--no-audit', '--no-fund');
  }
  rmSync(join(labextension, 'lib'), { recursive: true, force: true });
  run(process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', labextension);
  const builder = join(labextension, 'node_modules/@jupyterlab/builder/lib/build-labextension.js');
  run(process.execPath, builder, '--core-path', join(labextension, 'core'), labextension);
  writeFileSync(sourcesFile, `${fingerprintOfSources()}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildLab();
