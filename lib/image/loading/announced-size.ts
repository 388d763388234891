// What the header of an image announces, beside what a file of its length can hold: a header of a few bytes can ask a
// decoder for any amount of memory.
import { jpegFrame, pngFrame } from './image-header.js';

/** A size in pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

export interface AnnouncedSize extends Size {
  /** The most pixels that the format can pack into the file. */
  readonly most: number;
}

/** Undefined where the format is another, or can pack any number of pixels into a file. */
export function announcedSize(bytes: Buffer): AnnouncedSize | undefined {
  if (bytes.length < 33) return undefined;
  if (bytes.readUInt16BE(0) === 0xffd8) return jpegSize(bytes);
  if (bytes.readUInt32BE(0) === 0x89504e47) return pngSize(bytes);
  if (bytes.toString('latin1', 0, 3) === 'GIF') return gifSize(bytes);
  if (bytes.toString('latin1', 8, 16) === 'WEBPVP8 ') return webpSize(bytes);
  return undefined;
}

/** A block of 64 pixels takes a bit at least, but for the rare arithmetic coding (0xC9 and above). */
function jpegSize(bytes: Buffer): AnnouncedSize | undefined {
  const frame = jpegFrame(bytes);
  return frame && frame.marker < 0xc9 ? { ...frame, most: 512 * bytes.length } : undefined;
}

const channelsByColorType: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Deflate packs 258 bytes into two bits. */
const deflateRatio = 1032;

function pngSize(bytes: Buffer): AnnouncedSize {
  const bits = (channelsByColorType[bytes[25]!] ?? 1) * bytes[24]!;
  return { ...pngFrame(bytes), most: Math.floor((deflateRatio * bytes.length * 8) / Math.max(bits, 1)) };
}

/** LZW's codes of 12 bits stand for 4096 pixels at most. */
const gifSize = (bytes: Buffer): AnnouncedSize => ({
  width: bytes.readUInt16LE(6),
  height: bytes.readUInt16LE(8),
  most: Math.floor((4096 * bytes.length * 8) / 12),
});

/** A block of 256 pixels takes more than two bits to say how it is predicted. */
const webpSize = (bytes: Buffer): AnnouncedSize => ({
  width: bytes.readUInt16LE(26) & 0x3fff,
  height: bytes.readUInt16LE(28) & 0x3fff,
  most: 1024 * bytes.length,
});
