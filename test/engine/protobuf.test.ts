// Protocol buffers: the bytes that TensorFlow's own classes write, and what is read from them.
import { expect, test } from 'vitest';
import {
  bytes,
  double,
  entry,
  fieldsOf,
  fixed32,
  float,
  signed,
  text,
  textOf,
  varint,
} from '../../lib/engine/protobuf.js';

test('writes the bytes of a ConfigProto', () => {
  // tf.compat.v1.ConfigProto(gpu_options=GPUOptions(allow_growth=True)).SerializeToString()
  expect([...bytes(6, varint(4, 1))]).toEqual([0x32, 0x02, 0x20, 0x01]);
});

test('reads fields in their order, and passes over numbers', () => {
  const message = Buffer.concat([
    text(1, '한글'),
    varint(2, 300),
    double(3, 0.5),
    float(4, 0.5),
    bytes(5, text(1, 'in'), text(1, 'side')),
    varint(200, 1),
  ]);
  const fields = [...fieldsOf(message)];
  expect(fields.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 200]);
  expect(textOf(fields[0]!.bytes)).toBe('한글');
  expect([...fieldsOf(fields[4]!.bytes)].map((field) => textOf(field.bytes))).toEqual(['in', 'side']);
});

test('whole numbers below 0 take ten bytes, checksums four, entries of maps two fields', () => {
  expect(signed(1, -1).toString('hex')).toBe('08ffffffffffffffffff01');
  expect(signed(1, 300)).toEqual(varint(1, 300));
  expect(fixed32(6, 0xdeadbeef).toString('hex')).toBe('35efbeadde');
  expect(entry(5, 'k', [varint(3, 1)]).toString('hex')).toBe('2a070a016b12021801');
});
