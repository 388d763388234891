import { describe, expect, it } from 'vitest';
import { needsLibrary } from '../../kernel/contract/needs-library.js';

const names = new Set(['tf', 'layers', 'plot', 'größe']);

describe('needsLibrary', () => {
  it.each([
    '1 + 1',
    'const tfx = 1, myLayers = 2, plot2 = 3; tfx',
    "console.log('Hello'); // a comment",
    'let größer = 1',
    'const x$tf = 1',
    '',
  ])('lets %o run before', (text) => {
    expect(needsLibrary(text, names)).toBe(false);
  });

  it.each([
    'tf.scalar(1)',
    'const make = () => layers',
    "console.log('tf')",
    '// plot',
    'größe',
    'a?.tf',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a cell's text
    '`${tf}`',
    "globalThis['t' + 'f']",
    "eval(atob('dGY='))",
    "new Function('return 1')",
    "(() => {}).constructor('return 1')",
    "await import('./model.ts')",
    "require('./model')",
    '\\u0074f.scalar(1)',
  ])('has %o wait', (text) => {
    expect(needsLibrary(text, names)).toBe(true);
  });

  it('has everything wait where it is not known what the library exports', () => {
    expect(needsLibrary('1 + 1', undefined)).toBe(true);
  });
});
