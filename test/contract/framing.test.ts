import { describe, expect, it } from 'vitest';
import { encodeFrame, FrameReader } from '../../kernel/contract/framing.js';

describe('frames', () => {
  const values = [{ type: 'ready' }, { bytes: new Uint8Array([1, 2, 3]) }, 'x'.repeat(100_000), null];
  const stream = Buffer.concat(values.map(encodeFrame));

  it.each([1, 3, 7, 1000, stream.length])('come whole out of chunks of %i bytes', (size) => {
    const reader = new FrameReader();
    const read: unknown[] = [];
    for (let start = 0; start < stream.length; start += size) {
      read.push(...reader.push(Buffer.from(stream.subarray(start, start + size))));
    }
    expect(read).toEqual(values);
  });

  const foreign: [string, Buffer][] = [
    ['nothing', Buffer.alloc(0)],
    ['text of a child process', Buffer.from('Segmentation fault (core dumped)\n')],
    ['one byte', Buffer.from([0xff])],
    ['the beginning of a frame', encodeFrame('torn').subarray(0, 9)],
    ['zeros', Buffer.alloc(5000)],
    [
      'a frame whose value is none',
      Buffer.concat([
        encodeFrame('x').subarray(0, 8),
        Buffer.from([3, 0, 0, 0, 252, 255, 255, 255, 9, 9, 9]),
      ]),
    ],
    ['a frame that claims 4 GB', Buffer.concat([encodeFrame('x').subarray(0, 8), Buffer.alloc(8, 0xff)])],
  ];

  it.each(foreign.flatMap(([name, bytes]) => [1, 5, 100_000].map((size) => [name, size, bytes] as const)))(
    'go on after %s, in chunks of %i bytes',
    (_, size, bytes) => {
      const whole = Buffer.concat([
        encodeFrame('before'),
        bytes,
        encodeFrame('between'),
        bytes,
        encodeFrame('after'),
      ]);
      const reader = new FrameReader();
      const read: unknown[] = [];
      for (let start = 0; start < whole.length; start += size) {
        read.push(...reader.push(Buffer.from(whole.subarray(start, start + size))));
      }
      expect(read).toEqual(['before', 'between', 'after']);
    },
  );

  it('are refused where V8 has no form for the value', () => {
    for (const value of [() => 1, { deep: Symbol('s') }, new WeakMap()])
      expect(() => encodeFrame(value)).toThrow();
  });
});
