// The declarations of a preloaded library: its modules as one script, and its exports as globals.
import { sep } from 'node:path';
import { withoutAugmentations } from './augmentations.mjs';
import { Docs } from './docs.mjs';
import { globals } from './globals.mjs';
import { bundle, isInside, packageModuleName } from './modules.mjs';
import { reachable } from './reachable.mjs';
import { withOwnTexts } from './undocumented.mjs';
import { spelledUnions } from './unions.mjs';
import { withTensorVariance } from './variances.mjs';

/** @typedef {{ file: string, module: string }} Entry a declaration file and the name that imports it */

/** Packages that a cell may import as well: the session gives them the one TensorFlow.js that it has loaded. */
const otherNames = ['node', 'node-gpu', 'backend-cpu', 'backend-wasm', 'backend-webgl'].map(
  (part) => `@tensorflow/tfjs-${part}`,
);

/** @param {string} name */
function sameAsTfjs(name) {
  return `declare module ${JSON.stringify(name)} {\n  export * from "@tensorflow/tfjs";\n}\n`;
}

/**
 * @param {string} root the folder that the entries' own declarations lie in
 * @param {Entry[]} entries
 */
export function library(root, entries) {
  const docs = new Docs('library');
  const files = entries.map(({ file }) => file);
  const text = bundle(files, (file) => moduleName(root, entries, file), docs, spelledUnions(files));
  const all = `${withTensorVariance(withOwnTexts(text, docs))}\n${otherNames.map(sameAsTfjs).join('')}`;
  const isImported = (/** @type {string} */ name) =>
    name.startsWith('@tensorflow/') || entries.some(({ module }) => module === name);
  return {
    declarations: reachable(withoutAugmentations(all), isImported),
    docs: docs.entries,
    globals: globals(entries),
  };
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
