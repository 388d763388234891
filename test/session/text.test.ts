import { describe, expect, it } from 'vitest';
import { isBundle } from '../../kernel/session/mime-bundle.js';
import { refuseOwnPipes } from '../../kernel/session/own-pipes.js';
import { shorten, wellFormed } from '../../kernel/session/text.js';

describe('wellFormed', () => {
  it.each([
    ['plain', 'plain'],
    ['😀 한국어', '😀 한국어'],
    ['\ud83d', '\ufffd'],
    ['\ude00\ud83d', '\ufffd\ufffd'],
    ['a\ud83d\ud83d\ude00b', 'a\ufffd😀b'],
  ])('%j', (text, expected) => expect(wellFormed(text)).toBe(expected));
});

describe('shorten', () => {
  it('leaves what a notebook can bear', () => expect(shorten('y'.repeat(20_000), 'x')).toHaveLength(20_000));

  it('cuts between characters, and says how much is left', () => {
    const cut = shorten(`${'y'.repeat(19_999)}${'😀'.repeat(1000)}`, 'look elsewhere');
    expect(cut.slice(19_990)).toBe('yyyyyyyyy\n… 2,000 more characters; look elsewhere');
  });
});

describe('isBundle', () => {
  it.each([
    { 'text/plain': 'a', 'application/vnd.vega.v5+json': { a: 1 } },
    { 'application/json': 5 },
    { 'image/png': Uint8Array.of(1) },
    { 'text/html': ['<b>', '</b>'] },
    { 'x-mine/thing': 'a' },
    { 'text/html': 'a', 'text/plain': undefined },
  ])('takes %j', (value) => expect(isBundle(value)).toBe(true));

  it.each([
    { 'train/loss': 0.5 },
    { 'text/loss': 0.5 },
    { 'model/loss': 1, 'model/accuracy': 2 },
    { 'text/html': 'a', 'b/c': 'd' },
    { 'image/png': { width: 5 } },
    [],
    { 'a b/c': 'd' },
  ])('leaves %j', (value) => expect(isBundle(value)).toBe(false));
});

describe('refuseOwnPipes', () => {
  it.each([[[0, 1, 2, 3]], [['pipe', 'pipe', 'pipe', 'inherit']], [[{ fd: 4 }]], [[{ fd: 5 }]]])(
    'refuses %j',
    (stdio) => expect(() => refuseOwnPipes(stdio)).toThrow('descriptors 3 to 5'),
  );

  it.each([[['pipe', 'inherit', 'inherit']], ['inherit'], [undefined], [['ignore', 6, null, 'pipe']]])(
    'leaves %j',
    (stdio) => expect(() => refuseOwnPipes(stdio)).not.toThrow(),
  );
});
