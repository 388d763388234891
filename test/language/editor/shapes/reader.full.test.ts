// Shapes in cells that have not run: what hover and hints say of layers and models, and mistakes between layers; with the
// library's real declarations.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type {
  CellDiagnostic,
  EditorAnswers,
  EditorMethod,
} from '../../../../kernel/contract/editor-messages.js';
import { createLanguage } from '../../../../kernel/language/language.js';
import { preloadedTypes } from '../../../../kernel/language/preload.js';

const types = fileURLToPath(new URL('../../../../dist/types', import.meta.url));
const cwd = mkdtempSync(join(tmpdir(), 'tensorcell-shapes-'));
const language = createLanguage({ cwd, preload: preloadedTypes(types) });
afterAll(() => {
  language.close();
  rmSync(cwd, { recursive: true });
});

function ask<M extends EditorMethod>(method: M, params: unknown): EditorAnswers[M] {
  const reply = language.edit(method, params);
  if ('result' in reply) return reply.result as EditorAnswers[M];
  throw new Error(JSON.stringify(reply));
}

function write(...texts: string[]): void {
  ask('notebook/sync', { cells: texts.map((text, at) => ({ id: `${at}`, text: text.replace('|', '') })) });
}

function mistakes(...texts: string[]): readonly CellDiagnostic[] {
  write(...texts);
  return texts.flatMap((_, at) => ask('notebook/diagnostics', { cell: `${at}` }).items);
}

/** The shape that hover says at `|`. */
function shapeAt(...texts: string[]): string | undefined {
  write(...texts);
  const at = texts.findIndex((text) => text.includes('|'));
  const before = texts[at]!.split('|')[0]!.split('\n');
  const position = { line: before.length - 1, character: before.at(-1)!.length };
  const hover = ask('textDocument/hover', { textDocument: { uri: `${at}` }, position });
  return /\*\*Output\*\* `(.*)`/.exec(hover?.contents.value ?? '')?.[1];
}

const cnn = (rest: string) => `const side = 28;
const net = sequential([
  layers.conv2d({ filters: 8, kernelSize: 3, inputShape: [side, side, 1] }),
  layers.maxPooling2d(),
  layers.flatten(),
  layers.dense({ units: 10, activation: 'softmax' }),
]);
${rest}`;

describe('hover', () => {
  it.each([
    ['a layer', cnn('').replace('conv2d', 'conv|2d'), '[samples, 26, 26, 8]'],
    ['a layer without options', cnn('').replace('flatten', 'fl|atten'), '[samples, 1352]'],
    ['a model', cnn('n|et'), '[samples, 10]'],
    [
      'a model of options',
      'const m|odel = sequential({ layers: [layers.dense({ units: 2, inputShape: [3] })] } as never);',
      '[samples, 2]',
    ],
    [
      'a model that grows',
      'const m = sequential();\nm.add(layers.input({ shape: [4] }));\nm.add(layers.dense({ units: 2 }));\nm.summary();\nm|;',
      '[samples, 2]',
    ],
    [
      'a size that is calculated',
      'sequential([layers.den|se({ units: 2 ** 3 + 1, inputShape: [28 * 28] })]);',
      '[samples, 9]',
    ],
    [
      'a size that is not known',
      'function f(n: number) { return sequential([layers.den|se({ units: n, inputShape: [3] })]); }',
      '[samples, ?]',
    ],
    [
      'a symbolic tensor',
      'const x = layers.input({ shape: [6, 2] });\nconst y = layers.flatten().apply(x) as tf.SymbolicTensor;\ny|;',
      '[samples, 12]',
    ],
    [
      'what joins two',
      'const x = layers.input({ shape: [4] });\nconst y = layers.dense({ units: 3 }).apply(x);\nlayers.conc|atenate().apply([x, y]);',
      '[samples, 7]',
    ],
    [
      'a length that is open',
      'const x = layers.input({ shape: [null, 5] });\nlayers.ls|tm({ units: 7, returnSequences: true }).apply(x);',
      '[samples, any, 7]',
    ],
  ])('says what %s gives', (_, text, shape) => {
    expect(shapeAt(text)).toBe(shape);
  });

  it('follows names of other cells', () => {
    expect(
      shapeAt(
        'const width = 5; const x = layers.input({ shape: [width] });',
        'const y = layers.dense({ units: 3 }).apply(x);',
        'y|',
      ),
    ).toBe('[samples, 3]');
    expect(shapeAt(cnn(''), 'n|et')).toBe('[samples, 10]');
  });

  it.each([
    [
      'a list that is filled elsewhere',
      'const list = [layers.dense({ units: 3, inputShape: [2] })];\nconst m = sequential(list);\nm|;',
    ],
    [
      'a loop',
      'const m = sequential([layers.dense({ units: 3, inputShape: [2] })]);\nfor (const units of [1, 2]) m.add(layers.dense({ units }));\nm|;',
    ],
    [
      'a layer of a function',
      'const make = () => layers.dense({ units: 3, inputShape: [2] });\nconst m = sequential([make(), layers.dense({ units: 2 })]);\nm|;',
    ],
    [
      'an unknown layer',
      'const m = sequential([layers.einsumDense({ equation: "ab,bc->ac", outputShape: [3], inputShape: [2] }), layers.dense({ units: 2 })]);\nm|;',
    ],
    [
      "a layer of one's own name",
      'const own = { dense: (o: object) => layers.dense({ units: 4, ...o }) };\nconst m = sequential([own.dense({ inputShape: [2] })]);\nm|;',
    ],
    [
      'options that are spread',
      'const o = { units: 3 };\nconst m = sequential([layers.dense({ ...o, inputShape: [2] })]);\nm|;',
    ],
  ])('says nothing of %s', (_, text) => {
    expect(shapeAt(text)).toBeUndefined();
    expect(mistakes(text.replace('|', ''))).toEqual([]);
  });

  it('says nothing of a model to which another cell adds', () => {
    expect(shapeAt(cnn(''), 'net.add(layers.dense({ units: 2 }));', 'n|et')).toBeUndefined();
  });
});

