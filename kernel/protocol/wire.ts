// Jupyter's wire format: identities, delimiter, signature, four JSON parts, buffers. Frames come from the network,
// so `decode` gives either a well-formed message or a reason to drop it, and `encode` a message of whatever it is given:
// neither throws.
import { isUtf8 } from 'node:buffer';
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Fields } from '../contract/content.js';
import { encodeJson, wellFormedJson } from './json.js';
import { type Header, type Message, type Outgoing, protocolVersion } from './messages.js';

const delimiter = Buffer.from('<IDS|MSG>');
const emptyObject = Buffer.from('{}');
const signedParts = 4;
/** How many signatures are remembered against replay: far more than a front end sends in a minute. */
const rememberedSignatures = 65_536;
/** Bytes of a header that are returned as they came, with each of its answers. */
const longestHeader = 65_536;
const headerFields = ['msg_id', 'session', 'username', 'date', 'msg_type', 'version', 'subshell_id'];

export type DropReason = 'frames' | 'signature' | 'replay' | 'json' | 'header';
export type Decoded = { ok: true; message: Message } | { ok: false; reason: DropReason };

export class Wire {
  /** How many incoming messages were dropped, by reason. */
  readonly dropped: Record<DropReason, number> = { frames: 0, signature: 0, replay: 0, json: 0, header: 0 };
  readonly #key: string;
  readonly #username: string;
  readonly #seen = new Set<string>();
  readonly #session = randomUUID();
  #sent = 0;

  /** An empty key means that messages are not signed. */
  constructor(key: string, username = 'kernel') {
    this.#key = key;
    this.#username = username;
  }

  decode(frames: readonly Uint8Array[]): Decoded {
    const decoded = this.#tryToRead(frames);
    if (!decoded.ok) this.dropped[decoded.reason] += 1;
    return decoded;
  }

  encode(message: Outgoing): Uint8Array[] {
    const parts = [
      encodeJson(this.#header(message.type)),
      message.parent ?? emptyObject,
      message.metadata ? encodeJson(message.metadata) : emptyObject,
      encodeJson(message.content),
    ];
    const signature = Buffer.from(this.#sign(parts));
    return [...(message.identities ?? []), delimiter, signature, ...parts, ...(message.buffers ?? [])];
  }

  /** Frames may be larger than a signature or a string can be made of. */
  #tryToRead(frames: readonly Uint8Array[]): Decoded {
    try {
      return this.#read(frames);
    } catch {
      return { ok: false, reason: 'frames' };
    }
  }

  #read(frames: readonly Uint8Array[]): Decoded {
    const start = frames.findIndex((frame) => delimiter.equals(frame));
    if (start < 0 || frames.length < start + 2 + signedParts) return { ok: false, reason: 'frames' };
    const parts = frames.slice(start + 2, start + 2 + signedParts);
    const refusal = this.#verify(Buffer.from(frames[start + 1]!), parts);
    if (refusal) return { ok: false, reason: refusal };
    const [header, , metadata, content] = parts.map(parseObject);
    if (!header || !metadata || !content) return { ok: false, reason: 'json' };
    if (!isHeader(header)) return { ok: false, reason: 'header' };
    const identities = frames.slice(0, start);
    const buffers = frames.slice(start + 2 + signedParts);
    const rawHeader = isFitToReturn(parts[0]!, header) ? parts[0]! : encodeJson(fitHeader(header));
    return { ok: true, message: { identities, header, rawHeader, metadata, content, buffers } };
  }

  #verify(signature: Buffer, parts: readonly Uint8Array[]): 'signature' | 'replay' | undefined {
    if (this.#key === '') return undefined;
    const expected = Buffer.from(this.#sign(parts));
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return 'signature';
    const digest = expected.toString('latin1');
    if (this.#seen.has(digest)) return 'replay';
    this.#remember(digest);
    return undefined;
  }

  #remember(digest: string): void {
    this.#seen.add(digest);
    if (this.#seen.size <= rememberedSignatures) return;
    const oldest = this.#seen.values().next().value;
    if (oldest !== undefined) this.#seen.delete(oldest);
  }

  /** The signature covers the four JSON parts only, never the buffers. */
  #sign(parts: readonly Uint8Array[]): string {
    if (this.#key === '') return '';
    const hmac = createHmac('sha256', this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  }

  #header(type: string): Header {
    this.#sent += 1;
    return {
      msg_id: `${this.#session}_${this.#sent}`,
      session: this.#session,
      username: this.#username,
      date: new Date().toISOString(),
      msg_type: type,
      version: protocolVersion,
    };
  }
}

function parseObject(bytes: Uint8Array): Fields | undefined {
  try {
    const value: unknown = JSON.parse(wellFormedJson(textOf(bytes)));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Fields)
      : undefined;
  } catch {
    return undefined;
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
}

function isHeader(value: Fields): value is Fields & Header {
  return ['msg_id', 'session', 'msg_type'].every((field) => typeof value[field] === 'string');
}

/**
 * A header is sent on to every front end, where deeply nested values, half surrogate pairs and bytes that are no UTF-8
 * would break the readers.
 */
function isFitToReturn(bytes: Uint8Array, header: Fields): boolean {
  if (bytes.length > longestHeader || !isUtf8(bytes) || !Object.values(header).every(isScalar)) return false;
  const text = textOf(bytes);
  return wellFormedJson(text) === text;
}

/** What is returned of a header that is not fit: the specification's fields, as far as they are. */
function fitHeader(header: Fields): Fields {
  return Object.fromEntries(
    Object.entries(header).filter(([key, value]) => headerFields.includes(key) && isShort(value)),
  );
}

function isShort(value: unknown): boolean {
  return isScalar(value) && String(value).length <= longestHeader;
}

/** A number of many digits is infinite here and an error in Python. */
function isScalar(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value !== 'object';
}
