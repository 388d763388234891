// ZMTP 3.0, the protocol below ZeroMQ's sockets (rfc.zeromq.org/spec/23), without encryption: greeting, frames, commands.
// What comes in is from strangers: `push` throws on what is no ZMTP, and on a message larger than a reader is for.

export type Frame = string | Uint8Array;

export type Incoming =
  | { type: 'message'; frames: Buffer[] }
  | { type: 'command'; name: string; data: Buffer };

const greetingLength = 64;
const flag = { more: 1, long: 2, command: 4 } as const;
/** What a frame costs beside its bytes, when the size of a message is counted. */
const frameCost = 256;

/** Signature, version 3.0, the mechanism NULL. */
export function greeting(): Buffer {
  const bytes = Buffer.alloc(greetingLength);
  bytes[0] = 0xff;
  bytes[9] = 0x7f;
  bytes[10] = 3;
  bytes.write('NULL', 12, 'latin1');
  return bytes;
}

export function readyCommand(socketType: string): Buffer {
  const value = Buffer.from(socketType);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(value.length);
  return command('READY', Buffer.concat([short('Socket-Type'), size, value]));
}

/** @param data a ping's: the first two bytes are how long the peer waits, the rest is returned to it */
export function pongCommand(data: Uint8Array): Buffer {
  return command('PONG', data.subarray(2));
}

/** A message of several frames as the bytes to send. */
export function encodeMessage(frames: readonly Frame[]): Buffer {
  const last = frames.length - 1;
  return Buffer.concat(
    frames.flatMap((frame, index) => {
      const body = typeof frame === 'string' ? Buffer.from(frame) : frame;
      return [head(body.length, index < last ? flag.more : 0), body];
    }),
  );
}

/** The properties of a READY command. Their names mean the same in small and capital letters: here they are small. */
export function readProperties(data: Buffer): Map<string, Buffer> {
  const properties = new Map<string, Buffer>();
  for (let at = 0; at < data.length; ) {
    const nameEnd = at + 1 + data.readUInt8(at);
    const valueEnd = nameEnd + 4 + data.readUInt32BE(nameEnd);
    if (valueEnd > data.length) throw new Error('A property is cut.');
    properties.set(
      data.toString('latin1', at + 1, nameEnd).toLowerCase(),
      data.subarray(nameEnd + 4, valueEnd),
    );
    at = valueEnd;
  }
  return properties;
}

/** Reads what one peer sends. */
export class ZmtpReader {
  readonly #largestMessage: number;
  #pending: Buffer = Buffer.alloc(0);
  #pendingLength = 0;
  /** How many bytes have to be there before more can be read. */
  #needed = 1;
  #isGreeted = false;
  #frames: Buffer[] = [];
  #messageSize = 0;

  /** @param largestMessage in bytes */
  constructor(largestMessage: number) {
    this.#largestMessage = largestMessage;
  }

  *push(chunk: Buffer): Generator<Incoming> {
    let bytes = this.#withPending(chunk);
    if (bytes.length >= this.#needed) {
      if (!this.#isGreeted) bytes = this.#readGreeting(bytes);
      while (this.#isGreeted) {
        const length = this.#frameLength(bytes);
        this.#needed = length;
        if (bytes.length < length) break;
        const incoming = this.#readFrame(bytes.subarray(0, length));
        bytes = bytes.subarray(length);
        if (incoming) yield incoming;
      }
    }
    this.#keep(bytes);
  }

  /** What has come in pieces, in one. The room for it is doubled, so that a large frame is not copied with each piece. */
  #withPending(chunk: Buffer): Buffer {
    const start = this.#pendingLength;
    if (start === 0) return chunk;
    const end = start + chunk.length;
    if (end > this.#pending.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(end, Math.min(this.#needed, 2 * end)));
      this.#pending.copy(larger, 0, 0, start);
      this.#pending = larger;
    }
    chunk.copy(this.#pending, start);
    return this.#pending.subarray(0, end);
  }

  #keep(bytes: Buffer): void {
    if (bytes.buffer !== this.#pending.buffer || bytes.byteOffset !== this.#pending.byteOffset)
      this.#pending = bytes;
    this.#pendingLength = bytes.length;
  }

  #readGreeting(bytes: Buffer): Buffer {
    const { length, 0: first, 10: major = 3 } = bytes;
    if (first !== 0xff || major < 3) throw new Error('The peer does not speak ZMTP 3.');
    if (length < greetingLength) return bytes;
    const mechanism = bytes.toString('latin1', 12, 32).replace(/\0+$/, '');
    if (mechanism !== 'NULL') throw new Error(`The peer wants the mechanism ${mechanism}.`);
    this.#isGreeted = true;
    return bytes.subarray(greetingLength);
  }

  /** With its head, as far as it is known. */
  #frameLength(bytes: Buffer): number {
    const [flags] = bytes;
    if (flags === undefined) return 1;
    if (flags > 7) throw new Error(`No frame begins with ${flags}.`);
    const start = flags & flag.long ? 9 : 2;
    if (bytes.length < start) return start;
    const size = flags & flag.long ? Number(bytes.readBigUInt64BE(1)) : bytes.readUInt8(1);
    if (this.#messageSize + frameCost + size > this.#largestMessage)
      throw new Error(`A peer sent a frame of ${size} bytes.`);
    return start + size;
  }

  #readFrame(bytes: Buffer): Incoming | undefined {
    const flags = bytes[0]!;
    const body = bytes.subarray(flags & flag.long ? 9 : 2);
    if (flags & flag.command) return readCommand(body);
    this.#frames.push(body);
    this.#messageSize += frameCost + body.length;
    if (flags & flag.more) return undefined;
    const frames = this.#frames;
    this.#frames = [];
    this.#messageSize = 0;
    return { type: 'message', frames };
  }
}

function readCommand(body: Buffer): Incoming {
  const end = 1 + body.readUInt8(0);
  return { type: 'command', name: body.toString('latin1', 1, end), data: body.subarray(end) };
}

function command(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([short(name), data]);
  return Buffer.concat([head(body.length, flag.command), body]);
}

function short(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
}

function head(size: number, flags: number): Buffer {
  if (size <= 255) return Buffer.from([flags, size]);
  const bytes = Buffer.alloc(9);
  bytes[0] = flags | flag.long;
  bytes.writeBigUInt64BE(BigInt(size), 1);
  return bytes;
}
