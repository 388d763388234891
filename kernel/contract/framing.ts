// The private pipes between the two processes, and the frames on them: a mark, a length and its complement of four
// bytes each, then a value in V8's own format, which carries binary data and typed arrays without base64. Whoever knows the descriptor can write to
// the pipe, cells and their child processes too: bytes between frames are skipped, and a length is not believed blindly.
import { deserialize, serialize } from 'node:v8';

/** The descriptors that the protocol process opens for the session, after stdin, stdout and stderr. */
export const incomingDescriptor = 3;
export const outgoingDescriptor = 4;
/** The debugger's thread writes to it. */
export const debuggerDescriptor = 5;

/** Bytes that no UTF-8 text holds. */
const mark = Buffer.from([0xff, 0xf7, 0x54, 0x43, 0xfe, 0xf6, 0x46, 0x31]);
const prefix = mark.length + 8;
/** No message is larger; Node's buffers may be. */
const largestBody = 2 ** 31 - 1;

/** Throws where V8's format cannot hold the value. */
export function encodeFrame(value: unknown): Buffer {
  const body = serialize(value);
  if (body.length > largestBody) {
    throw new RangeError(
      `A message to another process: expected at most ${largestBody} bytes. Received: ${body.length}. Send less at once.`,
    );
  }
  const frame = Buffer.allocUnsafe(prefix + body.length);
  mark.copy(frame);
  frame.writeUInt32LE(body.length, mark.length);
  frame.writeUInt32LE(complement(body.length), mark.length + 4);
  body.copy(frame, prefix);
  return frame;
}

/** Cuts a stream of chunks into values. Chunks are joined only when a frame is complete: a large one costs one copy. */
export class FrameReader<T> {
  #chunks: Buffer[] = [];
  #length = 0;

  *push(chunk: Buffer): Generator<T> {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    for (let size = this.#frameSize(); size !== undefined; size = this.#frameSize()) {
      const value = tryToRead<T>(this.#join(prefix + size).subarray(prefix, prefix + size));
      if (value) this.#take(prefix + size);
      else this.#skip();
      if (value) yield value.read;
    }
  }

  /** The first frame's size once all of it is here. */
  #frameSize(): number | undefined {
    for (;;) {
      if (this.#length < prefix) return undefined;
      const size = sizeOf(this.#join(prefix));
      if (size !== undefined) return this.#length >= prefix + size ? size : undefined;
      this.#skip();
    }
  }

  /** Drops what is no frame, up to where the next may begin. */
  #skip(): void {
    const first = this.#chunks[0]!;
    const next = first.indexOf(mark, 1);
    // The end of the chunk may hold the beginning of a mark.
    this.#take(next > 0 ? next : Math.max(1, first.length - mark.length + 1));
  }

  /** The first chunk, joined with the others where it is shorter than `size`. */
  #join(size: number): Buffer {
    if (this.#chunks[0]!.length < size) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0]!;
  }

  #take(size: number): void {
    const first = this.#join(size);
    this.#chunks =
      first.length > size ? [first.subarray(size), ...this.#chunks.slice(1)] : this.#chunks.slice(1);
    this.#length -= size;
  }
}

function sizeOf(start: Buffer): number | undefined {
  if (!mark.equals(start.subarray(0, mark.length))) return undefined;
  const size = start.readUInt32LE(mark.length);
  return start.readUInt32LE(mark.length + 4) === complement(size) ? size : undefined;
}

/** Tells a length from the bytes of another frame, where one was torn. */
function complement(size: number): number {
  return ~size >>> 0;
}

/** `undefined` for a body that is no value: its frame was torn by other bytes, or forged. */
function tryToRead<T>(body: Buffer): { read: T } | undefined {
  try {
    return { read: deserialize(body) as T };
  } catch {
    return undefined;
  }
}
