// Numbers in files of one run, in the machine's own order of bytes: larger than what Node reads or sends at once.
import { type FileHandle, open, writeFile } from 'node:fs/promises';

const largestRead = 2 ** 30;

export const writeNumbers = (file: string, numbers: ArrayBufferView): Promise<void> =>
  writeFile(file, new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), { mode: 0o600 });

/** Fills `numbers` from a file that was written for as many. */
export async function readNumbers<T extends ArrayBufferView>(file: string, numbers: T): Promise<T> {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size !== bytes.length) throw new Error(`${file}: expected ${bytes.length} bytes. Received: ${size}.`);
    await fill(handle, bytes);
    return numbers;
  } finally {
    await handle.close();
  }
}

async function fill(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let place = 0; place < bytes.length; ) {
    const length = Math.min(largestRead, bytes.length - place);
    const { bytesRead } = await handle.read(bytes, place, length);
    if (bytesRead === 0) throw new Error('A file became shorter while it was read.');
    place += bytesRead;
  }
}
