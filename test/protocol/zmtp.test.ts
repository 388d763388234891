import { describe, expect, it } from 'vitest';
import {
  encodeMessage,
  greeting,
  type Incoming,
  pongCommand,
  readProperties,
  readyCommand,
  ZmtpReader,
} from '../../kernel/protocol/zmtp.js';

const largestMessage = 65_536;

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
  const reader = new ZmtpReader(largestMessage);
  const incoming: Incoming[] = [];
  for (let start = 0; start < bytes.length; start += size)
    // A connection gives each piece in a buffer of its own.
    incoming.push(...reader.push(Buffer.from(bytes.subarray(start, start + size))));
  return incoming;
}

const message = (...frames: (string | Buffer)[]): Incoming => ({
  type: 'message',
  frames: frames.map((one) => Buffer.from(one)),
});

describe('a peer', () => {
  const long = Buffer.alloc(40_000, 'long');
  const stream = Buffer.concat([
    greeting(),
    readyCommand('DEALER'),
    frame(0, '\u0001'),
    frame(1, ''),
    longFrame(1, 40_000n, long),
    frame(0, 'end'),
    command('PING', Buffer.from([0, 9, 7])),
    longFrame(0, 300n, long.subarray(0, 300)),
    frame(0, ''),
    command('SUBSCRIBE', 'status'),
  ]);

  it.each([1, 2, 9, 64, 1000, 39_000, 41_000, 100_000])('is understood in chunks of %i bytes', (size) => {
    expect(read(stream, size)).toEqual([
      { type: 'command', name: 'READY', data: readyCommand('DEALER').subarray(8) },
      message('\u0001'),
      message('', long, 'end'),
      { type: 'command', name: 'PING', data: Buffer.from([0, 9, 7]) },
      message(long.subarray(0, 300)),
      message(''),
      { type: 'command', name: 'SUBSCRIBE', data: Buffer.from('status') },
    ]);
  });

  it('keeps what it has sent, whatever it sends then', () => {
    const reader = new ZmtpReader(largestMessage);
    const bytes = Buffer.concat([greeting(), ...['a', 'b', 'c'].map((word) => frame(0, word.repeat(200)))]);
    const found: Incoming[] = [];
    for (let start = 0; start < bytes.length; start += 7)
      found.push(...reader.push(Buffer.from(bytes.subarray(start, start + 7))));
    expect(found).toEqual(['a', 'b', 'c'].map((word) => message(word.repeat(200))));
  });

  const other = (changes: Record<number, number>) => Object.assign(Buffer.from(greeting()), changes);
  it.each<[string, Buffer]>([
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['an older version', other({ 10: 1 })],
    ['another mechanism', Buffer.concat([greeting().fill('PLAIN', 12, 17)])],
    ['an unknown flag', Buffer.concat([greeting(), frame(8, 'x')])],
    ['a frame without end', Buffer.concat([greeting(), longFrame(0, 2n ** 63n, Buffer.alloc(0))])],
    ['a frame that is too large', Buffer.concat([greeting(), longFrame(0, 70_000n, Buffer.alloc(0))])],
    [
      'frames that are too large together',
      Buffer.concat([greeting(), longFrame(1, 40_000n, long), longFrame(1, 40_000n, Buffer.alloc(0))]),
    ],
    ['a message of too many frames', Buffer.concat([greeting(), ...Array<Buffer>(300).fill(frame(1, ''))])],
    ['a command without a name', Buffer.concat([greeting(), frame(4, '')])],
  ])('is refused for %s', (_, bytes) => {
    expect(() => read(bytes)).toThrow();
  });
});

describe('the properties of a peer', () => {
  const property = (name: string, value: string) =>
    Buffer.concat([
      Buffer.from([name.length]),
      Buffer.from(name),
      Buffer.from([0, 0, 0, value.length]),
      Buffer.from(value),
    ]);

  it('are told by their names, in small letters or not', () => {
    const data = Buffer.concat([
      property('Socket-Type', 'REQ'),
      property('IDENTITY', ''),
      property('x', 'y'),
    ]);
    expect([...readProperties(data)].map(([name, value]) => [name, value.toString()])).toEqual([
      ['socket-type', 'REQ'],
      ['identity', ''],
      ['x', 'y'],
    ]);
  });

  it.each(['\u0009Sock', '\u0001a\u0000', '\u0001a\u0000\u0000\u0000\u0002b', 'a'])(
    'are refused where they are cut: %j',
    (data) => {
      expect(() => readProperties(Buffer.from(data))).toThrow();
    },
  );
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
    expect(pongCommand(Buffer.from('\u0000\u0009ctx')).toString('latin1')).toBe('\u0004\u0008\u0004PONGctx');
  });
});
