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
