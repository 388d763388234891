// process.stdout and process.stderr become the cell's streams. What child processes and native code write to the
// descriptors themselves, the protocol process reads at the other end of those pipes.
import { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { wholeEnd } from '../contract/text.js';
import { currentCell } from './current-cell.js';
import { send } from './outgoing.js';

type StreamName = 'stdout' | 'stderr';
type Callback = (error?: Error | null) => void;

/** Long text is sent in pieces, so that neither process holds all of it twice. */
const pieceLength = 1 << 17;

export function redirectStreams(): void {
  for (const [name, fd] of [
    ['stdout', 1],
    ['stderr', 2],
  ] as const) {
    const stream = new CellStream(name, fd);
    Object.defineProperty(process, name, { get: () => stream, configurable: true, enumerable: true });
  }
}

export function sendStream(name: StreamName, text: string): void {
  const { id: cell } = currentCell();
  for (const piece of pieces(text)) send({ type: 'stream', cell, name, text: piece });
}

/** Sends at once what is written to it. Like a terminal it has no end: `end` finishes who writes, not the stream. */
class CellStream extends Writable {
  readonly #name: StreamName;
  readonly #decoder = new StringDecoder('utf8');

  constructor(
    name: StreamName,
    readonly fd: number,
  ) {
    super({ autoDestroy: false, emitClose: false });
    this.#name = name;
    // Each `pipe` to it adds some.
    this.setMaxListeners(0);
  }

  override write(chunk: unknown, encoding?: unknown, callback?: unknown): boolean {
    const text = this.#textOf(chunk, typeof encoding === 'string' ? encoding : undefined);
    if (text !== '') sendStream(this.#name, text);
    soon(typeof encoding === 'function' ? encoding : callback);
    return true;
  }

  override end(chunk?: unknown, encoding?: unknown, callback?: unknown): this {
    const hasChunk = chunk !== undefined && chunk !== null && typeof chunk !== 'function';
    if (hasChunk) this.write(chunk, encoding);
    soon([chunk, encoding, callback].find((argument) => typeof argument === 'function'));
    process.nextTick(() => this.emit('finish'));
    return this;
  }

  override destroy(): this {
    return this;
  }

  #textOf(chunk: unknown, encoding: string | undefined): string {
    if (chunk instanceof Uint8Array) return this.#decoder.write(Buffer.from(chunk));
    if (typeof chunk !== 'string') {
      throw new TypeError(
        `process.${this.#name}.write: expected text or bytes. Received: ${typeof chunk}. Use console.log for other values.`,
      );
    }
    const isText = encoding === undefined || /^utf-?(8|16le)$|^ucs-?2$/i.test(encoding);
    return isText ? chunk : this.#decoder.write(Buffer.from(chunk, encoding as BufferEncoding));
  }
}

function soon(callback: unknown): void {
  if (typeof callback === 'function') process.nextTick(callback as Callback, null);
}

function* pieces(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = Math.min(start + pieceLength, text.length);
    const cut = wholeEnd(text, end);
    yield text.slice(start, cut);
    start = cut;
  }
}
