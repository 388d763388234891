// Writes dist/types: all that a cell's checker knows before the first cell, in three files instead of hundreds,
// with their doc comments in tables beside them.
// Runs after tsc, from the declarations that it wrote.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { library } from './types/library.mjs';
import { writeTypes } from './types/write.mjs';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

const entries = [
  { file: join(dist, 'lib', 'index.d.ts'), module: 'tensorcell' },
  { file: join(dist, 'kernel', 'session', 'globals.d.ts'), module: 'tensorcell/session' },
].filter(({ file }) => existsSync(file));

writeTypes(join(dist, 'types'), library(dist, entries));
