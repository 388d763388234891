// A sorted table of keys and values in one file, as LevelDB lays it out: TensorFlow's index of a checkpoint. Source:
// leveldb, doc/table_format.md.
import { maskedCrc32c } from '../../core/crc32.js';
import { varintBytes } from '../../engine/protobuf.js';

/** Ends every table, so that it is known as one. */
const magic = 0xdb4775248b80fb57n;
/** Two handles of at most 10 + 10 bytes; then the magic number. */
const footerHandles = 40;
/** Blocks are not compressed. */
const uncompressed = Buffer.from([0]);

/** The file's bytes, with entries in the order of their keys' bytes. */
export function sortedTable(entries: ReadonlyMap<string, Uint8Array>): Buffer {
  const sorted = [...entries]
    .map(([key, value]) => [Buffer.from(key), value] as const)
    .sort(([a], [b]) => Buffer.compare(a, b));
  const file = new BlockFile();
  const data = file.add(blockOf(sorted));
  const more = file.add(blockOf([]));
  // One block holds all; a key not below its last leads to it.
  const last = sorted.at(-1)?.[0] ?? Buffer.alloc(0);
  const index = file.add(blockOf([[last, data]]));
  return file.end(more, index);
}

class BlockFile {
  readonly #parts: Buffer[] = [];
  #size = 0;

  /** Where the block stands: its place and its length. */
  add(block: Buffer): Buffer {
    const content = Buffer.concat([block, uncompressed]);
    const handle = Buffer.concat([varintBytes(this.#size), varintBytes(block.length)]);
    this.#append(Buffer.concat([content, uint32(maskedCrc32c(content))]));
    return handle;
  }

  end(more: Buffer, index: Buffer): Buffer {
    const handles = Buffer.alloc(footerHandles);
    Buffer.concat([more, index]).copy(handles);
    const number = Buffer.alloc(8);
    number.writeBigUInt64LE(magic);
    this.#append(Buffer.concat([handles, number]));
    return Buffer.concat(this.#parts);
  }

  #append(part: Buffer): void {
    this.#parts.push(part);
    this.#size += part.length;
  }
}

/** Entries with whole keys, so that each is a place to begin to read at; then these places, and their number. */
function blockOf(entries: readonly (readonly [key: Uint8Array, value: Uint8Array])[]): Buffer {
  const places: number[] = [];
  let size = 0;
  const parts = entries.map(([key, value]) => {
    const part = Buffer.concat([
      varintBytes(0),
      varintBytes(key.length),
      varintBytes(value.length),
      key,
      value,
    ]);
    places.push(size);
    size += part.length;
    return part;
  });
  if (places.length === 0) places.push(0);
  return Buffer.concat([...parts, ...places.map(uint32), uint32(places.length)]);
}

export function uint32(value: number): Buffer {
  const data = Buffer.alloc(4);
  data.writeUInt32LE(value);
  return data;
}
