// JupyterLab's part: built files that go to where JupyterLab looks for extensions, beside the kernels.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernelsFolder, labextensionsFolder } from './jupyter-paths.js';

export const extensionName = 'tensorcell-lab';
const built = fileURLToPath(new URL('../../../labextension/built', import.meta.url));

/** @param data Jupyter's data folder */
export function installLabextension(data: string): void {
  const folder = folderIn(data);
  // Beside the folder of extensions and not in it: JupyterLab would take a half-written one for one more extension.
  const fresh = join(data, `.${extensionName}.${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  cpSync(built, fresh, { recursive: true });
  writeFileSync(join(fresh, 'install.json'), `${JSON.stringify(record, null, 2)}\n`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
}

/** Stays as long as another kernel of ours is there, under another name. */
export function uninstallLabextension(data: string, displayName: string): void {
  if (!hasKernel(data, displayName)) rmSync(folderIn(data), { recursive: true, force: true });
}

/** What JupyterLab's extension manager says about removing it. */
const record = {
  packageManager: 'python',
  packageName: 'tensorcell',
  uninstallInstructions: 'Run `tensorcell uninstall`, or `pip uninstall tensorcell` where pip installed it.',
};

function folderIn(data: string): string {
  return join(labextensionsFolder(data), extensionName);
}

function hasKernel(data: string, displayName: string): boolean {
  const kernels = kernelsFolder(data);
  if (!existsSync(kernels)) return false;
  return readdirSync(kernels).some(
    (name) => displayNameOf(join(kernels, name, 'kernel.json')) === displayName,
  );
}

function displayNameOf(file: string): unknown {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { display_name?: unknown }).display_name;
  } catch {
    return undefined;
  }
}
