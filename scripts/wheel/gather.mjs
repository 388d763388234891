// Lays out the wheel's sources in a folder: Python's part as it lies in python/, JavaScript's with its packages, and
// what is made for this version and machine.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernelMain, root } from '../setup/paths.mjs';
import { Problem } from '../setup/problem.mjs';
import { writeJupyterFiles } from './kernelspec.mjs';
import { nativePackages } from './native-packages.mjs';
import { pyproject } from './pyproject.mjs';
import { runtimeFiles } from './runtime-files.mjs';

/** @typedef {import('./targets.mjs').Target} Target */

const python = fileURLToPath(new URL('python', import.meta.url));

/**
 * @param {Target} target
 * @param {string} folder is made
 */
export async function gather(target, folder) {
  if (!existsSync(kernelMain)) {
    throw new Problem('The kernel is not built; `npm run build`, then run the same command again.');
  }
  const description = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  cpSync(python, folder, { recursive: true, filter: (path) => !path.includes('__pycache__') });
  writeFileSync(join(folder, 'pyproject.toml'), pyproject(description, target));
  writeFileSync(join(folder, 'tensorcell', '_built.py'), builtFor(description));
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  await writeJupyterFiles(join(folder, 'kernelspec'), join(folder, 'labextensions'));
  await copyJavaScript(target, description, join(folder, 'tensorcell', 'javascript'));
}

/** @param {{ version: string, engines: { node: string } }} description */
function builtFor({ version, engines }) {
  const oldest = engines.node.replace('>=', '').split('.').map(Number);
  return `version = "${version}"\noldest_node = (${oldest.join(', ')})\n`;
}

/**
 * @param {Target} target
 * @param {Record<string, unknown>} description
 * @param {string} folder
 */
async function copyJavaScript(target, description, folder) {
  // What `tensorcell lab` installs where there is no JupyterLab.
  copyFiles([...(await runtimeFiles()), 'requirements.txt'], folder);
  copyPackages(await nativePackages(target), folder);
  writeDescription(description, folder);
}

/**
 * @param {string[]} files paths within the project
 * @param {string} folder
 */
export function copyFiles(files, folder) {
  for (const file of files) copy(join(root, file), join(folder, file));
}

/**
 * @param {[path: string, from: string][]} packages
 * @param {string} folder
 */
export function copyPackages(packages, folder) {
  for (const [path, from] of packages) {
    const filter = (/** @type {string} */ file) => isNeeded(relative(from, file));
    cpSync(from, join(folder, path), { recursive: true, dereference: true, filter });
  }
}

/**
 * What Node reads of a package.
 * @param {Record<string, unknown>} description
 * @param {string} folder
 */
export function writeDescription({ name, version, license, type, exports }, folder) {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, license, type, exports }));
}

/**
 * musl's build lies beside glibc's in one package. The README stays: that of libvips names its licences.
 * @param {string} path within a package
 */
function isNeeded(path) {
  return !/^musl_|\.(map|h|d\.[cm]?ts)$/.test(path);
}

/**
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { dereference: true });
}
