// What the compiler has found of packages is kept from cell to cell: without the cache, it reads each package's
// package.json again for each cell, and holds a copy of it each time.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { ts } from '../../kernel/language/typescript.js';
import { Notebook } from './notebook.js';

const PARTS = 20;

const notebook = new Notebook();
afterAll(() => notebook.close());

/** A package of many parts, each a package that the first imports. */
function writePackages(): void {
  const names = Array.from({ length: PARTS }, (_, i) => `part${i}`);
  for (const name of names)
    writePackage(name, `export declare const ${name}: number;`, `exports.${name} = 1;`);
  const types = names.map((name) => `export { ${name} } from '${name}';`).join('\n');
  writePackage(
    'whole',
    types,
    names.map((name) => `exports.${name} = require('${name}').${name};`).join('\n'),
  );
}

function writePackage(name: string, types: string, code: string): void {
  const folder = join(notebook.folder, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name, version: '1.0.0', types: 'index.d.ts' }),
  );
  writeFileSync(join(folder, 'index.d.ts'), types);
  writeFileSync(join(folder, 'index.js'), code);
}

async function readsOf(cell: string): Promise<string[]> {
  const read = vi.spyOn(ts.sys, 'readFile');
  await notebook.run(cell);
  const paths = read.mock.calls.map(([path]) => path).filter((path) => path.endsWith('/package.json'));
  read.mockRestore();
  return paths;
}

it('reads the package.json of a package once', async () => {
  writePackages();
  const first = await readsOf("import { part0 } from 'whole'; part0");
  expect(first.length).toBe(PARTS + 1);
  expect(new Set(first).size).toBe(first.length);
  expect(await readsOf('1 + 1')).toEqual([]);
  expect(await readsOf("import { part1 } from 'part1'; part0 + part1")).toEqual([]);
});

it('looks again where something was not found', async () => {
  expect(notebook.errors("import { late } from 'late'")[0]?.message).toContain("Cannot find module 'late'");
  writePackage('late', 'export declare const late: number;', 'exports.late = 2;');
  expect(await notebook.run("import { late } from 'late'; late")).toBe(2);
});
