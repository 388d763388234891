// Sounds in .wav files: numbers of 16 bits become values from -1 up to 1, as TensorFlow decodes them.
import { DataFormatError } from '../datasets/errors.js';

export interface Sound {
  /** Sample after sample, each with a value for every channel. */
  readonly values: Float32Array;
  readonly samples: number;
  readonly channels: number;
  /** Samples a second. */
  readonly rate: number;
}

/** @throws DataFormatError for what is no such file, or packs its numbers in another way */
export function readWav(bytes: Uint8Array, name: string): Sound {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const isWav = view.toString('latin1', 0, 4) === 'RIFF' && view.toString('latin1', 8, 12) === 'WAVE';
  if (!isWav) throw broken(name, 'a .wav file, received something else');
  const format = chunk(view, 'fmt ');
  const data = chunk(view, 'data');
  if (!format || format.length < 16 || !data) throw broken(name, 'a format and data in it, received less');
  const [packing, channels, rate, bits] = [
    format.readUInt16LE(0),
    format.readUInt16LE(2),
    format.readUInt32LE(4),
    format.readUInt16LE(14),
  ];
  if (packing !== 1 || bits !== 16 || channels === 0)
    throw broken(name, `plain numbers of 16 bits, received format ${packing} of ${bits} bits`);
  const samples = Math.floor(data.length / (2 * channels));
  const values = Float32Array.from({ length: samples * channels }, (_, i) => data.readInt16LE(2 * i) / 32768);
  return { values, samples, channels, rate };
}

/** The bytes of a part of the file; of one that is cut off, what is there. */
function chunk(view: Buffer, wanted: string): Buffer | undefined {
  for (let at = 12; at + 8 <= view.length; ) {
    const size = view.readUInt32LE(at + 4);
    if (view.toString('latin1', at, at + 4) === wanted) return view.subarray(at + 8, at + 8 + size);
    at += 8 + size + (size % 2);
  }
  return undefined;
}

const broken = (name: string, what: string): DataFormatError =>
  new DataFormatError(`${name} cannot be read. Expected ${what}.`);
