// Files beside the notebook in TypeScript's own forms, paths that a cell computes, and what a file knows of its place.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Notebook } from './notebook.js';

const notebook = new Notebook();
afterAll(() => notebook.close());

describe('CommonJS in TypeScript', () => {
  it('is exported whole, and imported in each way', async () => {
    notebook.write(
      'whole.cts',
      "import path = require('node:path');\nclass Whole { base = path.basename('/a/b') }\nnamespace Whole { export const more = 1 }\nexport = Whole;",
    );
    notebook.write(
      'user.ts',
      "import Whole = require('./whole.cjs');\nimport type { Stats } from 'node:fs';\nexport const base = new Whole().base + Whole.more;\nexport type S = Stats;",
    );
    const source =
      "import Whole from './whole.cjs'; import { base } from './user'; [new Whole().base, Whole.more, base]";
    expect(await notebook.run(source)).toEqual(['b', 1, 'b1']);
    expect(notebook.errors("import W from './whole.cjs'; new W().nothing")).toHaveLength(1);
  });

  it('may be mixed with an ES module', async () => {
    notebook.write(
      'mixed.js',
      "import { sep } from 'node:path';\nexports.sep = sep;\nexport const own = __filename;",
    );
    notebook.write(
      'replaced.js',
      "import { sep } from 'node:path';\nmodule.exports = { sep, f() { return this.sep; } };",
    );
    expect(await notebook.run("const { own, sep } = await import('./mixed' + '.js'); [own, sep]")).toEqual([
      join(notebook.folder, 'mixed.js'),
      '/',
    ]);
    expect(await notebook.run("require('./replaced').f()")).toBe('/');
  });

  it('of which some was ES modules once keeps its default', async () => {
    notebook.write(
      'once.cjs',
      'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = 5; exports.x = 6;',
    );
    expect(await notebook.run("import five, * as once from './once.cjs'; [five, once.x]")).toEqual([5, 6]);
  });
});

describe('an ES module in TypeScript', () => {
  it('passes on types and values alike', async () => {
    notebook.write(
      'shapes.ts',
      'export interface Shape { size: number }\nexport type Alias = Shape;\nexport const enum Kind { Round = 2 }\nexport const unit = 1;',
    );
    notebook.write(
      'passes.ts',
      "import { Shape, Kind, unit } from './shapes';\nexport { Shape, Alias } from './shapes';\nexport * from './shapes';\nexport { unit as one };\nexport const round: Shape = { size: Kind.Round };",
    );
    const source =
      "import { round, one, Shape, Kind } from './passes'; const s: Shape = round; [s.size, one, Kind.Round]";
    expect(await notebook.run(source)).toEqual([2, 1, 2]);
    expect(await notebook.run("(await import('./pass' + 'es.ts')).round.size")).toBe(2);
  });

  it.each([
    ['late.ts', 'export const late: number = await Promise.resolve(7);', 7],
    [
      'loop.mts',
      'let sum = 0;\nfor await (const n of [1, 2]) sum += n;\nexport const late: number = sum;',
      3,
    ],
    ['through.ts', "export { late } from './late.ts';", 7],
  ])('%s awaits at its top level', async (name, text, value) => {
    const stem = name.slice(0, name.indexOf('.'));
    notebook.write(name, text);
    const ending = name.endsWith('.mts') ? '.mjs' : '';
    expect(await notebook.run(`import { late as ${stem} } from './${stem}${ending}'; ${stem}`)).toBe(value);
    await expect(notebook.run(`require('./${name}').late`)).resolves.toBe(value);
  });

  it('that awaits is refused to `require` until it has run', async () => {
    notebook.write('unloaded.ts', 'export const late = await 1;');
    await expect(notebook.run("require('./unloaded')")).rejects.toThrow('Load it by `import`');
    expect(await notebook.run("(await import('./unloaded')).late")).toBe(1);
  });

  it('that waits when its cell is stopped starts anew', async () => {
    notebook.write(
      'waits.mts',
      'export const go = await new Promise<number>((go) => Object.assign(globalThis, { go }));',
    );
    const source = "import { go } from './waits.mjs'; go";
    const first = notebook.run(source);
    await expect.poll(() => Reflect.get(globalThis, 'go')).toBeTypeOf('function');
    notebook.stop();
    Reflect.deleteProperty(globalThis, 'go');
    const second = notebook.run(source);
    await expect.poll(() => Reflect.get(globalThis, 'go')).toBeTypeOf('function');
    (Reflect.get(globalThis, 'go') as (value: number) => void)(2);
    expect(await second).toBe(2);
    expect(await Promise.race([first, 'waits'])).toBe('waits');
  });

  it('that lacks a name is a mistake, and may be mended', async () => {
    notebook.write('lacks.mjs', 'export const a = 1;');
    notebook.write('wants.mjs', "import { b } from './lacks.mjs'; export const wanted = b;");
    const source = "import { wanted } from './wants.mjs'; wanted";
    await expect(notebook.run(source)).rejects.toThrow("does not provide an export named 'b'");
    notebook.write('lacks.mjs', 'export const b = 2;');
    expect(await notebook.run(source)).toBe(2);
  });
});

