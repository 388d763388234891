// Files beside the notebook and packages: found, checked, compiled, and loaded again when they change.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Notebook } from './notebook.js';

const notebook = new Notebook();
afterAll(() => notebook.close());

function writePackage(name: string, manifest: object, files: Record<string, string>) {
  const folder = join(notebook.folder, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...manifest }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
}

describe('a local file', () => {
  it('in TypeScript is checked and compiled', async () => {
    notebook.write(
      'triple.ts',
      'export function triple(x: number): number { return x * 3 }\nexport default 7;',
    );
    expect(await notebook.run("import seven, { triple } from './triple'; triple(seven)")).toBe(21);
    expect(await notebook.run('triple(seven + 1)')).toBe(24);
    expect(notebook.errors("triple('text')")).toHaveLength(1);
  });

  it('is loaded again when it has changed', async () => {
    notebook.write('version.ts', 'export const version: number = 1');
    const source = "import { version } from './version'; version";
    expect(await notebook.run(source)).toBe(1);
    notebook.write('version.ts', 'export const version: string = "two"');
    expect(await notebook.run(source)).toBe('two');
  });

  it('is loaded again when one that it imports has changed', async () => {
    notebook.write('base.ts', 'export const base = 1');
    notebook.write('derived.ts', "import { base } from './base'; export const derived = base + 1");
    const source = "import { derived } from './derived'; derived";
    expect(await notebook.run(source)).toBe(2);
    const [, before] = notebook.convert(source).modules;
    notebook.write('base.ts', 'export const base = 10');
    expect(await notebook.run(source)).toBe(11);
    const [first, after] = notebook.convert(source).modules;
    expect([first?.path, after?.path].map((path) => path?.slice(notebook.folder.length))).toEqual([
      '/base.ts',
      '/derived.ts',
    ]);
    expect(after?.version).not.toBe(before?.version);
  });

  it('may be written after a cell has missed it', async () => {
    const source = "import { late } from './late'; late";
    expect(notebook.errors(source)[0]?.message).toContain("Cannot find module './late'");
    notebook.write('late.ts', 'export const late = 1');
    expect(await notebook.run(source)).toBe(1);
  });

  it('may be JavaScript, JSON, or named with its ending', async () => {
    notebook.write('plain.js', 'export const plain = (x) => x + 1; module.nothing');
    notebook.write('data.json', '{ "rows": [1, 2, 3] }');
    expect(
      await notebook.run(
        "import { plain } from './plain.js'; import data from './data.json'; plain(data.rows.length)",
      ),
    ).toBe(4);
    expect(await notebook.run("import { triple as t } from './triple.ts'; t(2)")).toBe(6);
    notebook.write('data.json', '{ "rows": [1] }');
    expect(await notebook.run("import data2 from './data.json'; data2.rows.length")).toBe(1);
  });

  it('may be imported while the cell runs', async () => {
    expect(await notebook.run("const { triple: dynamic } = await import('./triple'); dynamic(5)")).toBe(15);
  });

  it('with a mistake stops the cell, and the mistake names the file', () => {
    notebook.write('wrong.ts', 'export const fine = 1;\nexport const wrong: number = "text";');
    const [mistake] = notebook.errors("import { wrong } from './wrong'; wrong");
    expect(mistake).toMatchObject({
      line: 2,
      column: 14,
      file: join(notebook.folder, 'wrong.ts'),
      code: 2322,
    });
    notebook.write('wrong.ts', 'export const wrong: number = 1;');
    expect(notebook.errors("import { wrong } from './wrong'; wrong")).toEqual([]);
  });

  it('can be stopped in its loops', async () => {
    notebook.write('endless.ts', 'export function spin() { for (;;) {} }');
    notebook.flag[0] = 1;
    await expect(notebook.run("import { spin } from './endless'; spin()")).rejects.toThrow('stopped');
    notebook.flag[0] = 0;
  });

  it('knows where it is', async () => {
    notebook.write('where.ts', 'export const where: string = import.meta.dirname');
    expect(await notebook.run("import { where } from './where'; where")).toBe(notebook.folder);
  });
});

describe('a package', () => {
  it('of ES modules has its types from package.json exports', () => {
    writePackage(
      'only-esm',
      { type: 'module', exports: { '.': { types: './index.d.ts', import: './index.js' } } },
      {
        'index.js': 'export const answer = 42;',
        'index.d.ts': 'export declare const answer: number;',
      },
    );
    const cell = notebook.convert(
      "import { answer } from 'only-esm'; const { answer: again } = await import('only-esm'); answer + again",
    );
    expect(cell.imports).toEqual(['only-esm']);
    expect(cell.code).toMatch(/__tensorcell\.import\(['"]only-esm['"]\)/);
    expect(notebook.errors("import { answer } from 'only-esm'; answer.nothing")).toHaveLength(1);
  });

  it('of CommonJS works with default, namespace and named imports, in later cells too', async () => {
    writePackage(
      'classic',
      { main: 'index.js', types: 'index.d.ts' },
      {
        'index.js': 'module.exports = { one: 1, two() { return 2 } };',
        'index.d.ts':
          'export const one: number; export function two(): number; declare const all: { one: number }; export default all;',
      },
    );
    await notebook.run("import all, * as space from 'classic'; import { two as second } from 'classic'");
    expect(await notebook.run('[all.one, space.one, second()]')).toEqual([1, 1, 2]);
  });

  it('may be installed after a cell has missed it', async () => {
    const source = "import { x } from 'later-installed'; x";
    expect(notebook.errors(source)).toHaveLength(1);
    writePackage(
      'later-installed',
      { main: 'index.js', types: 'index.d.ts' },
      {
        'index.js': 'exports.x = 5;',
        'index.d.ts': 'export declare const x: number;',
      },
    );
    expect(await notebook.run(source)).toBe(5);
  });

  it('without types may be used all the same', async () => {
    writePackage('untyped', { main: 'index.js' }, { 'index.js': 'exports.f = (x) => x;' });
    expect(await notebook.run("import { f } from 'untyped'; f(3)")).toBe(3);
  });

  it('that refers to the types of Node finds those of the cells', () => {
    writePackage(
      'node-user',
      { types: 'index.d.ts' },
      {
        'index.d.ts': '/// <reference types="node" />\nexport declare function make(): Buffer;',
      },
    );
    expect(notebook.errors("import { make } from 'node-user'; make().toString('base64')")).toEqual([]);
  });
});

describe("Node's own modules", () => {
  it.each(['fs', 'node:path', 'node:fs/promises', 'crypto', 'http2', 'node:test', 'inspector', 'node:repl'])(
    '%s has types',
    (name) => {
      expect(notebook.errors(`import * as it from '${name}'; it.nothingOfThisName`)).toHaveLength(1);
      expect(notebook.errors(`import * as it from '${name}'; it`)).toEqual([]);
    },
  );

  it('that are seldom used have documentation too', () => {
    const source = "import { createServer } from 'node:http2'; createServer";
    expect(notebook.language.inspect(source, source.length, 0).data['text/markdown']).toContain('net.Server');
  });
});
