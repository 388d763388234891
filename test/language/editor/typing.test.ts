// What helps while one types: hover, the call that is open, colours, hints, format.
import { afterAll, describe, expect, it } from 'vitest';
import { applied, EditedNotebook } from './cells.js';

const editor = new EditedNotebook();
afterAll(() => editor.close());

const whole = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

describe('hover', () => {
  const hover = (...texts: string[]) => editor.ask('textDocument/hover', editor.write(...texts));

  it('shows what a name of another cell is, with its documentation', () => {
    const found = hover('/** How fast. */\nconst rate = 0.5;', 'rat|e + 1');
    expect(found?.contents.value).toBe('```typescript\nconst rate: 0.5\n```\n\nHow fast.');
    expect(found?.range).toEqual({ start: { line: 0, character: 0 }, end: { line: 0, character: 4 } });
  });

  it('shows the library', () => {
    expect(hover('seq|uential()')?.contents.value).toContain('Makes a model of layers');
  });

  it('shows nothing between words', () => {
    expect(hover('1 | + 1')).toBeNull();
  });
});

describe('signature help', () => {
  const help = (...texts: string[]) => editor.ask('textDocument/signatureHelp', editor.write(...texts));

  it('marks the argument that is being written', () => {
    const found = help(
      '/**\n * Adds.\n * @param b the second\n */\nfunction add(a: number, b = 2): number { return a + b }',
      'add(1, |',
    );
    expect(found).toMatchObject({ activeSignature: 0, activeParameter: 1 });
    const [signature] = found!.signatures;
    expect(signature?.label).toBe('add(a: number, b?: number): number');
    expect(signature?.documentation?.value).toBe('Adds.');
    expect(signature?.parameters.map(({ label }) => signature.label.slice(...label))).toEqual([
      'a: number',
      'b?: number',
    ]);
    expect(signature?.parameters[1]?.documentation?.value).toBe('the second');
  });

  it('knows the library and its documentation', () => {
    const found = help('sequential(|)');
    expect(found?.signatures[0]?.label).toBe('sequential(name?: string): SequentialModel');
    expect(found?.signatures[0]?.parameters[0]?.documentation?.value).toBe('how the model is called');
  });

  it('counts all that follow to a rest parameter', () => {
    expect(help('Math.max(1, 2, |')?.activeParameter).toBe(0);
  });

  it('is not there outside of calls', () => {
    expect(help('let a = 1;|')).toBeNull();
  });
});

describe('format', () => {
  const format = (text: string) => {
    editor.write(text);
    return applied(text, editor.ask('textDocument/formatting', { textDocument: { uri: '1' } }));
  };

  it.each([
    ['const a=1\nif(a){\nlet b  = "x"\n}', 'const a = 1\nif (a) {\n  let b = "x"\n}'],
    ["export   const s='a';", "export const s = 'a';"],
    ['f( 1,2 );', 'f(1, 2);'],
    ['const a = 1;\n', 'const a = 1;\n'],
  ])('%j becomes %j', (before, after) => {
    expect(format(before)).toBe(after);
    expect(format(after)).toBe(after);
  });
});

describe('colours', () => {
  it('say what each name is', () => {
    editor.write('class Box {}', 'const box = new Box();\nfunction f(x: number) { return x; }');
    const { data, legend } = editor.ask('textDocument/semanticTokens/full', { textDocument: { uri: '2' } });
    const tokens: [number, number, string][] = [];
    let [line, character] = [0, 0];
    for (let at = 0; at < data.length; at += 5) {
      line += data[at]!;
      character = data[at] === 0 ? character + data[at + 1]! : data[at + 1]!;
      tokens.push([line, character, legend.tokenTypes[data[at + 3]!]!]);
    }
    expect(tokens).toEqual([
      [0, 6, 'variable'],
      [0, 16, 'class'],
      [1, 9, 'function'],
      [1, 11, 'parameter'],
      [1, 31, 'parameter'],
    ]);
  });
});

describe('hints', () => {
  it('say types that are not written', () => {
    editor.write('const model = sequential();', 'const same = model;');
    const hints = editor.ask('textDocument/inlayHint', { textDocument: { uri: '2' }, range: whole });
    expect(hints).toEqual([
      { position: { line: 0, character: 10 }, label: ': SequentialModel', kind: 1, paddingLeft: true },
    ]);
  });
});

describe('mending', () => {
  it.each([
    ['let value = 1; valeu + 1', 'let value = 1; value + 1'],
    ['sequential().compil', 'sequential().compile'],
    [
      "sequential().compile({ optimzer: 'sgd', loss: 'meanSquaredError' })",
      "sequential().compile({ optimizer: 'sgd', loss: 'meanSquaredError' })",
    ],
    [
      "sequential().compile({ loss: 'meanSquardError' })",
      "sequential().compile({ loss: 'meanSquaredError' })",
    ],
    ['total = 1', 'let total = 1'],
    ['const yes = True', 'const yes = true'],
    ['tf.zeros([1]) + 1', 'tf.zeros([1]).add(1)'],
    ['const h = sequential().fit(tf.zeros([1]), tf.zeros([1]));\nh.history', '(await h).history'],
    ["[layers.dense(10, 'relu')]", "[layers.dense({ units: 10, activation: 'relu' })]"],
    ["join('a', 'b')", "import { join } from 'path';"],
  ])('%j', (before, after) => {
    editor.write(before);
    const changed = editor.actions(1).flatMap(({ edit }) => (edit ? editor.after(edit.changes) : []));
    expect(changed.join('\n---\n')).toContain(after);
  });

  it('installs a package by a cell of its own', () => {
    editor.write("import _ from 'not-installed-here';");
    expect(editor.actions(1)).toMatchObject([
      {
        title: 'Install not-installed-here',
        command: { command: 'tensorcell.run', arguments: ["await install('not-installed-here');"] },
      },
    ]);
  });

  it('offers nothing for a correct cell', () => {
    editor.write('1 + 1');
    const at = { textDocument: { uri: '1' }, range: whole };
    expect(editor.ask('textDocument/codeAction', at)).toEqual([]);
  });
});