describe('mistakes between layers', () => {
  it.each([
    [
      'too few axes',
      'sequential([\n  layers.dense({ units: 3, inputShape: [4] }),\n  layers.conv2d({ filters: 2, kernelSize: 3 }),\n]);',
      'conv2d takes images: [samples, height, width, channels]. Received: [samples, 3].',
      2,
    ],
    [
      'a kernel that does not fit',
      'const m = sequential();\nm.add(layers.conv2d({ filters: 2, kernelSize: 5, inputShape: [4, 4, 1] }));',
      'conv2d: the kernel must fit into the input',
      1,
    ],
    [
      'a shape with other sizes',
      'sequential([layers.input({ shape: [10] }), layers.reshape({ targetShape: [3, 4] })]);',
      'reshape: targetShape must hold as many values as a sample, expected 10.',
      0,
    ],
    [
      'inputs that do not agree',
      'const a = layers.input({ shape: [3] });\nconst b = layers.input({ shape: [4] });\nlayers.add().apply([a, b]);',
      'add: inputs must have shapes that agree',
      2,
    ],
  ])('%s', (_, text, words, line) => {
    const found = mistakes(text);
    expect(found).toMatchObject([{ severity: 1, source: 'TensorCell', range: { start: { line } } }]);
    expect(found[0]?.message).toContain(words);
  });

  it('are found where an earlier cell is written on', () => {
    const layer = 'const y = layers.lstm({ units: 3 }).apply(x);';
    expect(mistakes('const x = layers.input({ shape: [5, 2] });', layer)).toEqual([]);
    expect(mistakes('const x = layers.input({ shape: [5] });', layer)[0]?.message).toContain(
      'lstm takes sequences',
    );
  });

  it.each([
    'const m = sequential();\nif (m) m.add(layers.dense({ units: 3, inputShape: [2] }));\nm.add(layers.conv2d({ filters: 2, kernelSize: 3 }));',
    'const shared = layers.dense({ units: 3 });\nshared.apply(layers.input({ shape: [2] }));\nsequential([shared]);',
    'const m = sequential([layers.dense({ units: 3, inputShape: [2] })]);\nm.pop();\nm.add(layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [8, 8, 1] }));',
    'const layers = { dense: (o: object) => tf.layers.dense({ units: 1, ...o }) };\nsequential([layers.dense({})]);',
    'sequential([tf.layers.dense({ units: 1 }) as never]);',
    'sequential([layers.embedding({ inputDim: 3, outputDim: 2, inputLength: 4 }), layers.flatten()]);',
    'sequential([layers.bidirectional({ layer: layers.lstm({ units: 2, inputShape: [3, 2] }) })]);',
  ])('are not claimed of %j', (text) => {
    expect(mistakes(text).filter(({ source }) => source === 'TensorCell')).toEqual([]);
  });
});

describe('hints', () => {
  it('stand behind layers', () => {
    write(cnn(''));
    const range = { start: { line: 2, character: 0 }, end: { line: 4, character: 0 } };
    const hints = ask('textDocument/inlayHint', { textDocument: { uri: '0' }, range });
    expect(hints.map(({ label, position }) => [position.line, label])).toEqual([
      [2, '→ [samples, 26, 26, 8]'],
      [3, '→ [samples, 13, 13, 8]'],
    ]);
  });
});
