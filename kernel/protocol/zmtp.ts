// ZMTP 3.0, the protocol below ZeroMQ's sockets (rfc.zeromq.org/spec/23), as far as the publishing end needs it: the
// greeting without encryption, frames, subscriptions. What comes in is from strangers: `push` throws on what is no
// ZMTP, and nothing is kept beyond `largestFrame`.

/** A subscription is a few bytes. */
const largestFrame = 65_536;
const greetingLength = 64;
const flag = { more: 1, long: 2, command: 4 } as const;

export type Incoming =
  | { type: 'ready'; socketType: string }
  | { type: 'subscribe' | 'unsubscribe'; topic: string }
  | { type: 'ping'; context: Buffer };

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

export function pongCommand(context: Buffer): Buffer {
  return command('PONG', context);
}

/** A message of several frames as the bytes to send. */
export function encodeMessage(frames: readonly (string | Uint8Array)[]): Buffer {
  const last = frames.length - 1;
  return Buffer.concat(
    frames.flatMap((frame, index) => {
      const body = typeof frame === 'string' ? Buffer.from(frame) : frame;
      return [head(body.length, index < last ? flag.more : 0), body];
    }),
  );
}

/** Reads what one subscriber sends. */
export class ZmtpReader {
  #bytes: Buffer = Buffer.alloc(0);
  #isGreeted = false;

  *push(chunk: Buffer): Generator<Incoming> {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    if (!this.#isGreeted && !this.#readGreeting()) return;
    for (let frame = this.#frame(); frame; frame = this.#frame()) {
      const incoming = frame.isCommand ? readCommand(frame.body) : readSubscription(frame.body);
      if (incoming) yield incoming;
    }
  }

  #readGreeting(): boolean {
    const { length, 0: first, 10: major = 3 } = this.#bytes;
    if (first !== 0xff || major < 3) throw new Error('The peer does not speak ZMTP 3.');
    if (length < greetingLength) return false;
    const mechanism = this.#bytes.toString('latin1', 12, 32).replace(/\0+$/, '');
    if (mechanism !== 'NULL') throw new Error(`The peer wants the mechanism ${mechanism}.`);
    this.#bytes = this.#bytes.subarray(greetingLength);
    this.#isGreeted = true;
    return true;
  }

  #frame(): { body: Buffer; isCommand: boolean } | undefined {
    const [flags] = this.#bytes;
    if (flags === undefined) return undefined;
    if (flags > 7) throw new Error(`No frame begins with ${flags}.`);
    const start = flags & flag.long ? 9 : 2;
    if (this.#bytes.length < start) return undefined;
    const size = flags & flag.long ? Number(this.#bytes.readBigUInt64BE(1)) : this.#bytes.readUInt8(1);
    if (size > largestFrame) throw new Error(`A subscriber sent a frame of ${size} bytes.`);
    if (this.#bytes.length < start + size) return undefined;
    const body = this.#bytes.subarray(start, start + size);
    this.#bytes = this.#bytes.subarray(start + size);
    return { body, isCommand: (flags & flag.command) !== 0 };
  }
}

/** A message's first byte tells whether it subscribes; others are not meant for a publisher. */
function readSubscription(body: Buffer): Incoming | undefined {
  if (body[0] !== 0 && body[0] !== 1) return undefined;
  return { type: body[0] === 1 ? 'subscribe' : 'unsubscribe', topic: body.toString('latin1', 1) };
}

function readCommand(body: Buffer): Incoming | undefined {
  const end = 1 + (body[0] ?? 0);
  const data = body.subarray(end);
  switch (body.toString('latin1', 1, end)) {
    case 'READY':
      return { type: 'ready', socketType: readProperties(data).get('socket-type') ?? '' };
    case 'SUBSCRIBE':
      return { type: 'subscribe', topic: data.toString('latin1') };
    case 'CANCEL':
      return { type: 'unsubscribe', topic: data.toString('latin1') };
    case 'PING':
      // The first two bytes are how long the peer waits.
      return { type: 'ping', context: data.subarray(2) };
    default:
      return undefined;
  }
}

/** Names of properties mean the same in small and capital letters. */
function readProperties(data: Buffer): Map<string, string> {
  const properties = new Map<string, string>();
  for (let at = 0; at < data.length; ) {
    const nameEnd = at + 1 + data.readUInt8(at);
    const valueEnd = nameEnd + 4 + data.readUInt32BE(nameEnd);
    const name = data.toString('latin1', at + 1, nameEnd).toLowerCase();
    properties.set(name, data.toString('latin1', nameEnd + 4, valueEnd));
    at = valueEnd;
  }
  return properties;
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
