// All files of the wheel's JavaScript: those that run, and what they read by path.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { tracedFiles } from './traced-files.mjs';

/**
 * @returns {Promise<string[]>} paths within the project; the packages of native code come from elsewhere
 */
export async function runtimeFiles() {
  return [
    ...(await scriptsThatRun()),
    ...readByPath.flatMap(([folder, pattern]) => filesUnder(folder, pattern)),
  ];
}

/**
 * The scripts themselves and their packages' descriptions.
 * @param {import('./traced-files.mjs').Tracing} [tracing]
 */
export async function scriptsThatRun(tracing) {
  const traced = (await tracedFiles(tracing)).filter((file) => !file.endsWith('.node'));
  const packages = new Set(traced.map(packageOf).filter((folder) => folder !== undefined));
  return [...traced, ...[...packages].flatMap(descriptions)];
}

/**
 * What is found by its place and not by an import.
 * @type {[folder: string, name: RegExp][]}
 */
const readByPath = [
  ['dist/lib', /^names\.json$/],
  ['dist/types', /\.(d\.ts|json)$/],
  ['dist/kernel/language', /^(compiler\.cjs|snapshot\.(cjs|json))$/],
  // For `tensorcell install` into another Jupyter.
  ['labextension/built', /./],
  ['lib/plot/fonts', /^(?!.*\.py$)/],
  // Declarations that a user's package asks for by `/// <reference lib>`.
  ['node_modules/typescript/lib', /^lib\..*\.d\.ts$/],
  ['node_modules/@tensorflow/tfjs-backend-wasm/dist', /^[^/]*\.wasm$/],
  ['node_modules/node-sqlite3-wasm/dist', /\.wasm$/],
];

/** @param {string} file */
function packageOf(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

/**
 * A package's own description, by which Node finds its files, and its licences.
 * @param {string} folder
 */
export function descriptions(folder) {
  return filesIn(folder).filter((file) => isDescription(file.slice(folder.length + 1)));
}

/** @param {string} name */
export function isDescription(name) {
  return name === 'package.json' || /^(licen[cs]e|copying|notice|third-party-notices)/i.test(name);
}

/** @param {string} folder */
function filesIn(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => `${folder}/${name}`);
}

/**
 * @param {string} folder
 * @param {RegExp} pattern of the path within it
 */
function filesUnder(folder, pattern) {
  const all = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const files = all
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(root, folder).length + 1))
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => pattern.test(file));
  if (files.length > 0) return files.map((file) => `${folder}/${file}`);
  throw new Error(`${folder}: expected files like ${pattern}. Received: none. Has the package changed?`);
}
