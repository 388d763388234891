// Archives in the published formats, made small.
import { gzipSync } from 'node:zlib';

/** A ustar entry of the given type. */
export function tarEntry(name: string, content: string | Buffer, type = '0'): Buffer {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(name);
  header.write(bytes.length.toString(8).padStart(11, '0'), 124);
  header.write(type, 156);
  header.write('ustar', 257);
  const body = Buffer.alloc(Math.ceil(bytes.length / 512) * 512);
  bytes.copy(body);
  return Buffer.concat([header, body]);
}

/** A gzipped tar of a folder and its files. */
export function tarGz(folder: string, files: Record<string, string | Buffer>): Buffer {
  const entries = Object.entries(files).map(([name, content]) => tarEntry(`${folder}/${name}`, content));
  return gzipSync(Buffer.concat([tarEntry(`${folder}/`, '', '5'), ...entries, Buffer.alloc(1024)]));
}

/** A gzipped IDX file of unsigned bytes. */
export function idxGz(shape: number[], values: number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt32BE(0x0800 + shape.length, 0);
  shape.forEach((size, axis) => {
    header.writeUInt32BE(size, 4 + 4 * axis);
  });
  return gzipSync(Buffer.concat([header, Buffer.from(values)]));
}

/** A CIFAR record: its label bytes, then a plane for each colour. */
export function cifarRecord(labels: number[], [red, green, blue]: [number, number, number]): Buffer {
  const planes = [red, green, blue].map((value) => Buffer.alloc(1024, value));
  return Buffer.concat([Buffer.from(labels), ...planes]);
}
