// Tab, with `|` for the cursor.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Notebook } from './notebook.js';

const notebook = new Notebook();
afterAll(() => notebook.close());
beforeAll(async () => {
  await notebook.run(
    'const learningRate = 0.1; function trainAll(epochs: number) { return epochs } interface Settings { size: number }',
  );
  await notebook.run('const settings: Settings = { size: 3 }');
});

function complete(text: string) {
  const cursor = [...text].indexOf('|');
  return notebook.language.complete(text.replace('|', ''), cursor);
}

const typeOf = (text: string, match: string) =>
  complete(text).metadata._jupyter_types_experimental.find(({ text: found }) => found === match)?.type;

describe('complete', () => {
  it.each([
    ['seq|', 'sequential'],
    ['sequential().com|', 'compile'],
    ['tf.layers.den|', 'dense'],
    ['const m = sequential();\nm.f|', 'fit'],
    ['sequential().compile({ lo|', 'loss'],
    ['tf.layers.dense({ uni|', 'units'],
    ['learn|', 'learningRate'],
    ['settings.si|', 'size'],
    ['let s: Sett|', 'Settings'],
    ['console.lo|', 'log'],
    ['[1, 2].ma|', 'map'],
    ['pro|', 'process'],
    ['({ settings }).settings.si|', 'size'],
  ])('in %j offers %j', (text, name) => {
    expect(complete(text).matches).toContain(name);
  });

  it('begins with what people use of tf, and leaves names of kernels out', () => {
    const { matches } = complete('tf.|');
    expect(matches.slice(0, 3)).toEqual(['tensor', 'tensor1d', 'tensor2d']);
    const place = (name: string) => matches.indexOf(name);
    for (const name of ['matMul', 'mean', 'tidy']) expect(place(name)).toBeLessThan(100);
    expect(place('acosh')).toBeLessThan(place('Tensor'));
    expect(place('Tensor')).toBeLessThan(place('backend_util'));
    for (const name of ['_FusedMatMul', 'Abs', 'Conv2D', 'MatMul', 'Identity'])
      expect(matches).not.toContain(name);
    expect(complete('tf.m|').matches.slice(0, 3)).toEqual(['matMul', 'mul', 'mean']);
  });

  it('says of each member what it is', () => {
    expect(typeOf('tf.|', 'mean')).toBe('function');
    expect(typeOf('tf.|', 'booleanMaskAsync')).toBe('function');
    expect(typeOf('tf.|', 'layers')).toBe('module');
    expect(typeOf('tf.layers.|', 'dense')).toBe('function');
  });

  it('puts what starts as typed first', () => {
    expect(complete('train|').matches[0]).toBe('trainAll');
    expect(complete('learn|').matches[0]).toBe('learningRate');
  });

  it('offers the strings that an option takes', () => {
    const losses = ['categoricalCrossentropy', 'meanSquaredError'];
    for (const text of [
      "sequential().compile({ loss: '|' })",
      "sequential().compile({ loss: '|",
      'sequential().compile({ loss: "|" })',
    ]) {
      expect(complete(text).matches).toEqual(losses);
    }
    const started = complete("sequential().compile({ loss: 'mean|' })");
    expect(started).toMatchObject({ matches: ['meanSquaredError'], cursor_start: 30, cursor_end: 34 });
    expect(complete("sequential().compile({ loss: 'mean|").matches).toEqual(['meanSquaredError']);
  });

  it('works while the code is wrong elsewhere', () => {
    expect(complete('const x: number = "text"; nothing();\nif (x { sequential().com|').matches).toContain(
      'compile',
    );
    expect(complete('settings.|\nconst next = 1').matches).toContain('size');
  });

  it('counts code points, before the cursor and in the answer', () => {
    expect(complete('const 값 = "😀가"; settings.si|')).toMatchObject({
      cursor_start: 25,
      cursor_end: 27,
      matches: ['size'],
    });
    expect(complete('"😀😀"; 한글변수|').matches).toEqual([]);
  });

  it('replaces the whole word under the cursor', () => {
    expect(complete('settings.si|ze')).toMatchObject({ cursor_start: 9, cursor_end: 13 });
  });

  it('says of each candidate what it is', () => {
    expect(typeOf('trainA|', 'trainAll')).toBe('function');
    expect(typeOf('sequential().com|', 'compile')).toBe('method');
    expect(typeOf('settings.si|', 'size')).toBe('property');
    expect(typeOf("sequential().compile({ loss: '|", 'meanSquaredError')).toBe('string');
    expect(typeOf('sequen|', 'sequential')).toBe('function');
    expect(typeOf('let s: Sett|', 'Settings')).toBe('interface');
  });

  it('shows nothing of how it works', () => {
    expect(
      complete('|').matches.filter((name) => /tsLastExpr|preload|__tensorcell|__tslab/.test(name)),
    ).toEqual([]);
  });

  it('offers files beside the notebook and packages in import statements', () => {
    notebook.write('helper.ts', 'export const help = 1');
    expect(complete("import { help } from './|'").matches).toContain('helper');
    expect(complete("import fs from 'node:f|'").matches).toContain('node:fs');
  });

  it.each([
    ["import { x } from './he|'", 'helper', 'he'],
    ["import { x } from './he|lp'", 'helper', 'help'],
    ["import { x } from './inner/d|'", 'deep', 'd'],
    ["import { x } from './with blank/of m|'", 'of mine', 'of m'],
    ["import { x } from './inner/|'; const later = './inner/other'", 'deep', ''],
    ['const it = await import("./inner/de|")', 'deep', 'de'],
    ["import data from './inner/table.j|'", 'table.json', 'table.j'],
    ["import { readFile } from 'node:fs/pro|'", 'promises', 'pro'],
    ["import { readFile } from 'node:f|", 'node:fs', 'node:f'],
    ["export * from './값|'", '값들', '값'],
  ])('completes the path in %j', (text, name, replaced) => {
    mkdirSync(join(notebook.folder, 'inner'), { recursive: true });
    mkdirSync(join(notebook.folder, 'with blank'), { recursive: true });
    for (const file of [
      'helper.ts',
      'model.ts',
      'inner/deep.ts',
      'inner/other.mts',
      'with blank/of mine.ts',
      '값들.ts',
    ])
      notebook.write(file, 'export const x = 1');
    notebook.write('inner/table.json', '{}');
    const { matches, cursor_start, cursor_end } = complete(text);
    const typed = text.slice(cursor_start, text.indexOf('|'));
    expect(matches).toContain(name);
    expect(matches.filter((match) => !match.startsWith(typed))).toEqual([]);
    expect(text.replace('|', '').slice(cursor_start, cursor_end)).toBe(replaced);
  });

  it('changes nothing', async () => {
    complete('const learningRate = "text"; learningRate.|');
    expect(await notebook.run('learningRate.toFixed(2)')).toBe('0.10');
  });
});
