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

  it('refuses what is no frame', () => {
    const reader = new FrameReader();
    expect(() => [...reader.push(Buffer.from([4, 0, 0, 0, 9, 9, 9, 9]))]).toThrow();
  });
});
