// Stands in for `node:module` in the checker's snapshot, since Node starts none in which its own loader has loaded a file.
// This loads CommonJS, which the compiler, tslab's converter and the parser of Python are.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';

// A computed name: the bundler would put this file in its place.
const itself = ['node', 'module'].join(':');
/** @type {{ isBuiltin(name: string): boolean }} */
export const { isBuiltin } = require(itself);

const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
/** @type {Map<string, { exports: unknown }>} */
const loaded = new Map();

/** @param {string} from a path or an address */
export function createRequire(from) {
  const folder = dirname(from.startsWith('file:') ? fileURLToPath(from) : from);
  /** @param {string} name */
  const pathOf = (name) => {
    const path = name.startsWith('.') ? fileAt(resolve(folder, name)) : inPackages(name, folder);
    if (path !== undefined) return path;
    throw new Error(`Expected the package ${name} in or above ${folder}. Received: none.`);
  };
  /** @param {string} name */
  const load = (name) => (isBuiltin(name) ? require(name) : loadFile(pathOf(name)));
  return Object.assign(load, { resolve: pathOf });
}

/** @param {string} path */
function loadFile(path) {
  const known = loaded.get(path);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(path, module);
  const run = compileFunction(readFileSync(path, 'utf8'), parameters, { filename: path });
  run(module.exports, createRequire(path), module, path, dirname(path));
  return module.exports;
}

/**
 * @param {string} name
 * @param {string} folder
 * @returns {string | undefined}
 */
function inPackages(name, folder) {
  const path = fileAt(join(folder, 'node_modules', name));
  const above = dirname(folder);
  return path ?? (above === folder ? undefined : inPackages(name, above));
}

/**
 * @param {string} path
 * @returns {string | undefined}
 */
function fileAt(path) {
  const file = [path, `${path}.js`, join(path, 'index.js')].find(isFile);
  if (file !== undefined) return file;
  const description = join(path, 'package.json');
  if (!isFile(description)) return undefined;
  const { main } = JSON.parse(readFileSync(description, 'utf8'));
  return main === undefined ? undefined : fileAt(join(path, main));
}

/** @param {string} path */
function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
