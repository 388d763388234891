// Mistakes while one types: in the words of run time, and in the order in which cells see each other.
import { afterAll, describe, expect, it } from 'vitest';
import { EditedNotebook } from './cells.js';

const editor = new EditedNotebook();
afterAll(() => editor.close());

describe('mistakes in cells', () => {
  it.each([
    "const n: number = 'a';",
    'cosnt x = 1;',
    'sequential().compil();',
    "sequential().compile({ loss: 'meanSquardError' });",
    "import _ from 'lodash-that-is-not-there';",
    'print(1)',
    'tf.zeros([1])[0];',
    'let a = 1;\n  let b: string = a;\n',
    '{ a: 1, b: c }',
    'export const q: number = true;',
    'for (const x of 3) {}',
    'const 값: string = 1;',
  ])('%j: as at run time', (source) => {
    const before = editor.notebook.errors(source);
    expect(before).not.toEqual([]);
    editor.write(source);
    const found = editor.mistakes(1);
    expect(found.map(({ message }) => message)).toEqual(before.map(({ message }) => message));
    expect(found.map(({ range }) => [range.start.line + 1, range.start.character + 1])).toEqual(
      before.map(({ line, column }) => [line, column]),
    );
    expect(found.map(({ code }) => code)).toEqual(before.map(({ code }) => code));
  });

  it.each([
    'const x = 1; x + 1',
    '{ a: 1 }',
    'await Promise.resolve(1)',
    'const element = <T,>(x: T) => x;',
    "#!/usr/bin/env node\nconst s = 'a';",
    "declare module 'untyped-module';\nimport thing from 'untyped-module';\nthing.any();",
    "declare const install: (name: string) => Promise<void>;\nawait install('left-pad'); await import('left-pad');",
    'import { readFileSync } from "node:fs"; readFileSync("x");',
  ])('%j: none', (source) => {
    editor.write(source);
    expect(editor.messages(1)).toEqual([]);
  });

  it('are marked where they are', () => {
    editor.write('let a = 1;\nlet b: string = a;');
    expect(editor.mistakes(1)[0]).toMatchObject({
      range: { start: { line: 1, character: 4 }, end: { line: 1, character: 5 } },
      severity: 1,
      code: 2322,
    });
  });

  it('of a file beside the notebook stand at its import', () => {
    editor.notebook.write('wrong.ts', 'export const n: number = "a";\n');
    editor.write("import { n } from './wrong.js';\nn;");
    const [mistake] = editor.mistakes(1);
    expect(mistake?.message).toMatch(/^wrong\.ts:1:14: Type 'string' is not assignable/);
    expect(mistake?.range.start).toEqual({ line: 0, character: 18 });
    editor.notebook.write('wrong.ts', 'export const n: number = 1;\n');
    expect(editor.messages(1)).toEqual([]);
  });
});

