// Weights as safetensors: the length of a JSON header, the header, then the numbers. Nothing in it can run.
import { tf } from '../../tf.js';

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

const largestHeader = 100_000_000;

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
  const names = Object.keys(header).filter((name) => name !== '__metadata__');
  return new Map(names.map((name) => [name, tensorAt(name, header[name] as Entry, body)]));
}

/** What the writer noted. */
export function metadataIn(bytes: Uint8Array): Metadata {
  return (partsOf(bytes).header.__metadata__ ?? {}) as Metadata;
}

function partsOf(bytes: Uint8Array): { header: Record<string, Entry | Metadata>; body: Buffer } {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = data.length >= 8 ? Number(data.readBigUInt64LE(0)) : Number.POSITIVE_INFINITY;
  if (length > Math.min(largestHeader, data.length - 8))
    throw new Error('it is not a safetensors file, or not a complete one');
  return { header: JSON.parse(data.toString('utf8', 8, 8 + length)), body: data.subarray(8 + length) };
}

function tensorAt(
  name: string,
  { dtype, shape, data_offsets: [start, end] }: Entry,
  body: Buffer,
): tf.Tensor {
  const size = shape.reduce((product, n) => product * n, 1);
  const width = { F32: 4, I32: 4, F64: 8, F16: 2, BF16: 2, I64: 8 }[dtype];
  if (width === undefined) throw new Error(`'${name}' is of the type ${dtype}, which cannot be read`);
  if (!(start >= 0 && end <= body.length && end - start === size * width)) {
    throw new Error(`'${name}' does not lie within the file`);
  }
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
  return Float32Array.from(new Uint16Array(buffer), dtype === 'F16' ? fromHalf : fromBrain);
}

/** bfloat16 is the upper half of a float32. */
function fromBrain(bits: number): number {
  return new Float32Array(Uint32Array.of(bits << 16).buffer)[0]!;
}

function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
