// TensorFlow's checkpoints: the tensors' bytes one after the other in one file, and a table that says where each is.
// Source: tensorflow/core/util/tensor_bundle/tensor_bundle.cc.
import { crc32c, maskedCrc32c, maskOf } from '../../core/crc32.js';
import { dataType } from '../../engine/data-types.js';
import { bytes, fixed32, varint, varintBytes } from '../../engine/protobuf.js';
import { shapeMessage } from './messages.js';
import { sortedTable, uint32 } from './sorted-table.js';

/** A tensor as it lies in the file. */
export interface BundledTensor {
  readonly key: string;
  readonly dtype: number;
  readonly shape: readonly number[];
  readonly content: Uint8Array;
  readonly checksum: number;
}

/** A tensor of numbers. */
export function numbersIn(
  key: string,
  dtype: number,
  shape: readonly number[],
  values: Uint8Array,
): BundledTensor {
  return { key, dtype, shape, content: values, checksum: maskedCrc32c(values) };
}

/** One text: its length, the length's checksum, the text. What is summed up is the length as four bytes. */
export function textIn(key: string, value: Uint8Array): BundledTensor {
  const ownSum = uint32(maskOf(crc32c(uint32(value.length))));
  return {
    key,
    dtype: dataType.string,
    shape: [],
    content: Buffer.concat([varintBytes(value.length), ownSum, value]),
    checksum: maskedCrc32c(Buffer.concat([uint32(value.length), ownSum, value])),
  };
}

/** The two files of a checkpoint. */
export function tensorBundle(tensors: readonly BundledTensor[]): { index: Buffer; data: Buffer } {
  const sorted = [...tensors].sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  const header = Buffer.concat([varint(1, 1), bytes(3, varint(1, 1))]); // one file of data; version
  const entries = new Map<string, Uint8Array>([['', header]]);
  let offset = 0;
  for (const { key, dtype, shape, content, checksum } of sorted) {
    entries.set(
      key,
      Buffer.concat([
        varint(1, dtype),
        bytes(2, shapeMessage(shape)),
        varint(4, offset),
        varint(5, content.length),
        fixed32(6, checksum),
      ]),
    );
    offset += content.length;
  }
  return { index: sortedTable(entries), data: Buffer.concat(sorted.map(({ content }) => content)) };
}
