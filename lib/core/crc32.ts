// Cyclic redundancy checks over bytes. Node offers the first one only from version 22.2 on.

type Checksum = (bytes: Uint8Array) => number;

/** The checksum of PNG's chunks and of zip (ISO 3309). */
export const crc32 = checksumOf(0xedb88320);

/** Castagnoli's, the checksum of TensorFlow's records (RFC 3720). */
export const crc32c = checksumOf(0x82f63b78);

/** Castagnoli's checksum as TensorFlow stores it: turned and shifted, since data that holds its own sum would spoil it. */
export const maskedCrc32c: Checksum = (bytes) => maskOf(crc32c(bytes));

export function maskOf(sum: number): number {
  return ((((sum >>> 15) | (sum << 17)) >>> 0) + 0xa282ead8) >>> 0;
}

/** @param polynomial its bits reversed */
function checksumOf(polynomial: number): Checksum {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? polynomial ^ (value >>> 1) : value >>> 1;
    return value;
  });
  return (bytes) => {
    let sum = 0xffffffff;
    for (const byte of bytes) sum = table[(sum ^ byte) & 0xff]! ^ (sum >>> 8);
    return (sum ^ 0xffffffff) >>> 0;
  };
}
