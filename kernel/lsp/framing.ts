// The Language Server Protocol's messages on a stream of bytes: a header with the length, then JSON.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A request has an id and a method, a notification a method alone, a response an id alone. */
export interface RpcMessage {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
}

const headerEnd = Buffer.from('\r\n\r\n');

export class MessageReader {
  #buffer = Buffer.alloc(0);

  /** The messages that are complete with these bytes; a text that is no JSON gives none. */
  read(bytes: Buffer): RpcMessage[] {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    const messages: RpcMessage[] = [];
    for (let body = this.#next(); body !== undefined; body = this.#next()) {
      const message = parsed(body);
      if (message) messages.push(message);
    }
    return messages;
  }

  #next(): string | undefined {
    const end = this.#buffer.indexOf(headerEnd);
    if (end < 0) return undefined;
    const length = Number(/Content-Length: *(\d+)/i.exec(this.#buffer.toString('latin1', 0, end))?.[1] ?? 0);
    const start = end + headerEnd.length;
    if (this.#buffer.length < start + length) return undefined;
    const body = this.#buffer.toString('utf8', start, start + length);
    this.#buffer = this.#buffer.subarray(start + length);
    return body;
  }
}

function parsed(body: string): RpcMessage | undefined {
  try {
    const message: unknown = JSON.parse(body);
    return typeof message === 'object' && message !== null ? (message as RpcMessage) : undefined;
  } catch {
    return undefined;
  }
}

export function encodeMessage(message: object): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
