// Writes dist/types: all that a cell's checker knows before the first cell, in three files instead of hundreds,
// with their doc comments in tables beside them.
// Runs after tsc, from the declarations that it wrote.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { library } from './types/library.mjs';
import { writeTypes } from './types/write.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const build = join(root, 'build');

const entries = [
  { file: join(build, 'lib', 'index.d.ts'), module: 'tensorcell' },
  { file: join(build, 'kernel', 'session', 'globals.d.ts'), module: 'tensorcell/session' },
].filter(({ file }) => existsSync(file));

writeTypes(join(root, 'dist', 'types'), library(build, entries));
