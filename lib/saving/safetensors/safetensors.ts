// Weights as safetensors: the length of a JSON header, the header, then the numbers. Nothing in it can run.
import { parseJson } from '../../core/parse-json.js';
import { SizeLimit } from '../../core/size-limit.js';
import { isPlainObject } from '../../core/structure.js';
import { tf } from '../../tf.js';
import { fromBrain, fromHalf } from '../half-floats.js';

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** Notes of the writer, which belong to no tensor. */
export type Metadata = Readonly<Record<string, string>>;

/** A file with these tensors. */
export function toSafetensors(tensors: ReadonlyMap<string, tf.Tensor>, metadata?: Metadata): Uint8Array {
  const header: Record<string, Entry | Metadata> = metadata ? { __metadata__: metadata } : {};
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, tensor] of tensors) {
    const values = tensor.dataSync();
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const dtype = tensor.dtype === 'int32' ? 'I32' : 'F32';
    header[name] = { dtype, shape: tensor.shape, data_offsets: [offset, offset + bytes.length] };
    parts.push(bytes);
    offset += bytes.length;
  }
  // The numbers begin at a multiple of 8.
  const text = JSON.stringify(header);
  const head = Buffer.from(
    text.padEnd(Math.ceil(Buffer.byteLength(text) / 8) * 8 - Buffer.byteLength(text) + text.length),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(head.length));
  return Buffer.concat([length, head, ...parts]);
}

/** The file's tensors by name, which the caller owns. */
export function fromSafetensors(bytes: Uint8Array): Map<string, tf.Tensor> {
  const { header, body } = partsOf(bytes);
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__');
  const limit = new SizeLimit(body.length, `a body of ${body.length} bytes`);
  // All are looked at before memory is taken for the first: many can name the same bytes.
  for (const [name, entry] of entries) {
    checkPlace(name, entry as Entry, body.length);
    limit.take(`'${name}'`, numbersIn(entry as Entry) * widths[entry.dtype as string]!);
  }
  return new Map(entries.map(([name, entry]) => [name, tensorAt(entry as Entry, body)]));
}

/** What the writer noted. */
export function metadataIn(bytes: Uint8Array): Metadata {
  return (partsOf(bytes).header.__metadata__ ?? {}) as Metadata;
}

function partsOf(bytes: Uint8Array): { header: Record<string, Entry | Metadata>; body: Buffer } {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < 8) throw new Error('it is not a safetensors file, or not a complete one');
  const length = Number(data.readBigUInt64LE(0));
  if (length > data.length - 8) {
    throw new Error(
      `it is not a safetensors file, or not a complete one: its header announces ${length} bytes, ` +
        `but ${data.length - 8} follow`,
    );
  }
  const header = parseJson(data.toString('utf8', 8, 8 + length), 'its header');
  if (!isPlainObject(header)) throw new Error('its header is not a table of tensors');
  return { header: header as Record<string, Entry | Metadata>, body: data.subarray(8 + length) };
}

const widths: Readonly<Record<string, number>> = { F32: 4, I32: 4, F64: 8, F16: 2, BF16: 2, I64: 8 };

const numbersIn = ({ shape }: Entry): number => shape.reduce((product, size) => product * size, 1);

function checkPlace(name: string, entry: Entry, length: number): void {
  const { dtype, shape, data_offsets: offsets } = entry;
  const width = widths[dtype];
  if (width === undefined) throw new Error(`'${name}' is of the type ${dtype}, which cannot be read`);
  if (![shape, offsets].every(isListOfSizes) || offsets.length !== 2)
    throw new Error(`'${name}' has no shape or no place in the file`);
  const needed = numbersIn(entry) * width;
  const [start, end] = offsets;
  if (end > length)
    throw new Error(`'${name}' does not lie within the file: it announces ${end} bytes of ${length}`);
  if (end - start !== needed)
    throw new Error(
      `'${name}' of the shape [${shape}] needs ${needed} bytes, but its place has ${end - start}`,
    );
}

const isListOfSizes = (list: unknown): boolean =>
  Array.isArray(list) && list.every((size) => Number.isSafeInteger(size) && size >= 0);

function tensorAt({ dtype, shape, data_offsets: [start, end] }: Entry, body: Buffer): tf.Tensor {
  // A copy, so that the numbers lie at a multiple of their width.
  const { buffer } = Uint8Array.from(body.subarray(start, end));
  const values = valuesOf(dtype, buffer);
  return tf.tensor(values, shape, dtype.startsWith('I') ? 'int32' : 'float32');
}

function valuesOf(dtype: string, buffer: ArrayBufferLike): Float32Array | Int32Array {
  if (dtype === 'F32') return new Float32Array(buffer);
  if (dtype === 'I32') return new Int32Array(buffer);
  if (dtype === 'F64') return Float32Array.from(new Float64Array(buffer));
  if (dtype === 'I64') return Int32Array.from(new BigInt64Array(buffer), Number);
  return (dtype === 'F16' ? fromHalf : fromBrain)(new Uint16Array(buffer));
}
