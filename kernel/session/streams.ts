// process.stdout and process.stderr become the cell's streams. What child processes and native code write to the
// descriptors themselves, the protocol process reads at the other end of those pipes.
import { StringDecoder } from 'node:string_decoder';
import { currentCell } from './current-cell.js';
import { send } from './outgoing.js';

type StreamName = 'stdout' | 'stderr';
type Callback = (error?: Error | null) => void;

/** Long text is sent in pieces, so that neither process holds all of it twice. */
const pieceLength = 1 << 17;

export function redirectStreams(): void {
  redirect('stdout');
  redirect('stderr');
}

export function sendStream(name: StreamName, text: string): void {
  const { id: cell } = currentCell();
  for (const piece of pieces(text)) send({ type: 'stream', cell, name, text: piece });
}

function redirect(name: StreamName): void {
  const decoder = new StringDecoder('utf8');
  function write(
    chunk: string | Uint8Array,
    encoding?: BufferEncoding | Callback,
    callback?: Callback,
  ): boolean {
    const text = typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk));
    if (text !== '') sendStream(name, text);
    const done = typeof encoding === 'function' ? encoding : callback;
    if (done) process.nextTick(done, null);
    return true;
  }
  process[name].write = write as typeof process.stdout.write;
}

function* pieces(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = Math.min(start + pieceLength, text.length);
    // A character outside the basic plane is a pair of code units and must not be split.
    const cut = end < text.length && isHighSurrogate(text.charCodeAt(end - 1)) ? end - 1 : end;
    yield text.slice(start, cut);
    start = cut;
  }
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
