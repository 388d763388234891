import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isBundle } from '../../kernel/session/mime-bundle.js';
import { fromBundle, show } from '../../kernel/session/show.js';
import { displaySymbol, metadataSymbol } from '../../lib/host.js';

const textOf = async (value: unknown) => (await show(value))?.data['text/plain'];

describe('show', () => {
  it('shows nothing for undefined, and null as null', async () => {
    expect(await show(undefined)).toBeUndefined();
    expect(await textOf(null)).toBe('null');
  });

  it('asks the value itself, which may take its time or have nothing to show', async () => {
    expect(await show({ [displaySymbol]: () => ({ 'text/html': 'a' }) })).toEqual({
      data: { 'text/html': 'a' },
      metadata: {},
    });
    expect(await show({ [displaySymbol]: async () => ({ 'text/html': 'b' }) })).toMatchObject({
      data: { 'text/html': 'b' },
    });
    expect(await show({ [displaySymbol]: () => undefined })).toBeUndefined();
  });

  it('shows an image for its bytes', async () => {
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
    expect((await show(png))?.data).toEqual({
      'image/png': png.toString('base64'),
      'text/plain': 'PNG image, 0.0 KiB',
    });
    expect(Object.keys((await show(Uint8Array.from([0xff, 0xd8, 0xff, 0])))?.data ?? {})).toContain(
      'image/jpeg',
    );
    expect(Object.keys((await show(Uint8Array.from([1, 2])))?.data ?? {})).toEqual(['text/plain']);
  });

  it('summarizes a tensor by its shape', async () => {
    const tensor = {
      shape: [2],
      dtype: 'float32',
      isDisposed: false,
      dataSync: () => Float32Array.of(1, 2),
    };
    expect(await textOf(tensor)).toBe('Tensor [2] float32\n    [1, 2]');
    expect(await textOf({ ...tensor, isDisposed: true })).toBe('Tensor [2] float32 (disposed)');
  });

  it('shows lists of lists of numbers as a rectangle of short numbers', async () => {
    expect(await textOf([[1, 2.123456789], Float32Array.of(30, 4)])).toBe(
      '[[     1, 2.1235],\n [    30,      4]]',
    );
    const long = String(await textOf(Array.from({ length: 500 }, (_, i) => [i, i / 7])));
    expect(long.split('\n')).toHaveLength(7);
    expect(long).toMatch(/\[ *499, +71\.286\]\]$/);
    for (const other of [[[1, 2], [3]], [1, 2], [[1], ['a']], [[], []], [new Array(3)]])
      expect(await textOf(other)).toBe(inspect(other));
  });

  it('shows a list of records as a table, unless it would lose something', async () => {
    const shown = await show([
      { name: 'Ada <3', age: 36 },
      { name: null, age: 41 },
    ]);
    expect(shown?.data['text/plain']).toBe('name    age\nAda <3   36\n         41');
    expect(String(shown?.data['text/html'])).toContain('<td style="text-align:left">Ada &lt;3</td>');
    const many = await textOf(Array.from({ length: 200 }, (_, i) => ({ i })));
    expect(many).toMatch(/50 of 200 rows$/);
    for (const other of [[{ a: { b: 1 } }], [{ a: 1 }, { b: 2 }, { c: 3 }], [new Map()], [{}]])
      expect((await show(other))?.data).toEqual({ 'text/plain': inspect(other) });
  });

  it('cuts long text and says so', async () => {
    const text = String(await textOf(Array.from({ length: 90 }, () => 'y'.repeat(900))));
    expect(text.length).toBeLessThan(21_000);
    expect(text).toMatch(/more characters; console\.log shows all of them$/);
  });

  it('survives a value that cannot be inspected', async () => {
    const value = {
      get [Symbol.toStringTag](): string {
        throw new Error('no');
      },
    };
    expect(typeof (await textOf(value))).toBe('string');
  });
});

describe('bundles', () => {
  it('are objects with MIME types for keys', () => {
    expect(isBundle({ 'text/html': '' })).toBe(true);
    expect(isBundle({ 'application/vnd.vegalite.v5+json': {} })).toBe(true);
    for (const other of [{}, { a: 1 }, { 'text/html': '', b: 1 }, null, 'text/html'])
      expect(isBundle(other)).toBe(false);
  });

  it('carry metadata beside the data, and bytes as base64', () => {
    const shown = fromBundle({
      'image/png': Uint8Array.from([1, 2]),
      [metadataSymbol]: { 'image/png': { width: 5 } },
    });
    expect(shown).toEqual({ data: { 'image/png': 'AQI=' }, metadata: { 'image/png': { width: 5 } } });
  });
});
