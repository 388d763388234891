// Writes the declarations that cells are checked against: the library's, and for each version of Node a folder with its
// own, as `kernel/language/preload.ts` finds them.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Docs } from './docs.mjs';
import { environment, nodeVersions, rareModules } from './environment.mjs';

/** @typedef {import('./environment.mjs').NodeVersion} NodeVersion */

/**
 * @param {string} folder
 * @param {ReturnType<typeof import('./library.mjs').library>} library
 * @param {NodeVersion[]} versions of Node
 */
export function writeTypes(folder, library, versions = nodeVersions) {
  /** @param {string} name @param {string} text */
  const write = (name, text) => replace(join(folder, name), text);
  // The versions say much in the same words.
  const docs = { environment: new Docs('environment'), rare: new Docs('rare') };
  for (const version of versions) {
    const { declarations, names } = environment(version, docs.environment);
    write(`node${version}/environment.d.ts`, declarations);
    write(`node${version}/names.json`, JSON.stringify(names));
    write(`node${version}/rare.d.ts`, rareModules(version, docs.rare));
  }
  for (const table of Object.values(docs)) write(`${table.name}.docs.json`, JSON.stringify(table.entries));
  write('library.d.ts', library.declarations);
  write('library.docs.json', JSON.stringify(library.docs));
  write('globals.d.ts', library.globals);
}

/**
 * A kernel that starts meanwhile finds the old file or the new one, whole.
 * @param {string} path
 * @param {string} text
 */
function replace(path, text) {
  const draft = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(draft, text);
  renameSync(draft, path);
}
