// TensorBoard's event files: a row of records, each a protocol buffer `Event` framed by lengths and checksums
// (TFRecord).
import { maskedCrc32c } from '../core/crc32.js';
import { dataType } from '../engine/data-types.js';
import { bytes, double, float, text, varint } from '../engine/protobuf.js';

/** The first record of a file, which says its version. */
export function versionEvent(time: number): Buffer {
  return record(Buffer.concat([double(1, time), text(3, 'brain.Event:2')]));
}

/** Where on the board an entry stands. */
export interface Place {
  /** Seconds since 1970. */
  readonly time: number;
  readonly step: number;
  readonly tag: string;
}

/** A record that holds one number under a tag. */
export function scalarEvent(place: Place, value: number): Buffer {
  return summary(place, 'scalars', float(2, value));
}

/** How values are spread: a table of buckets with left end, right end and count. */
export function histogramEvent(
  place: Place,
  buckets: readonly (readonly [number, number, number])[],
): Buffer {
  const content = Buffer.from(Float64Array.from(buckets.flat()).buffer);
  return summary(place, 'histograms', tensor(dataType.double, [buckets.length, 3], bytes(4, content)));
}

/** Images of one size, as PNG files. */
export function imageEvent(
  place: Place,
  [width, height]: [number, number],
  files: readonly Buffer[],
): Buffer {
  const texts = [Buffer.from(String(width)), Buffer.from(String(height)), ...files];
  const content = Buffer.concat(texts.map((part) => bytes(8, part)));
  return summary(place, 'images', tensor(dataType.string, [texts.length], content));
}

/** A `TensorProto` as the value of an entry. */
function tensor(dtype: number, shape: readonly number[], content: Buffer): Buffer {
  const sizes = shape.map((size) => bytes(2, varint(1, size)));
  return bytes(8, varint(1, dtype), bytes(2, ...sizes), content);
}

function summary({ time, step, tag }: Place, plugin: string, value: Buffer): Buffer {
  const metadata = bytes(9, bytes(1, text(1, plugin))); // SummaryMetadata.plugin_data.plugin_name
  const entry = Buffer.concat([text(1, tag), value, metadata]);
  return record(Buffer.concat([double(1, time), varint(2, step), bytes(5, bytes(1, entry))]));
}

/** Length, its checksum, the data, its checksum. */
function record(data: Buffer): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(data.length));
  return Buffer.concat([length, masked(length), data, masked(data)]);
}

function masked(data: Buffer): Buffer {
  const result = Buffer.alloc(4);
  result.writeUInt32LE(maskedCrc32c(data));
  return result;
}
