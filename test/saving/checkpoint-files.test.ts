// The two files of a checkpoint: bytes that TensorFlow 2.21 read, and what its formats ask for.
import { expect, test } from 'vitest';
import { crc32c, maskedCrc32c } from '../../lib/core/crc32.js';
import { fieldsOf } from '../../lib/engine/protobuf.js';
import { sortedTable } from '../../lib/saving/saved-model/sorted-table.js';
import { numbersIn, tensorBundle, textIn } from '../../lib/saving/saved-model/tensor-bundle.js';

/** Of a table with one block of whole keys. */
function read(table: Buffer): [key: string, value: Buffer][] {
  expect(table.subarray(-8).toString('hex')).toBe('57fb808b247547db');
  const footer = table.subarray(-48);
  const numbers = varints(footer, 4);
  const [[, data]] = entries(block(table, numbers[2]!, numbers[3]!)) as [[string, Buffer]];
  const [place, length] = varints(data, 2);
  return entries(block(table, place!, length!));
}

function block(table: Buffer, place: number, length: number): Buffer {
  const content = table.subarray(place, place + length + 1);
  expect(table.readUInt32LE(place + length + 1)).toBe(maskedCrc32c(content));
  expect(content.at(-1)).toBe(0); // not compressed
  return content.subarray(0, -1);
}

function entries(content: Buffer): [string, Buffer][] {
  const count = content.readUInt32LE(content.length - 4);
  return Array.from({ length: count }, (_, i) => {
    const start = content.readUInt32LE(content.length - 4 * (count - i + 1));
    const [shared, key, value] = varints(content.subarray(start), 3);
    expect(shared).toBe(0);
    const from = start + varintLength(shared!) + varintLength(key!) + varintLength(value!);
    return [
      content.subarray(from, from + key!).toString(),
      content.subarray(from + key!, from + key! + value!),
    ];
  });
}

function varints(bytes: Buffer, count: number): number[] {
  let place = 0;
  return Array.from({ length: count }, () => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = bytes[place++]!;
      value += (byte & 127) * 2 ** shift;
      shift += 7;
      if (byte < 128) return value;
    }
  });
}
const varintLength = (value: number): number => (value < 128 ? 1 : 1 + varintLength(Math.floor(value / 128)));

test("the checksum is Castagnoli's, turned by 15 bits and shifted", () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  expect(maskedCrc32c(Buffer.from('123456789'))).toBe(0xc78ab0e5);
});

test('a table gives its entries in the order of their keys', () => {
  const long = Buffer.alloc(300, 7);
  const table = sortedTable(
    new Map([
      ['b', Buffer.from('two')],
      ['', Buffer.from('none')],
      ['a/10', long],
      ['a/2', Buffer.alloc(0)],
    ]),
  );
  expect(read(table).map(([key]) => key)).toEqual(['', 'a/10', 'a/2', 'b']);
  expect(read(table)[1]![1].equals(long)).toBe(true);
});

test('a bundle says where each tensor is', () => {
  const { index, data } = tensorBundle([
    numbersIn('w', 1, [2, 1], new Uint8Array(Float32Array.of(1, 2).buffer)),
    numbersIn('n', 3, [], new Uint8Array(Int32Array.of(7).buffer)),
    textIn('_TEXT', Buffer.from('hello')),
  ]);
  expect(read(index).map(([key]) => key)).toEqual(['', '_TEXT', 'n', 'w']);
  expect(data.length).toBe(1 + 4 + 5 + 4 + 8);
  expect(data.subarray(10, 14).readInt32LE()).toBe(7);
  expect([...fieldsOf(read(index)[3]![1])].map(({ number }) => number)).toEqual([1, 2, 4, 5, 6]);
});

test('the bytes of a bundle that TensorFlow read', () => {
  const { index, data } = tensorBundle([
    numbersIn('w', 1, [2, 1], new Uint8Array(Float32Array.of(1, 2).buffer)),
    textIn('_TEXT', Buffer.from('hello')),
  ]);
  expect(index.toString('base64')).toBe(
    'AAAGCAEaAggBAAUNX1RFWFQIBxIAIAAoCjXs4MApAAEVdwgBEggSAggCEgIIASAKKAg1WTzlNQAAAAAJAAAAHgAAAAMAAAAAGSVtQgAAAAABAAAAAMDyobAAAQJ3AEcAAAAAAQAAAABZbSikTAhZDgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAFf7gIskdUfb',
  );
  expect(data.toString('base64')).toBe('BdnGnENoZWxsbwAAgD8AAABA');
});