describe('a cell sees', () => {
  it('what the cells above declare as they are written now', () => {
    editor.write('const rate = 1;', 'rate.toFixed();');
    expect(editor.messages(2)).toEqual([]);
    editor.write("const rate = 'fast';", 'rate.toFixed();');
    expect(editor.messages(2).join()).toContain("Property 'toFixed' does not exist on type");
  });

  it('nothing of the cells below', () => {
    editor.write('later + 1;', 'const later = 1;');
    expect(editor.messages(1).join()).toContain("Cannot find name 'later'");
    expect(editor.messages(2)).toEqual([]);
  });

  it('the nearest of two of one name', () => {
    editor.write('let same = 1;', "let same = 'a';", 'same.toUpperCase();', 'same = 1;');
    expect(editor.messages(3)).toEqual([]);
    expect(editor.messages(4).join()).toContain("Type 'number' is not assignable to type 'string'");
  });

  it('classes, types, enums, imports and functions of other cells', () => {
    editor.write(
      'interface Point { x: number } enum Kind { A, B } class Box<T> { constructor(readonly value: T) {} }',
      "import { join } from 'node:path'; import type { PathLike } from 'node:fs';",
      'function boxed(p: Point) { return new Box(p) }',
      "const b = boxed({ x: Kind.B }); b.value.x.toFixed(); join('a', 'b'); let p: PathLike;",
      'b.value.y',
    );
    for (const cell of [1, 2, 3, 4]) expect(editor.messages(cell), `cell ${cell}`).toEqual([]);
    expect(editor.messages(5)).toEqual(["Property 'y' does not exist on type 'Point'."]);
  });

  it('that a constant of another cell cannot be assigned', () => {
    editor.write('const fixed = 1; let free = 1;', 'fixed = 2;', 'free = 2; free += 1;');
    expect(editor.messages(2).join()).toContain("Cannot assign to 'fixed' because it is a constant");
    expect(editor.messages(3)).toEqual([]);
  });

  it('what the session knows, where no cell above declares it', async () => {
    await editor.notebook.run('const ran: number = 3; class Ran { private secret = 1 }');
    editor.write('ran.toFixed(); const r: Ran = new Ran();', "const ran = 'a';", 'ran.toFixed()');
    expect(editor.messages(1)).toEqual([]);
    expect(editor.messages(3).join()).toContain("Property 'toFixed' does not exist");
    editor.write('ran.nothing');
    expect(editor.messages(1).join()).toContain("Property 'nothing' does not exist on type 'number'");
  });

  it('additions to global types and to modules, also when their cell has run', async () => {
    const addition = 'declare global { interface Array<T> { own(): T } var counter: number }\n1';
    editor.write(addition, '[1].own().toFixed(); counter + 1;');
    expect([...editor.messages(1), ...editor.messages(2)]).toEqual([]);
    await editor.notebook.run(addition);
    editor.write(addition.replace('number }', 'string }'), '[1].own().toFixed(); counter.at(0);');
    expect([...editor.messages(1), ...editor.messages(2)]).toEqual([]);
  });

  it('cells in another order after they were moved', () => {
    editor.ask('notebook/sync', {
      cells: [
        { id: 'a', text: 'const here = 1;' },
        { id: 'b', text: 'here;' },
      ],
    });
    const mistakes = (cell: string) => editor.ask('notebook/diagnostics', { cell }).items.length;
    expect(mistakes('b')).toBe(0);
    editor.ask('notebook/sync', {
      cells: [
        { id: 'b', text: 'here;' },
        { id: 'a', text: 'const here = 1;' },
      ],
    });
    expect(mistakes('b')).toBe(1);
  });
});

describe('a check is kept', () => {
  it('until what the cell uses means something else', () => {
    const check = (first: string) => {
      editor.write(first, 'const doubled = width * 2;', 'doubled.toFixed();', 'const other = 1;');
      return [2, 3, 4].map((cell) => editor.mistakes(cell));
    };
    const before = check('const width: number = 1;');
    const same = check('const width: number = 1 + 1; // typed on');
    same.forEach((items, at) => {
      expect(items).toBe(before[at]);
    });
    const changed = check("const width: any = 'a';");
    expect(changed[0]).not.toBe(before[0]);
    expect(changed[2]).toBe(before[2]);
  });

  it('not where a package was missing', async () => {
    editor.write("import { made } from 'made-package';\nmade.toFixed();");
    expect(editor.messages(1).join()).toContain("await install('made-package')");
    const { folder } = editor.notebook;
    const { mkdirSync } = await import('node:fs');
    mkdirSync(`${folder}/node_modules/made-package`, { recursive: true });
    editor.notebook.write(
      'node_modules/made-package/package.json',
      '{"name":"made-package","types":"i.d.ts"}',
    );
    editor.notebook.write('node_modules/made-package/i.d.ts', 'export declare const made: number;');
    expect(editor.messages(1)).toEqual([]);
  });
});

describe('questions that cannot be answered', () => {
  it.each([
    ['notebook/diagnostics', { cell: 'none' }, 'UnknownCell'],
    ['notebook/diagnostics', {}, 'InvalidParams'],
    [
      'textDocument/hover',
      { textDocument: { uri: '1' }, position: { line: -1, character: 0 } },
      'InvalidParams',
    ],
    ['textDocument/dance', {}, 'UnknownMethod'],
    ['constructor', {}, 'UnknownMethod'],
  ])('%s %j: %s', (method, params, name) => {
    editor.write('1');
    expect(editor.notebook.language.edit(method, params)).toMatchObject({ error: { ename: name } });
  });
});
