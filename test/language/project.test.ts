// The tsconfig.json beside the notebook.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Notebook } from './notebook.js';

const notebook = new Notebook();
afterAll(() => notebook.close());

function settings(compilerOptions: object, more: object = {}): void {
  notebook.write('tsconfig.json', JSON.stringify({ compilerOptions, ...more }));
}

const notice = () => notebook.convert('0').notice;

beforeAll(() => {
  mkdirSync(join(notebook.folder, 'src', 'deep'), { recursive: true });
  mkdirSync(join(notebook.folder, 'node_modules', '@types', 'own-words'), { recursive: true });
  notebook.write('src/one.ts', "import { two } from '#/deep/two'; export const one: number = two - 1;");
  notebook.write('src/deep/two.ts', 'export const two = 2;');
  notebook.write('src/deep/three.mts', 'export const three = 3;');
  notebook.write(
    'src/view.tsx',
    "declare global { namespace JSX { interface IntrinsicElements { p: object } } }\nexport const h = (tag: string) => '<' + tag + '>';\nexport const view = <p />;",
  );
  notebook.write('node_modules/@types/own-words/index.d.ts', 'declare type OwnWord = "mine";');
});

beforeEach(() => rmSync(join(notebook.folder, 'tsconfig.json'), { force: true }));

describe('settings', () => {
  it('name where modules are found', async () => {
    expect(notebook.errors("import { one } from '#/one'")).toHaveLength(1);
    settings({ paths: { '#/*': ['./src/*'], two: ['./src/deep/two'] } });
    expect(await notebook.run("import { one } from '#/one'; import { two } from 'two'; one + two")).toBe(3);
    expect(await notebook.run("const there = './src/' + 'one.ts'; (await import(there)).one")).toBe(1);
    settings({ baseUrl: './src', paths: { '#/*': ['./*'] } });
    expect(await notebook.run("import { three } from 'deep/three.mjs'; three")).toBe(3);
  });

  it('choose how JSX is compiled', async () => {
    settings({ jsx: 'preserve', jsxFactory: 'h', paths: { '#/*': ['./src/*'] } });
    expect(await notebook.run("import { view } from './src/view'; view")).toBe('<p>');
    const computed = "const tsx = './src/view'; (await import(tsx + '.tsx')).view";
    expect(await notebook.run(computed)).toBe('<p>');
  });

  it('are as strict as they say', () => {
    const loose = [
      'let a: string = null',
      'function f(x) { return x }',
      'let list: number[] = []; let b: string = list[0]',
    ];
    expect(loose.slice(0, 2).map((source) => notebook.errors(source).length)).toEqual([0, 0]);
    settings({ strict: true, noUncheckedIndexedAccess: true });
    expect(loose.map((source) => notebook.errors(source).length)).toEqual([1, 1, 1]);
  });

  it('add types, and follow a base file', () => {
    expect(notebook.errors("const word: OwnWord = 'mine'")).toHaveLength(1);
    notebook.write('base.json', '{ "compilerOptions": { "types": ["own-words"] } }');
    notebook.write('tsconfig.json', '{ "extends": "./base.json", // a comment\n }');
    expect(notebook.errors("const word: OwnWord = 'mine'")).toEqual([]);
    notebook.write('base.json', '{ }');
    expect(notebook.errors("const word: OwnWord = 'mine'")).toHaveLength(1);
  });

  it('that would change what the kernel makes are left to the kernel', async () => {
    settings({
      module: 'amd',
      target: 'es3',
      noEmit: true,
      outDir: 'x',
      noUnusedLocals: true,
      lib: [],
      allowJs: false,
    });
    expect(notebook.errors('const unused = await Promise.resolve([1].at(-1))')).toEqual([]);
    settings({
      module: 'node20',
      erasableSyntaxOnly: true,
      isolatedModules: true,
      emitDeclarationOnly: true,
    });
    expect(await notebook.run('enum E { A = 5 }; E.A')).toBe(5);
    expect(notice()).toBeUndefined();
  });
});

describe('mistakes', () => {
  it.each([
    ['{ "compilerOptions": { "strict": true, } ', /tsconfig\.json:1: '\}' expected/],
    ['not at all', /tsconfig\.json:1: /],
    ['{ "compilerOptions": { "strict": "yes" } }', /'strict' requires a value of type boolean/],
    ['{ "compilerOptions": { "jsx": "vue" } }', /'--jsx'/],
    ['{ "extends": "./nowhere.json" }', /nowhere\.json/],
  ])('in %j are told, and cells run', async (text, words) => {
    notebook.write('tsconfig.json', text);
    expect(notice()).toMatch(words);
    expect(await notebook.run('const fine: string = null; 1')).toBe(1);
  });

  it('are told when the file changes, and no more when it is mended', () => {
    settings({ strict: 'no' });
    expect(notice()).toContain('ignored');
    settings({ strict: true });
    expect(notice()).toBeUndefined();
    expect(notebook.errors('let a: string = null')).toHaveLength(1);
  });
});
