import { describe, expect, it } from 'vitest';
import {
  encodeMessage,
  greeting,
  type Incoming,
  pongCommand,
  readyCommand,
  ZmtpReader,
} from '../../kernel/protocol/zmtp.js';

const frame = (flags: number, body: string | Buffer) => {
  const bytes = Buffer.from(body);
  return Buffer.concat([Buffer.from([flags, bytes.length]), bytes]);
};
const longFrame = (flags: number, size: bigint, body: Buffer) => {
  const head = Buffer.alloc(9, flags | 2);
  head.writeBigUInt64BE(size, 1);
  return Buffer.concat([head, body]);
};
const command = (name: string, data: string | Buffer = '') =>
  frame(4, Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from(data)]));

function read(bytes: Buffer, size = bytes.length): Incoming[] {
  const reader = new ZmtpReader();
  const incoming: Incoming[] = [];
  for (let start = 0; start < bytes.length; start += size)
    incoming.push(...reader.push(bytes.subarray(start, start + size)));
  return incoming;
}

describe('a subscriber', () => {
  const topic = Buffer.alloc(300, 'long');
  const stream = Buffer.concat([
    greeting(),
    readyCommand('SUB'),
    frame(0, '\u0001'),
    frame(0, '\u0001stream'),
    longFrame(0, 301n, Buffer.concat([Buffer.from([1]), topic])),
    command('SUBSCRIBE', 'status'),
    command('PING', Buffer.from([0, 9, 7])),
    command('UNKNOWN', 'x'),
    frame(0, 'no subscription'),
    frame(0, '\u0000stream'),
    command('CANCEL', 'status'),
  ]);

  it.each([1, 2, 9, 64, 100_000])('is understood in chunks of %i bytes', (size) => {
    expect(read(stream, size)).toEqual([
      { type: 'ready', socketType: 'SUB' },
      { type: 'subscribe', topic: '' },
      { type: 'subscribe', topic: 'stream' },
      { type: 'subscribe', topic: topic.toString() },
      { type: 'subscribe', topic: 'status' },
      { type: 'ping', context: Buffer.from([7]) },
      { type: 'unsubscribe', topic: 'stream' },
      { type: 'unsubscribe', topic: 'status' },
    ]);
  });

  const other = (changes: Record<number, number>) => Object.assign(Buffer.from(greeting()), changes);
  it.each<[string, Buffer]>([
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['an older version', other({ 10: 1 })],
    ['another mechanism', Buffer.concat([greeting().fill('PLAIN', 12, 17)])],
    ['an unknown flag', Buffer.concat([greeting(), frame(8, 'x')])],
    ['a frame without end', Buffer.concat([greeting(), longFrame(0, 2n ** 63n, Buffer.alloc(0))])],
    [
      'a frame larger than any subscription',
      Buffer.concat([greeting(), longFrame(0, 70_000n, Buffer.alloc(70_000))]),
    ],
    ['properties that are cut', Buffer.concat([greeting(), command('READY', '\u0009Sock')])],
  ])('is refused for %s', (_, bytes) => {
    expect(() => read(bytes)).toThrow();
  });
});

describe('what is sent', () => {
  it.each([
    [['a'], '0001' + '61'],
    [['', 'b'], '0100' + '0001' + '62'],
    [[Buffer.from([1, 2]), '', Buffer.alloc(0)], '01020102' + '0100' + '0000'],
  ])('are frames, all but the last with a mark: %o', (frames, hex) => {
    expect(encodeMessage(frames).toString('hex')).toBe(hex);
  });

  it('has a length of eight bytes where one is too short', () => {
    const bytes = encodeMessage([Buffer.alloc(255), Buffer.alloc(256)]);
    expect(bytes.subarray(0, 2).toString('hex')).toBe('01ff');
    expect(bytes.subarray(257, 266).toString('hex')).toBe('020000000000000100');
    expect(bytes).toHaveLength(2 + 255 + 9 + 256);
  });

  it('answers a ping with its context', () => {
    expect(pongCommand(Buffer.from('ctx')).toString('latin1')).toBe('\u0004\u0008\u0004PONGctx');
  });
});
