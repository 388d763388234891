/** A number for a text, the same in every process: 32 bits of FNV-1a (Fowler, Noll & Vo). */
export function textNumber(text: string): number {
  let bits = 0x811c9dc5;
  for (const byte of Buffer.from(text)) bits = Math.imul(bits ^ byte, 0x01000193);
  return bits >>> 0;
}
