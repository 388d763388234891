// The declarations of a preloaded library: its modules as one script, and its exports as globals.
import { sep } from 'node:path';
import { Docs } from './docs.mjs';
import { globals } from './globals.mjs';
import { bundle, isInside, packageModuleName } from './modules.mjs';
import { spelledUnions } from './unions.mjs';
import { withTensorVariance } from './variances.mjs';

/** @typedef {{ file: string, module: string }} Entry a declaration file and the name that imports it */

/**
 * @param {string} root the folder that the entries' own declarations lie in
 * @param {Entry[]} entries
 */
export function library(root, entries) {
  const docs = new Docs('library');
  const files = entries.map(({ file }) => file);
  const text = bundle(files, (file) => moduleName(root, entries, file), docs, spelledUnions(files));
  return { declarations: withTensorVariance(text), docs: docs.entries, globals: globals(entries) };
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
