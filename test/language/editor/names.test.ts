// Names over all cells: where they are declared and used, another name for them, and who depends on whom.
import { afterAll, describe, expect, it } from 'vitest';
import { applied, type Cursor, EditedNotebook } from './cells.js';

const editor = new EditedNotebook();
afterAll(() => editor.close());

function definition(...texts: string[]) {
  return editor.ask('textDocument/definition', editor.write(...texts));
}

function places(...texts: string[]) {
  const found = editor.ask('textDocument/references', editor.write(...texts));
  return found.map(({ uri, range }) => `${uri}:${range.start.line}:${range.start.character}`);
}

function renamed(newName: string, ...texts: string[]): string[] {
  const cursor: Cursor = editor.write(...texts);
  return editor.after(editor.ask('textDocument/rename', { ...cursor, newName }).changes);
}

describe('definition', () => {
  it('is in another cell', () => {
    const [place] = definition('let other = 1;\nconst rate = 0.1;', 'other', 'ra|te * 2');
    expect(place).toEqual({
      uri: '1',
      range: { start: { line: 1, character: 6 }, end: { line: 1, character: 10 } },
    });
  });

  it('is in a file beside the notebook', () => {
    const path = editor.notebook.write('beside.ts', '\nexport function helper() {}\n');
    const [place] = definition("import { helper } from './beside.js';", 'help|er()');
    expect(place).toMatchObject({ uri: `file://${path}`, range: { start: { line: 1, character: 16 } } });
  });

  it("is the library's documentation", () => {
    const [place] = definition('seq|uential()');
    expect(place?.uri).toBe('tensorcell:docs/sequential');
    expect(place?.contents).toContain('Makes a model of layers');
    expect(definition('sequential().fi|t')[0]?.uri).toBe('tensorcell:docs/fit');
  });

  it('is what a cell said that is no longer there', async () => {
    await editor.notebook.run('/** Kept. */ const gone = { deep: 1 };');
    expect(definition('go|ne.deep')[0]).toMatchObject({
      uri: 'tensorcell:docs/gone',
      contents: expect.stringContaining('const gone = { deep: 1 };'),
    });
  });

  it('is nowhere for what is no name', () => {
    expect(definition('1 +| 2')).toEqual([]);
  });
});

describe('references', () => {
  it('are found in all cells', () => {
    expect(places('const si|ze = 1;', 'size + size;', 'const size = 2;', 'size;', '({ size })')).toEqual([
      '1:0:6',
      '2:0:0',
      '2:0:7',
    ]);
  });

  it('of a member are found by its type', () => {
    expect(
      places(
        'interface P { wi|dth: number }',
        "const p: P = { width: 1 }; p.width; 'width'; const width = 1;",
      ),
    ).toEqual(['1:0:14', '2:0:15', '2:0:29']);
  });

  it('of a name of the library are those in cells', () => {
    expect(places('sequential();', 'seque|ntial()')).toEqual(['1:0:0', '2:0:0']);
  });
});

describe('rename', () => {
  it('changes every cell, and keeps the properties of objects', () => {
    expect(
      renamed(
        'pace',
        'let ra|te = 1;',
        'rate = 2; const o = { rate, r: rate };',
        'o.rate; (rate: number) => rate',
      ),
    ).toEqual([
      'let pace = 1;',
      'pace = 2; const o = { rate: pace, r: pace };',
      'o.rate; (rate: number) => rate',
    ]);
  });

  it('keeps what is taken out of an object or a module', () => {
    expect(renamed('xs', 'const { train, test } = { train: 1, test: 2 };', 'tra|in')).toEqual([
      'const { train: xs, test } = { train: 1, test: 2 };',
      'xs',
    ]);
    expect(renamed('joined', "import { join } from 'node:path';", "joi|n('a')")).toEqual([
      "import { join as joined } from 'node:path';",
      "joined('a')",
    ]);
  });

  it('changes members, types and what is local', () => {
    expect(renamed('height', 'interface P { wi|dth: number }', 'const p: P = { width: 1 }; p.width')).toEqual(
      ['interface P { height: number }', 'const p: P = { height: 1 }; p.height'],
    );
    expect(renamed('Q', 'interface P { a: number }', 'const p: P| = { a: 1 }')).toEqual([
      'interface Q { a: number }',
      'const p: Q = { a: 1 }',
    ]);
    expect(renamed('n', 'const f = (x: number) => x| * 2; const x = 1;')).toEqual([
      'const f = (n: number) => n * 2; const x = 1;',
    ]);
  });

  it.each([
    ['other', ['let a| = 1; let other = 2;'], /means something else/],
    ['other', ['let a| = 1;', '(other: number) => a'], /means something else/],
    ['seq', ['seque|ntial()'], /not in a cell/],
    ['2nd', ['let a| = 1;'], /Expected a name/],
    ['class', ['let a| = 1;'], /Expected a name/],
    ['b', ['1 |+ 1'], /no name here/],
  ])('to %j of %j is refused', (newName, texts, words) => {
    expect(() => renamed(newName, ...texts)).toThrow(words);
  });

  it('says before what would be renamed', () => {
    expect(editor.ask('textDocument/prepareRename', editor.write('let ra|te = 1;'))).toEqual({
      range: { start: { line: 0, character: 4 }, end: { line: 0, character: 8 } },
      placeholder: 'rate',
    });
    expect(editor.ask('textDocument/prepareRename', editor.write('sequen|tial()'))).toBeNull();
  });
});

