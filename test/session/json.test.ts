import { describe, expect, it } from 'vitest';
import { toJson } from '../../kernel/session/json.js';

const circle: { inner: unknown[] } = { inner: [] };
circle.inner.push({ circle });
const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });

describe('toJson', () => {
  it.each([
    [{ a: [1, 'x', null, true], b: { c: undefined, d: () => 1, e: Symbol('s') } }],
    [[undefined, () => 1, Number.NaN, -0, Number.POSITIVE_INFINITY]],
    [{ date: new Date(0), map: new Map([[1, 2]]), url: new URL('http://a.b/c') }],
    [Object.assign(Object.create({ inherited: 1 }), { own: 2, [Symbol('s')]: 3 })],
    [{ toJSON: (key: string) => ({ key, two: 2 }) }],
    [[new String('boxed'), new Number(5), new Boolean(false)]],
    [{ same: 1, list: [[], {}, [[]]] }],
    [new Array(3)],
  ])('writes what JSON.stringify writes: case %#', (value) => {
    expect(JSON.stringify(toJson(value, 'it'))).toBe(JSON.stringify(value));
  });

  it('turns typed arrays into lists of numbers', () => {
    expect(toJson({ x: Float32Array.of(1.5, Number.NaN), y: [Uint8Array.of(255)] }, 'it')).toEqual({
      x: [1.5, null],
      y: [[255]],
    });
  });

  it('replaces halves of characters in values and keys', () => {
    expect(toJson({ 'k\ud83d': ['\ude00!', '😀'] }, 'it')).toEqual({ 'k\ufffd': ['\ufffd!', '😀'] });
  });

  it('keeps a key named __proto__ a key', () => {
    const value = toJson(JSON.parse('{ "__proto__": { "polluted": 1 } }'), 'it');
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":1}}');
  });

  it('lets an object stand at several places', () => {
    const shared = { a: 1 };
    expect(toJson([shared, shared, { shared }], 'it')).toEqual([{ a: 1 }, { a: 1 }, { shared: { a: 1 } }]);
  });

  it.each<[string, unknown, string]>([
    ['a BigInt', { rows: [{ n: 1n }] }, 'a BigInt at rows[0].n'],
    ['a BigInt at the top', 1n, 'a BigInt at its top'],
    ['big typed arrays', { b: BigInt64Array.of(1n) }, 'a BigInt at b[0]'],
    ['a list of holes', { rows: new Array(4_000_000_000) }, 'more than 4,000,000 values at rows'],
    ['shared references without end', doubled(40), 'more than 4,000,000 values at '],
    ['a circle', circle, 'an object that holds itself at inner[0].circle'],
    ['a promise', { 'two words': Promise.resolve() }, 'a promise at ["two words"]'],
    ['what is too deep', nested(600), 'more than 500 levels at a.a.a.a.a.a.….a.a.a.a.a.a'],
    [
      'a getter',
      {
        get x() {
          throw new Error('no');
        },
      },
      'x throws when it is read',
    ],
    [
      'toJSON',
      {
        a: {
          toJSON() {
            throw new Error('no');
          },
        },
      },
      'a throws when it is read',
    ],
    [
      'a proxy',
      {
        a: new Proxy(
          {},
          {
            ownKeys() {
              throw new Error('no');
            },
          },
        ),
      },
      'a throws when it is read',
    ],
  ])('refuses %s and says where', (_, value, words) => {
    expect(() => toJson(value, 'display')).toThrow(words);
    expect(() => toJson(value, 'display')).toThrow(/^display: expected JSON\. Received: /);
  });

  it('takes BigInts that a user made JSON of', () => {
    expect(toJson({ n: Object.assign(Object(5n), { toJSON: () => '5' }) }, 'it')).toEqual({ n: '5' });
  });
});

/** A small object that is 2 to the power of `depth` values as text. */
function doubled(depth: number): unknown {
  return depth === 0 ? 1 : ((half) => [half, half])(doubled(depth - 1));
}
