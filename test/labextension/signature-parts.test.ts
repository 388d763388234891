import { describe, expect, it } from 'vitest';
import { labelParts } from '../../labextension/src/editor/signature-parts.js';

const label = 'units(units: number, name?: string): void';

describe('a signature’s parts', () => {
  it('part at the active argument, given by text or by place', () => {
    const byText = {
      signatures: [{ label, parameters: [{ label: 'units: number' }, { label: 'name?: string' }] }],
    };
    expect(labelParts({ ...byText, activeParameter: 1 })).toEqual([
      'units(units: number, ',
      'name?: string',
      '): void',
    ]);
    const byPlace = { signatures: [{ label, parameters: [{ label: [6, 19] as [number, number] }] }] };
    expect(labelParts({ ...byPlace, activeParameter: 0 })).toEqual([
      'units(',
      'units: number',
      ', name?: string): void',
    ]);
  });

  it('are the whole where no argument is active', () => {
    expect(labelParts({ signatures: [{ label }], activeParameter: 3 })).toEqual([label, '', '']);
    expect(labelParts({ signatures: [] })).toEqual(['', '', '']);
  });

  it('take the signature that fits', () => {
    const help = {
      signatures: [{ label: 'f()' }, { label: 'f(a)', parameters: [{ label: 'a' }] }],
      activeSignature: 1,
    };
    expect(labelParts(help)).toEqual(['f(', 'a', ')']);
  });
});
