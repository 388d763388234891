// Where a table is read from: a file, an address, bytes, or the text itself.
import { existsSync, statSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { download } from '../../core/download.js';
import { received } from '../../core/messages.js';
import { missingFile } from './missing-file.js';

/** A path, an address (`https://…`), the bytes of a file, or its text (with at least one line break). */
export type TableSource = string | URL | Uint8Array;

/** What was opened: its first bytes, and all of them when they are asked for. */
export interface Opened {
  /** For messages: `people.csv`. */
  readonly name: string;
  /** The file itself, where there is one that can be read as it is. */
  readonly path?: string;
  readonly head: Uint8Array;
  bytes(): Promise<Uint8Array>;
}

const headLength = 1 << 18;

/** @param where the function that asks, for messages: `readCsv` */
export async function openSource(where: string, source: TableSource): Promise<Opened> {
  if (source instanceof Uint8Array) return inMemory(`the bytes`, source);
  const text = source instanceof URL ? source.href : source;
  if (typeof text !== 'string' || text.trim() === '')
    throw new Error(
      `${where}: expected a path, an address, bytes or a text of several lines. Received: ${received(source)}. ` +
        "Give a path, such as 'people.csv'.",
    );
  if (/^https?:\/\//i.test(text)) return inMemory(text, await download(where, text));
  if (/[\r\n]/.test(text)) return inMemory('the text', Buffer.from(text));
  return openFile(where, text.startsWith('file:') ? fileURLToPath(text) : text);
}

function inMemory(name: string, given: Uint8Array): Opened {
  const bytes = isZipped(given) ? gunzipSync(given) : given;
  return { name, head: bytes.subarray(0, headLength), bytes: async () => bytes };
}

async function openFile(where: string, path: string): Promise<Opened> {
  if (!existsSync(path)) throw await missingFile(where, path);
  if (statSync(path).isDirectory())
    throw new Error(`${where}: expected a file. Received: '${path}', a folder. Name a file within it.`);
  const head = await firstBytes(path);
  if (isZipped(head)) return { ...inMemory(path, await readFile(path)), name: path };
  return { name: path, path, head, bytes: () => readFile(path) };
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(headLength), 0, headLength, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const isZipped = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
