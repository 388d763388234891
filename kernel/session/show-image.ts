// Bytes of an image file are shown as an image: their first bytes tell the format.
import type { DisplayData } from '../contract/content.js';

const signatures: { type: string; name: string; at: number; bytes: readonly number[] }[] = [
  { type: 'image/png', name: 'PNG', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', name: 'JPEG', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', name: 'GIF', at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { type: 'image/webp', name: 'WebP', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
];

export function showImage(value: unknown): DisplayData | undefined {
  if (!(value instanceof Uint8Array)) return undefined;
  const found = signatures.find(({ at, bytes }) => bytes.every((byte, index) => value[at + index] === byte));
  if (!found) return undefined;
  const data = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  const text = `${found.name} image, ${(value.byteLength / 1024).toFixed(1)} KiB`;
  return { data: { [found.type]: data, 'text/plain': text }, metadata: {} };
}
