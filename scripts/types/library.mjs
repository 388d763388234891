// The declarations of a preloaded library: its modules as one script, and its exports as globals.
import { sep } from 'node:path';
import { globals } from './globals.mjs';
import { bundle, isInside, packageModuleName } from './modules.mjs';

/** @typedef {{ file: string, module: string }} Entry a declaration file and the name that imports it */

/**
 * @param {string} root the folder that the entries' own declarations lie in
 * @param {Entry[]} entries
 */
export function library(root, entries) {
  const files = entries.map(({ file }) => file);
  return { modules: bundle(files, (file) => moduleName(root, entries, file)), globals: globals(entries) };
}

/**
 * @param {string} root
 * @param {Entry[]} entries
 * @param {string} file
 */
function moduleName(root, entries, file) {
  const entry = entries.find((candidate) => candidate.file === file);
  if (entry) return entry.module;
  if (!isInside(root, file)) return packageModuleName(file);
  return `tensorcell${file
    .slice(root.length)
    .split(sep)
    .join('/')
    .replace(/\.d\.ts$/, '')}`;
}
