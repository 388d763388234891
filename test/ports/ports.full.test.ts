// Programs of the kinds that people learn Keras with, small: each is Python, trained by real Keras from weights that it sets
// itself (make_golden.py); converted, it trains here to the same losses. Programs for TensorFlow.js run as they stand.
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '../../kernel/contract/language.js';
import { convertPython } from '../../kernel/convert/program.js';
import { createLanguage } from '../../kernel/language/language.js';
import { preloadedTypes } from '../../kernel/language/preload.js';
import * as library from '../../lib/index.js';

const folder = join(import.meta.dirname, 'programs');
const golden: Record<string, number[]> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'golden.json'), 'utf8'),
);
const converted = readdirSync(folder).map((file) => {
  const { cells, kept } = convertPython([readFileSync(join(folder, file), 'utf8')]);
  return { name: basename(file, '.py'), kept, code: cells[0]! };
});
const foreign = join(import.meta.dirname, 'tensorflow-js');
const unchanged = readdirSync(foreign)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => {
    return { name: basename(file, '.ts'), kept: 0, code: readFileSync(join(foreign, file), 'utf8') };
  });
const programs = [...converted, ...unchanged];
let language: Language;
beforeAll(() => {
  language = createLanguage({
    cwd: tmpdir(),
    preload: preloadedTypes(join(import.meta.dirname, '../../dist/types')),
  });
});
afterAll(() => language.close());

/** Runs a program as a cell: the library's names are there, and its own may hide them. */
async function run(code: string): Promise<number[]> {
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(`${code}\nreturn result;`, { compilerOptions: options });
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const names = Object.keys(library);
  return new AsyncFunction(...names, `{ ${outputText} }`)(...Object.values(library));
}

test('every program has its numbers from Keras', () => {
  expect(programs.map(({ name }) => name).sort()).toEqual(Object.keys(golden).sort());
});

describe.each(programs)('$name', ({ name, code, kept }) => {
  test('crosses over whole, and the checker finds nothing', () => {
    expect(kept).toBe(0);
    const checked = language.convert(code, `Cell[${name}]`);
    expect(checked.ok ? [] : checked.diagnostics.map(({ message, text }) => `${text}: ${message}`)).toEqual(
      [],
    );
  });

  test('trains to the losses of Keras', async () => {
    const ours = await run(code);
    const wanted = golden[name]!;
    expect(ours).toHaveLength(wanted.length);
    for (const [i, loss] of wanted.entries()) expect(Math.abs(ours[i]! / loss - 1)).toBeLessThan(1e-3);
  });
});