describe('dependencies', () => {
  it('are the names that cells declare and use', () => {
    editor.write(
      'const a = 1; let count = 0; type T = number; function f(x: T) { return x }',
      "const { b, ...rest } = { b: a, c: 'a' }; import { join as j } from 'node:path';",
      'count += f(b); const o = { a: 1, rest }; o.a; let t: T;',
      "(a: number) => a; 'count'; sequential();",
      'for (let a = 0; a < 1; a++) {} j(); [count] = [1];',
    );
    expect(editor.ask('notebook/dependencies', {}).cells).toEqual([
      { id: '1', declares: ['f', 'a', 'count', 'T'], changes: [], uses: [] },
      { id: '2', declares: ['b', 'rest', 'j'], changes: [], uses: ['a'] },
      { id: '3', declares: ['o', 't', 'count'], changes: [], uses: ['count', 'f', 'b', 'rest', 'T'] },
      { id: '4', declares: [], changes: [], uses: [] },
      { id: '5', declares: ['count'], changes: [], uses: ['j', 'count'] },
    ]);
  });
});

describe('a cell that changes what another declares', () => {
  const changes = (text: string) => {
    editor.write(
      'const list = [1]; const map = new Map([[1, 1]]); const o = { size: [1], f() {} }; const net = sequential(); const t = tf.zeros([1]);',
      text,
    );
    return editor.ask('notebook/dependencies', {}).cells[1]?.changes;
  };

  it.each([
    ['list.push(1)', ['list']],
    ['list[0] = 1;', ['list']],
    ['o.size[0]++', ['o']],
    ['o.size.sort()', ['o']],
    ['delete o.size', ['o']],
    ['map.set(1, 2)', ['map']],
    ['[1].forEach((one) => list.push(one))', ['list']],
    ["net.compile({ loss: 'meanSquaredError' }); await net.fit(t, t);", ['net']],
    ['list.map(String); list.length; map.get(1); o.f(); t.add(1); list.slice().reverse()', []],
  ])('%s', (text, names) => {
    expect(changes(text)).toEqual(names);
  });

  it('by a function: those who call it do, or who hand it on', () => {
    editor.write(
      'const list = [1]; let count = 0;',
      'function add(x: number) { list.push(x); count += 1 }\nconst twice = (x: number) => { add(x); add(x) };',
      'class Adder { add = add; }\nconst never = () => never();',
      'add(1)',
      '[1].forEach(twice)',
      'new Adder().add(1); never();',
      'const later = () => twice(1);',
      'let list = 2; twice(1);',
    );
    const { cells } = editor.ask('notebook/dependencies', {});
    const both = ['list', 'count'];
    expect(cells.map(({ changes }) => changes)).toEqual([[], [], [], both, both, both, [], ['count']]);
    expect(cells.at(-1)?.declares).toEqual(['list']);
  });
});

describe('an edit', () => {
  it('is applied from its end', () => {
    const at = (character: number) => ({ line: 0, character });
    const edits = [0, 2].map((n) => ({ range: { start: at(n), end: at(n + 1) }, newText: 'xx' }));
    expect(applied('a b', edits)).toBe('xx xx');
  });
});
