// Reads the two uncompressed formats that sharp does not know and Keras does: BMP with 24 or 32 bits a pixel, and
// binary PPM. Sources: Microsoft's BITMAPINFOHEADER, and netpbm's ppm(5).
import { type BytePixels, requireSize } from '../transform/pixels.js';

/** RGB pixels, or undefined where the bytes are neither format. */
export function readPlainImage(bytes: Buffer, maxPixels: number): BytePixels | undefined {
  if (bytes[0] === 0x42 && bytes[1] === 0x4d) return readBmp(bytes, maxPixels);
  if (bytes[0] === 0x50 && bytes[1] === 0x36) return readPpm(bytes, maxPixels);
  return undefined;
}

function readBmp(bytes: Buffer, maxPixels: number): BytePixels {
  if (bytes.length < 54) throw new Error('the BMP header is cut short');
  const [start, width, signedHeight] = [bytes.readUInt32LE(10), bytes.readInt32LE(18), bytes.readInt32LE(22)];
  const [bits, compression] = [bytes.readUInt16LE(28), bytes.readUInt32LE(30)];
  if ((bits !== 24 && bits !== 32) || compression !== 0) {
    throw new Error(
      `expected a BMP of 24 or 32 bits without compression, received ${bits} bits and compression ${compression}`,
    );
  }
  const height = Math.abs(signedHeight);
  const step = bits / 8;
  const line = Math.ceil((width * step) / 4) * 4;
  requireSound(width, height, maxPixels);
  requireComplete(bytes.length - start, line * height);
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    // Rows run upwards unless the height is negative.
    const from = start + line * (signedHeight < 0 ? row : height - 1 - row);
    for (let column = 0; column < width; column++) {
      const [place, blue] = [(row * width + column) * 3, from + column * step];
      data[place] = bytes[blue + 2]!;
      data[place + 1] = bytes[blue + 1]!;
      data[place + 2] = bytes[blue]!;
    }
  }
  return { data, height, width, channels: 3 };
}

function readPpm(bytes: Buffer, maxPixels: number): BytePixels {
  const header = /^P6(?:\s|#[^\n]*\n)+(\d+)(?:\s|#[^\n]*\n)+(\d+)(?:\s|#[^\n]*\n)+(\d+)\s/.exec(
    bytes.toString('latin1', 0, 1024),
  );
  if (!header) throw new Error('the PPM header is broken');
  const [width, height, greatest] = header.slice(1).map(Number) as [number, number, number];
  if (greatest !== 255) throw new Error(`of PPM only values up to 255 are read, this goes to ${greatest}`);
  const data = bytes.subarray(header[0].length);
  const size = width * height * 3;
  requireSound(width, height, maxPixels);
  requireComplete(data.length, size);
  return { data: Uint8Array.from(data.subarray(0, size)), height, width, channels: 3 };
}

function requireSound(width: number, height: number, maxPixels: number): void {
  if (width < 1 || height < 1) throw new Error(`its size ${width} × ${height} is impossible`);
  requireSize(width, height, maxPixels);
}

function requireComplete(received: number, expected: number): void {
  if (received < expected) throw new Error(`it is cut short: ${received} of ${expected} bytes of pixels`);
}
