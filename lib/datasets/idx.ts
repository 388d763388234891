// Reads IDX, the format of MNIST's files: two zero bytes, a type, the number of dimensions, their sizes (big-endian,
// 32 bits each), then the values. Source: http://yann.lecun.com/exdb/mnist/, "the IDX file format".
import { DataFormatError } from './errors.js';

export interface IdxArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

const unsignedByte = 0x08;

/** Reads an IDX file of unsigned bytes; the values are a view, not a copy. @param name of the file, for errors */
export function readIdx(bytes: Uint8Array, name = 'This'): IdxArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const broken = (expected: string, received: string) =>
    new DataFormatError(`${name} is not a complete IDX file. Expected ${expected}, received ${received}.`);
  const rank = readMagic(view, broken);
  const header = 4 + 4 * rank;
  if (bytes.length < header) throw broken(`${header} bytes of header`, `${bytes.length} bytes in all`);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = shape.reduce((product, length) => product * length, 1);
  const values = bytes.subarray(header);
  if (values.length !== size) throw broken(`${size} values for shape [${shape}]`, `${values.length}`);
  return { shape, values };
}

function readMagic(view: DataView, broken: (expected: string, received: string) => Error): number {
  const magic = view.byteLength >= 4 ? view.getUint32(0) : 0;
  const [zeros, type, rank] = [magic >>> 16, (magic >>> 8) & 0xff, magic & 0xff];
  if (zeros !== 0 || type !== unsignedByte || rank === 0) {
    throw broken('an IDX header for unsigned bytes (00 00 08 …)', `0x${magic.toString(16).padStart(8, '0')}`);
  }
  return rank;
}