describe('a path that a cell computes', () => {
  it.each([
    ["'./plug/' + 'one.ts'", 'import', 1],
    ["'./plug/' + 'one'", 'import', 1],
    ["'./plug/' + 'two.mjs'", 'import', 2],
    ["String(new URL('./plug/two.mts', import.meta.url))", 'import', 2],
    ["__dirname + '/plug/one.ts'", 'require', 1],
    ["'./plug'", 'require', 1],
    ["'./plug/three.tsx'", 'require', 3],
    ["'./plug/data'", 'require', 4],
  ])('%s is found by %s', async (path, way, value) => {
    mkdirSync(join(notebook.folder, 'plug'), { recursive: true });
    notebook.write('plug/one.ts', 'export const value: number = 1;');
    notebook.write('plug/two.mts', 'export const value: number = 2;');
    notebook.write('plug/three.tsx', 'export const value = 3 as number;');
    notebook.write('plug/index.ts', "export * from './one';");
    notebook.write('plug/data.json', '{ "value": 4 }');
    const loaded = way === 'import' ? `(await import(${path}))` : `require(${path})`;
    expect(await notebook.run(`${loaded}.value`)).toBe(value);
  });

  it('is loaded again when the file, or one that it imports, has changed', async () => {
    notebook.write('inner.ts', 'export const inner: number = 1;');
    notebook.write('outer.ts', "import { inner } from './inner';\nexport const outer = inner + 1;");
    const source = "(await import('./out' + 'er.ts')).outer";
    expect(await notebook.run(source)).toBe(2);
    notebook.write('inner.ts', 'export const inner: number = 10;');
    expect(await notebook.run(source)).toBe(11);
  });

  it('is loaded once, in whatever way', async () => {
    notebook.write('once.ts', 'export const mark = {};\nexport const load = (name: string) => import(name);');
    const source =
      "import { mark, load } from './once'; [(await import('./on' + 'ce')).mark === mark, require('./once.ts').mark === mark, (await load('./once.js')).mark === mark]";
    expect(await notebook.run(source)).toEqual([true, true, true]);
  });

  it.each([
    ['broken.ts', 'export const x: = 1;', /broken\.ts:1:17/],
    ['unclosed.mts', 'export const x = {', /unclosed\.mts:1:19/],
    ['data-broken.json', '{ "a": }', /data-broken\.json/],
  ])('to %s names the mistake', async (name, text, words) => {
    notebook.write(name, text);
    await expect(notebook.run(`await import('./' + '${name}')`)).rejects.toThrow(words);
  });
});

