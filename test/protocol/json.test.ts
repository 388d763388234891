import { describe, expect, it } from 'vitest';
import { encodeJson, jsonProblem, wellFormedJson } from '../../kernel/protocol/json.js';

const read = (value: unknown): unknown => JSON.parse(encodeJson(value).toString());
const circle: unknown[] = [1];
circle.push({ back: circle });

function nested(depth: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { value };
  return value;
}

/** Every level holds the one below it 100 times. */
function shared(levels: number): unknown {
  let value: unknown = 'leaf';
  for (let level = 0; level < levels; level++) value = new Array(100).fill(value);
  return value;
}

const hostile: [string, unknown, RegExp][] = [
  ['a BigInt', { rows: [1, 10n] }, /a BigInt at rows\.1/],
  ['a BigInt alone', 7n, /^a BigInt$/],
  ['a circle', { list: circle }, /a circular reference at list\.1\.back/],
  ['a function', { format: () => 1 }, /a function at format/],
  ['a symbol', [Symbol('s')], /a symbol at 0/],
  [
    'a getter that throws',
    {
      get x() {
        throw new Error('no x');
      },
    },
    /cannot be read \(no x\)/,
  ],
  [
    'a toJSON that throws',
    {
      a: {
        toJSON() {
          throw new Error('no JSON');
        },
      },
    },
    /no JSON\) at a/,
  ],
  [
    'a toJSON that throws what cannot be read',
    {
      toJSON() {
        throw null;
      },
    },
    /its own code failed/,
  ],
  [
    'a toJSON without end',
    {
      toJSON() {
        return this;
      },
    },
    /circular/,
  ],
  ['a revoked proxy', { p: revoked() }, /cannot be read/],
  ['depth', nested(20_000), /levels deep/],
  ['what is endless as text', shared(9), /more than \d+ values/],
  ['a list of holes', { list: new Array(4_000_000_000) }, /more than/],
];

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe('what leaves the kernel', () => {
  it.each(hostile)('is told and replaced by a note: %s', (_, value, problem) => {
    expect(jsonProblem(value)).toMatch(problem);
    expect(encodeJson({ before: 1, value, after: 2 }).toString()).toMatch(
      /^\{"before":1,.*left out.*"after":2\}$/,
    );
  });

  it.each([
    [{ text: 'a', list: [1, null, true, { deep: nested(400) }], date: new Date(0), gone: undefined }],
    [[Number.NaN, Number.POSITIVE_INFINITY, -0, 1e300]],
    [Object.assign(Object.create(null), { plain: 1 })],
    [JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}')],
    [{ bytes: new Uint8Array([1, 2]), buffer: Buffer.from('b') }],
    [new Array(5)],
    ['😀 text'],
    [null],
  ])('is what JSON makes of it where JSON has a form: %o', (value) => {
    expect(jsonProblem(value)).toBeUndefined();
    expect(encodeJson(value).toString()).toBe(JSON.stringify(value));
  });

  it('leaves the value as it was', () => {
    const value = { list: [1n, 2], inner: { ename: 'E', evalue: 'x'.repeat(30_000), traceback: [] } };
    const before = { ...value, list: [...value.list] };
    encodeJson(value);
    expect(value).toEqual(before);
  });

  it('is an object where nothing else is left', () => {
    expect(read(undefined)).toEqual({});
    expect(read(() => 1)).toBe('(a function was left out)');
  });

  it('leaves out texts that no front end could take, and keeps the rest', () => {
    const value = { status: 'ok', html: 'x'.repeat(70_000_000), count: 3 };
    expect(read(value)).toEqual({
      status: 'ok',
      html: '(a text of 70000000 characters was left out)',
      count: 3,
    });
    expect(read({ a: 'x'.repeat(60_000_000), b: 'y'.repeat(60_000_000), count: 3 })).toMatchObject({
      count: 3,
    });
  });

  it('is well-formed Unicode, in keys as in values', () => {
    const value = {
      'k\ud83d': 'a\udc00b',
      list: ['\ud83d', '😀', '\\ud83d'],
      '\ude00': { x: '\ud800\ud800' },
    };
    expect(read(value)).toEqual({
      'k\ufffd': 'a\ufffdb',
      list: ['\ufffd', '😀', '\\ud83d'],
      '\ufffd': { x: '\ufffd\ufffd' },
    });
  });
});

describe('errors on their way out', () => {
  const long = 50_000_000;

  it('are cut, and say how much is missing', () => {
    const error = {
      ename: 'N'.repeat(long),
      evalue: 'm'.repeat(long),
      traceback: ['t'.repeat(long), 'last'],
    };
    for (const content of [error, { user_expressions: { e: { status: 'error', ...error } } }]) {
      const bytes = encodeJson(content);
      expect(bytes.length).toBeLessThan(60_000);
      expect(bytes.toString()).toMatch(/N… \(49999800 more characters left out\).*m… \(49980000 more/);
    }
  });

  it('keep a traceback of many lines to what can be read', () => {
    const traceback = Array.from({ length: 1_000_000 }, (_, line) => `line ${line}`);
    const cut = read({ ename: 'E', evalue: '', traceback }) as { traceback: string[] };
    expect(cut.traceback.length).toBeLessThan(20_000);
    expect(cut.traceback.at(-1)).toMatch(/^… \d+ more lines left out$/);
  });

  it('split no character', () => {
    const { evalue } = read({ ename: 'E', evalue: `x${'😀'.repeat(20_000)}`, traceback: [] }) as {
      evalue: string;
    };
    expect(evalue).not.toContain('\ufffd');
    expect(evalue).toMatch(/😀… \(20002 more characters left out\)$/);
  });

  it('keep what belongs to the reply', () => {
    const reply = {
      status: 'error',
      ename: 'E',
      evalue: 'short',
      traceback: ['a'],
      execution_count: 2,
      payload: [],
    };
    expect(read(reply)).toEqual(reply);
  });
});

describe('wellFormedJson', () => {
  it.each([
    ['"\\ud83d\\ude00"', '"\\ud83d\\ude00"'],
    ['"\\uD83D"', '"\ufffd"'],
    ['"\\\\ud83d"', '"\\\\ud83d"'],
    ['"\\\\\\ud83d"', '"\\\\\ufffd"'],
    ['"\\ud83dx\\ude00"', '"\ufffdx\ufffd"'],
    ['"\\ud83d\\ud83d\\ude00"', '"\ufffd\\ud83d\\ude00"'],
  ])('makes of %s %s', (text, expected) => {
    expect(wellFormedJson(text)).toBe(expected);
  });
});
