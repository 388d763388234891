// `whos` names variables with what they are; `time` says how long something took, and hands its result on.
import { expect, it, vi } from 'vitest';
import { duration, time } from '../../kernel/session/time.js';
import { connectVariables, whos } from '../../kernel/session/whos.js';
import { displaySymbol } from '../../lib/kernel-door.js';

const tensor = { shape: [2, 3], dtype: 'float32', isDisposed: false, dataSync: () => [], toString: () => '' };

it('names each variable with its type, shape and size', () => {
  connectVariables({
    x: tensor,
    gone: { ...tensor, isDisposed: true },
    list: [
      [1, 2],
      [3, 4],
    ],
    bytes: new Float32Array(500),
    people: { rowCount: 7, columns: ['a', 'b'] },
    word: 'four',
    nothing: null,
    f: () => 1,
    __esModule: true,
  });
  const shown = whos();
  expect(shown.find(({ name }) => name === 'x')).toEqual({
    name: 'x',
    type: 'Tensor float32',
    shape: '[2, 3]',
    bytes: 24,
  });
  const text = (Reflect.get(shown, displaySymbol) as () => Record<string, string>)()['text/plain'];
  expect(text).toBe(
    [
      'name     type                       shape   size',
      'bytes    Float32Array               [500]   2 kB',
      'f        function',
      'gone     Tensor float32 (disposed)  [2, 3]',
      'list     Array                      [2, 2]',
      'nothing  null',
      'people   Object                     [7, 2]',
      'word     string                     [4]',
      'x        Tensor float32             [2, 3]  24 B',
    ].join('\n'),
  );
});

it('says that there are none', () => {
  connectVariables({});
  expect((Reflect.get(whos(), displaySymbol) as () => object)()).toEqual({
    'text/plain': 'No variables yet.',
  });
});

it('times functions and promises, and hands on what they give', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(time(() => 7)).toBe(7);
  expect(await time(async () => 8)).toBe(8);
  await expect(time(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(write).toHaveBeenCalledTimes(3);
  write.mockRestore();
  expect(() => time(7 as never)).toThrow(/expected a function/);
});

it.each([
  [0.01234, '12.3 µs'],
  [12.34, '12.3 ms'],
  [1234, '1.23 s'],
  [125_400, '2 min 5 s'],
])('%d ms are %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});
