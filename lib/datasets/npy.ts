// NumPy's .npy files: their header, and whole numbers of one axis.
import { DataFormatError } from './errors.js';

export interface NpyHeader {
  /** The type, as NumPy writes it: `<i8`. */
  readonly descr: string;
  /** Where the values begin. */
  readonly start: number;
}

/** @throws DataFormatError for what is not an .npy file */
export function readNpyHeader(bytes: Uint8Array, name: string): NpyHeader {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const isNpy = view.length > 12 && view.toString('latin1', 0, 6) === '\x93NUMPY';
  const [sizeBytes, from] = view[6] === 1 ? [2, 10] : [4, 12];
  const start = isNpy ? from + view.readUIntLE(8, sizeBytes) : 0;
  const descr = /'descr': *'([^']+)'/.exec(view.toString('latin1', from, start))?.[1];
  if (isNpy && descr !== undefined && start <= view.length) return { descr, start };
  throw new DataFormatError(`${name} is broken. Expected a NumPy array, received something else.`);
}

/** The whole numbers of an array of one axis. */
export function readNpyWholes(bytes: Uint8Array, name: string): Int32Array {
  const { descr, start } = readNpyHeader(bytes, name);
  const size = { '<i8': 8, '<i4': 4, '|u1': 1, '|i1': 1 }[descr];
  const rest = bytes.length - start;
  if (size === undefined || rest % size !== 0)
    throw new DataFormatError(`${name} is broken. Expected whole numbers, received type '${descr}'.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, rest);
  // Class numbers: of eight bytes, the lower four say them.
  return Int32Array.from({ length: rest / size }, (_, i) =>
    size === 1 ? view.getInt8(i) : view.getInt32(i * size, true),
  );
}
