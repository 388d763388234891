// The bytes of a model's file, from the disk or an address, within a limit.
import { readFile, stat } from 'node:fs/promises';
import { SizeLimit } from '../core/size-limit.js';

/** What Node reads at once, and the HDF5 library holds. */
const largest = 2 ** 31 - 1;

/** @param most refuses more before memory is taken for it */
export function readBytes(place: string, isAddress = false, most = largest): Promise<Buffer> {
  return isAddress ? fetched(place, most) : read(place, most);
}

const limitOf = (most: number): SizeLimit => new SizeLimit(most, 'what is read of it');

async function read(path: string, most: number): Promise<Buffer> {
  const file = await stat(path);
  // A pipe or a device may never end.
  if (!file.isFile()) throw new Error(`${path} is not a file, but a folder, pipe or device`);
  limitOf(most).take(path, file.size);
  return readFile(path);
}

async function fetched(address: string, most: number): Promise<Buffer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the server answered ${response.status} for ${address}`);
  const announced = Number(response.headers.get('content-length') ?? 0);
  limitOf(most).take(address, announced);
  const limit = limitOf(most);
  const parts: Uint8Array[] = [];
  for await (const part of response.body ?? []) {
    limit.take(address, (part as Uint8Array).length);
    parts.push(part as Uint8Array);
  }
  return Buffer.concat(parts);
}
