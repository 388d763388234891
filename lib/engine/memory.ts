// Memory outside JavaScript, copied in and out.
import type { Pointer } from './c-api.js';
import { cRuntime } from './shared-library.js';

const runtime = cRuntime();
const copyOut: (to: ArrayBufferView, from: Pointer, bytes: number) => void = runtime.func('memcpy', 'void', [
  'void *',
  'uintptr_t',
  'size_t',
]);
const copyIn: (to: Pointer, from: ArrayBufferView, bytes: number) => void = runtime.func('memcpy', 'void', [
  'uintptr_t',
  'void *',
  'size_t',
]);

/** Fills a typed array from memory. */
export function readInto<T extends ArrayBufferView>(values: T, from: Pointer): T {
  // An empty array may have no address at all.
  if (values.byteLength > 0) copyOut(values, from, values.byteLength);
  return values;
}

/** Writes a typed array to memory. */
export function write(values: ArrayBufferView, to: Pointer): void {
  if (values.byteLength > 0) copyIn(to, values, values.byteLength);
}

/** The bytes that a TF_Buffer holds. */
export function readBuffer(buffer: Pointer): Uint8Array {
  // struct TF_Buffer { const void* data; size_t length; … }
  const [data, length] = readInto(new BigUint64Array(2), buffer);
  return readInto(new Uint8Array(Number(length)), Number(data));
}
