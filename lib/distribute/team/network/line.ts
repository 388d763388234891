// A connection between two processes, on which messages and files go one after the other.
import { open } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';

/** A message announces what comes as long as this at most: an order of 250 million rows. */
const longestMessage = 2 ** 30;
/** Bytes of a file that are read at once. */
const piece = 2 ** 22;

export class Line {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #sending: Promise<void> = Promise.resolve();

  constructor(readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 5000);
    socket.on('error', () => {});
    this.#chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  write(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  /** The next so many bytes; an error where the connection ends before. */
  async read(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let missing = length; missing > 0; ) {
      const part = await this.#take(missing);
      parts.push(part);
      missing -= part.length;
    }
    return Buffer.concat(parts);
  }

  async readMessage<T>(): Promise<T> {
    const length = (await this.read(4)).readUInt32LE();
    if (length > longestMessage) throw new Error(`A message of ${length} bytes was announced.`);
    return deserialize(await this.read(length)) as T;
  }

  /** Writes the next so many bytes into a file. */
  async readFile(path: string, size: number): Promise<void> {
    const handle = await open(path, 'w', 0o600);
    try {
      for (let missing = size; missing > 0; ) {
        const part = await this.#take(missing);
        await handle.writeFile(part);
        missing -= part.length;
      }
    } finally {
      await handle.close();
    }
  }

  /** Sends a message behind all that was to be sent before. */
  send(message: object): Promise<void> {
    return this.#queue(async () => this.#write(packed(message)));
  }

  /** Sends a message that is told the file's size, and then the file's bytes. */
  sendFile(path: string, message: object): Promise<void> {
    return this.#queue(async () => {
      const handle = await open(path);
      try {
        const { size } = await handle.stat();
        await this.#write(packed({ ...message, size }));
        for (let sent = 0; sent < size; ) {
          const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(Math.min(piece, size - sent)));
          if (bytesRead === 0) throw new Error(`${path} became shorter while it was sent.`);
          await this.#write(buffer.subarray(0, bytesRead));
          sent += bytesRead;
        }
      } finally {
        await handle.close();
      }
    });
  }

  close(): void {
    this.socket.destroy();
  }

  /** At least one byte and at most so many of those that come next. */
  async #take(most: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#chunks.next();
      if (done) throw new Error('the connection was closed');
      this.#rest = value;
    }
    const part = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }

  #queue(write: () => Promise<void>): Promise<void> {
    const sent = this.#sending.then(write);
    this.#sending = sent.catch(() => {});
    return sent;
  }

  #write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }
}

function packed(message: object): Buffer {
  const bytes = serialize(message);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes]);
}
