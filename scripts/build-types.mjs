// Writes dist/types: all that a cell's checker knows before the first cell, in three files instead of hundreds,
// with their doc comments in tables beside them.
// Runs after tsc, from the declarations that it wrote.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, rareModules } from './types/environment.mjs';
import { library } from './types/library.mjs';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const types = join(dist, 'types');

const entries = [
  { file: join(dist, 'lib', 'index.d.ts'), module: 'tensorcell' },
  { file: join(dist, 'kernel', 'session', 'globals.d.ts'), module: 'tensorcell/session' },
].filter(({ file }) => existsSync(file));

mkdirSync(types, { recursive: true });
write('environment', environment());
write('rare', rareModules());
const ours = library(dist, entries);
write('library', ours);
replace('globals.d.ts', ours.globals);

/**
 * @param {string} name
 * @param {{ declarations: string, docs: string[] }} content
 */
function write(name, { declarations, docs }) {
  replace(`${name}.d.ts`, declarations);
  replace(`${name}.docs.json`, JSON.stringify(docs));
}

/**
 * A kernel that starts meanwhile finds the old file or the new one, whole.
 * @param {string} name
 * @param {string} text
 */
function replace(name, text) {
  const draft = join(types, `${name}.${process.pid}`);
  writeFileSync(draft, text);
  renameSync(draft, join(types, name));
}
