// The private pipes between the two processes, and the frames on them: a length of four bytes, then a value in V8's
// own format, which carries binary data and typed arrays without base64.
import { deserialize, serialize } from 'node:v8';

/** The descriptors that the protocol process opens for the session, after stdin, stdout and stderr. */
export const incomingDescriptor = 3;
export const outgoingDescriptor = 4;

const prefix = 4;

export function encodeFrame(value: unknown): Buffer {
  const body = serialize(value);
  const frame = Buffer.allocUnsafe(prefix + body.length);
  frame.writeUInt32LE(body.length, 0);
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
      yield deserialize(this.#take(prefix + size).subarray(prefix)) as T;
    }
  }

  /** The first frame's size once all of it is here. */
  #frameSize(): number | undefined {
    if (this.#length < prefix) return undefined;
    if (this.#chunks[0]!.length < prefix) this.#chunks = [Buffer.concat(this.#chunks)];
    const size = this.#chunks[0]!.readUInt32LE(0);
    return this.#length >= prefix + size ? size : undefined;
  }

  #take(size: number): Buffer {
    const all = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    this.#chunks = all.length > size ? [all.subarray(size)] : [];
    this.#length -= size;
    return all.subarray(0, size);
  }
}
