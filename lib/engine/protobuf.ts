// Protocol buffers: the fields of a message read in order, and fields written. Source: protobuf.dev, "Encoding".

/** A field of a message that was read. */
export interface Field {
  readonly number: number;
  /** The content of a field with a length (text, a message); empty for a plain number. */
  readonly bytes: Uint8Array;
}

/** How a field's content is laid out. */
const wire = { varint: 0, eightBytes: 1, withLength: 2, fourBytes: 5 } as const;

/** The fields of a message, in order. */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  const reader = new Reader(message);
  while (!reader.atEnd) {
    const tag = reader.varint();
    yield { number: tag >> 3, bytes: reader.content(tag & 7) };
  }
}

/** A field's content as text. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}

class Reader {
  readonly #message: Uint8Array;
  #place = 0;

  constructor(message: Uint8Array) {
    this.#message = message;
  }

  get atEnd(): boolean {
    return this.#place >= this.#message.length;
  }

  /** Seven bits a byte, the lowest first. */
  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#message[this.#place++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  content(wireType: number): Uint8Array {
    if (wireType === wire.withLength) return this.#bytes(this.varint());
    if (wireType === wire.varint) this.varint();
    else this.#place += wireType === wire.eightBytes ? 8 : 4;
    return this.#bytes(0);
  }

  #bytes(length: number): Uint8Array {
    this.#place += length;
    return this.#message.subarray(this.#place - length, this.#place);
  }
}

/** A whole number of at least 0, or true as 1. */
export function varint(field: number, value: number): Buffer {
  return Buffer.concat([tag(field, wire.varint), varintBytes(value)]);
}

/** A whole number that may be below 0, in 64 bits. */
export function signed(field: number, value: number): Buffer {
  if (value >= 0) return varint(field, value);
  const out: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest >= 0x80n; rest >>= 7n) out.push(Number(rest & 127n) | 128);
  return Buffer.concat([tag(field, wire.varint), Buffer.from([...out, Number(rest)])]);
}

/** Four bytes as they are: a checksum. */
export function fixed32(field: number, value: number): Buffer {
  const data = Buffer.alloc(4);
  data.writeUInt32LE(value);
  return Buffer.concat([tag(field, wire.fourBytes), data]);
}

/** Bytes, or a message made of fields. */
export function bytes(field: number, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([tag(field, wire.withLength), varintBytes(length), ...parts]);
}

/** A key and what it stands for, in a field that is a map. */
export function entry(field: number, key: string, value: readonly Uint8Array[]): Buffer {
  return bytes(field, text(1, key), bytes(2, ...value));
}

export function text(field: number, value: string): Buffer {
  return bytes(field, Buffer.from(value));
}

export function double(field: number, value: number): Buffer {
  const data = Buffer.alloc(8);
  data.writeDoubleLE(value);
  return Buffer.concat([tag(field, wire.eightBytes), data]);
}

export function float(field: number, value: number): Buffer {
  const data = Buffer.alloc(4);
  data.writeFloatLE(value);
  return Buffer.concat([tag(field, wire.fourBytes), data]);
}

function tag(field: number, wireType: number): Buffer {
  return varintBytes(field * 8 + wireType);
}

/** Seven bits a byte, the lowest first. */
export function varintBytes(value: number): Buffer {
  const out: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) out.push((rest % 0x80) | 0x80);
  return Buffer.from([...out, rest]);
}
