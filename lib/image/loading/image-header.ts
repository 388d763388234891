// What the first bytes of a JPEG or a PNG say of it.

export interface ImageHeader {
  readonly format: 'jpeg' | 'png';
  readonly width: number;
  readonly height: number;
}

/**
 * The header of an image that is plain and looks whole: undefined for other formats, for files that are cut short,
 * and for PNGs of 16 bits a value or with one colour made transparent, which not every decoder reads alike.
 */
export function plainHeader(bytes: Buffer): ImageHeader | undefined {
  if (bytes.length < 33) return undefined;
  if (bytes.readUInt16BE(0) === jpegStart) return jpegHeader(bytes);
  if (bytes.readUInt32BE(0) === pngStart) return pngHeader(bytes);
  return undefined;
}

const jpegStart = 0xffd8;
const jpegEnd = 0xffd9;
const pngStart = 0x89504e47;

function jpegHeader(bytes: Buffer): ImageHeader | undefined {
  if (bytes.readUInt16BE(bytes.length - 2) !== jpegEnd) return undefined;
  const frame = jpegFrame(bytes);
  return frame && { format: 'jpeg', width: frame.width, height: frame.height };
}

/** Size and coding of a JPEG, as the marker before them says. */
export function jpegFrame(bytes: Buffer): { width: number; height: number; marker: number } | undefined {
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1]!;
    if (startsFrame(marker))
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7), marker };
  }
  return undefined;
}

export const pngFrame = (bytes: Buffer) => ({
  width: bytes.readUInt32BE(16),
  height: bytes.readUInt32BE(20),
});

/** 0xC0 to 0xCF but for the tables 0xC4, 0xC8 and 0xCC. */
function startsFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function pngHeader(bytes: Buffer): ImageHeader | undefined {
  const bitDepth = bytes[24];
  const whole = bytes.includes('IEND', bytes.length - 8, 'latin1');
  if (!whole || bitDepth === 16 || bytes.includes('tRNS', 33, 'latin1')) return undefined;
  return { format: 'png', ...pngFrame(bytes) };
}