describe('a place', () => {
  it('is known to a cell', async () => {
    expect(await notebook.run('[__dirname, __filename]')).toEqual([
      notebook.folder,
      join(notebook.folder, 'notebook.ts'),
    ]);
    expect(
      await notebook.run(
        'const within = { __dirname }; function f() { return __dirname } within.__dirname === f()',
      ),
    ).toBe(true);
    expect(await notebook.run('({ __filename: 1 }).__filename')).toBe(1);
    expect(await notebook.run("[import.meta.resolve('node:fs'), import.meta.resolve('./a b.ts')]")).toEqual([
      'node:fs',
      `file://${notebook.folder}/a%20b.ts`,
    ]);
  });

  it.each([
    [
      'declares.ts',
      "import { dirname } from 'node:path';\nconst __dirname = dirname(import.meta.filename);\nexport const here = __dirname;",
    ],
    [
      'requires.mts',
      "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nexport const here = require('node:path').dirname(import.meta.filename);",
    ],
    ['script.ts', '#!/usr/bin/env node\nexport const here = __dirname;'],
    ['module.ts', 'const module = import.meta, exports = module.dirname;\nexport { exports as here };'],
  ])('is known to %s in its own way', async (name, text) => {
    notebook.write(name, text);
    expect(await notebook.run(`const { here } = await import('./${name}'); here`)).toBe(notebook.folder);
  });

  it.each(['x (1)', 'with blank', 'a#b', '100%', '한글 폴더', "it's"])(
    'may be a folder named %j',
    async (folder) => {
      mkdirSync(join(notebook.folder, folder), { recursive: true });
      notebook.write(
        `${folder}/it.ts`,
        "import { base } from './base.mjs';\nexport const it = base + 1;\nexport const where = import.meta.url;",
      );
      notebook.write(`${folder}/base.mts`, 'export const base = 1;');
      const path = JSON.stringify(`./${folder}/it`);
      expect(await notebook.run(`import { it as first } from ${path}; first`)).toBe(2);
      expect(await notebook.run(`const named: string = ${path}; (await import(named)).it`)).toBe(2);
      expect(await notebook.run(`import { where as url } from ${path}; (await import(url)).it`)).toBe(2);
    },
  );
});

describe('attributes of an import', () => {
  it.each([
    "import data from './table.json' with { type: 'json' }; data.rows",
    "import data from './table.json' with { 'type': \"json\", };\ndata.rows",
    "import { rows } from './table.json'\n  with {\n type: 'json' }\nrows",
    "(await import('./table.json', { with: { type: 'json' } })).default.rows",
    "import { passed } from './attributes'; passed.rows",
  ])('are read in %j', async (source) => {
    notebook.write('table.json', '{ "rows": 3 }');
    notebook.write(
      'attributes.ts',
      "import passed from './table.json' with { type: 'json' };\nexport { passed };",
    );
    expect(await notebook.run(source)).toBe(3);
  });

  it('change no place of a mistake', () => {
    const source = "import data from './table.json' with { type: 'json' }; data.nothing";
    expect(notebook.errors(source)[0]).toMatchObject({ line: 1, column: source.indexOf('nothing') + 1 });
    expect(notebook.errors("const text = `with { type: 'json' }`; text.nothing")[0]?.text).toContain(
      'with {',
    );
  });
});

describe('a package that its cell installs', () => {
  beforeAll(() => notebook.run('async function install(...names: string[]) {}'));

  it('may be imported after', () => {
    for (const source of [
      "await install('later'); const it = await import('later'); it.x",
      "await install('@own/later@2'); const it = (await import('@own/later/part')).default",
      "await install('./later-1.tgz'); await import('later')",
    ])
      expect(notebook.errors(source), source).toEqual([]);
    expect(notebook.errors("await install('other'); await import('later')")).toHaveLength(1);
  });

  it('may not be imported before, and is told why', () => {
    const [mistake] = notebook.errors("await install('later'); import later from 'later'");
    expect(mistake?.message).toContain("Import it in a later cell, or by `await import('later')`");
  });
});

describe('TensorFlow.js', () => {
  const names = ['', '-core', '-node', '-node-gpu', '-layers', '-backend-wasm'].map(
    (part) => `@tensorflow/tfjs${part}`,
  );

  it.each(names)('by the name %s is the one of the library', async (name) => {
    const tf = { zeros: () => 'the one', one: { x: 1 } };
    notebook.builtIn.set(name, tf);
    mkdirSync(join(notebook.folder, 'node_modules', name), { recursive: true });
    notebook.write(
      `node_modules/${name}/package.json`,
      `{ "name": "${name}", "version": "4.0.0", "main": "x.js" }`,
    );
    notebook.write(`node_modules/${name}/x.js`, "throw new Error('a second one')");
    expect(notebook.errors(`import * as it from '${name}'; it.nothingOfThisName`)).toHaveLength(1);
    expect(await notebook.run(`import * as it from '${name}'; (it as any).one`)).toBe(tf.one);
    expect(await notebook.run(`((await import('${name}')) as any).default`)).toBe(tf);
    expect(await notebook.run(`require('${name}')`)).toBe(tf);
  });
});
