// Reads files out of a tar archive in memory: 512-byte headers, each followed by its file, padded to 512 bytes.
// Source: POSIX.1-1988, ustar.
import { DataFormatError } from './errors.js';

const blockSize = 512;
const regularFile = new Set(['0', '\0']);

/** The archive's regular files by name; their contents are views, not copies. */
export function readTar(archive: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at < archive.length; ) {
    const header = archive.subarray(at, at + blockSize);
    if (header.every((byte) => byte === 0)) break;
    const size = header.length < blockSize ? 0 : sizeOf(header);
    const content = archive.subarray(at + blockSize, at + blockSize + size);
    if (header.length < blockSize || content.length < size)
      throw new DataFormatError('The tar archive is cut short.');
    if (regularFile.has(text(header, 156, 1) || '\0')) files.set(text(header, 0, 100), content);
    at += blockSize + Math.ceil(size / blockSize) * blockSize;
  }
  return files;
}

/** The file whose name ends with `ending`. */
export function fileEnding(files: Map<string, Uint8Array>, ending: string): Uint8Array {
  for (const [name, content] of files) if (name.endsWith(ending)) return content;
  throw new DataFormatError(
    `The archive misses a file. Expected one ending in ${ending}, received ${[...files.keys()].join(', ') || 'none'}.`,
  );
}

function sizeOf(header: Uint8Array): number {
  const size = Number.parseInt(text(header, 124, 12).trim(), 8);
  if (Number.isSafeInteger(size) && size >= 0) return size;
  throw new DataFormatError('This is not a tar archive, or a broken one: a header has no size.');
}

function text(header: Uint8Array, from: number, length: number): string {
  const bytes = header.subarray(from, from + length);
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString('latin1');
}
