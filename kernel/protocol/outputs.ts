// Publishes what the session sends, under the request that it belongs to.
import { StringDecoder } from 'node:string_decoder';
import type { DisplayData } from '../contract/content.js';
import type { CellId, FromSession } from '../contract/session-messages.js';
import type { Comms } from './comms.js';
import type { Exchange } from './dispatch.js';
import { notJson } from './error-content.js';
import { jsonProblem } from './json.js';
import { logged } from './last-resort.js';
import type { Payload } from './messages.js';
import { nodeCrashReport } from './session-end.js';

/** How many requests keep the output that comes late; that of older ones goes to the latest request. */
const rememberedCells = 10_000;

/** What is kept of a request: the way back to its front end, without its content and buffers. */
type Addressee = Pick<Exchange, 'publish' | 'ask'>;

export class Outputs {
  readonly #comms: Comms;
  readonly #addressees = new Map<CellId, Addressee>();
  readonly #decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  readonly #pages = new Map<CellId, Payload[]>();
  #latest: Addressee | undefined;
  #lastId = 0;
  #hasCrashed = false;

  constructor(comms: Comms) {
    this.#comms = comms;
  }

  /** Numbers a request whose code will run in the session. */
  register({ publish, ask }: Exchange): CellId {
    this.#lastId += 1;
    this.#latest = { publish, ask };
    this.#addressees.set(this.#lastId, this.#latest);
    this.#addressees.delete(this.#lastId - rememberedCells);
    return this.#lastId;
  }

  async publish(message: FromSession): Promise<void> {
    const addressee = 'cell' in message ? (this.#addressees.get(message.cell) ?? this.#latest) : this.#latest;
    if (!addressee) return;
    const problem = jsonProblem(carried(message));
    if (problem) await addressee.publish('error', notJson(message.type, problem));
    else if (message.type === 'page') this.#addPage(message.cell, message.shown);
    else if (message.type === 'comm') await this.#comms.publish(message.event, addressee);
    else await publishAs(addressee, message);
  }

  /** Text that a child process or native code wrote past the session's own streams. */
  async raw(name: 'stdout' | 'stderr', bytes: Buffer): Promise<void> {
    if (name === 'stderr' && this.#hasCrashed) return;
    const decoded = this.#decoders[name].write(bytes);
    const text = name === 'stderr' ? this.#untilCrashReport(decoded) : decoded;
    if (text !== '') await this.#latest?.publish('stream', { name, text });
  }

  /** What a cell put into the pager; it goes out with the cell's reply. */
  takePages(cell: CellId): Payload[] {
    const pages = this.#pages.get(cell) ?? [];
    this.#pages.delete(cell);
    return pages;
  }

  /** The new session's stderr is shown again. */
  sessionReplaced(): void {
    this.#hasCrashed = false;
    logged(this.#comms.closeAll(this.#latest));
  }

  async tell(text: string): Promise<void> {
    await this.#latest?.publish('stream', { name: 'stderr', text });
  }

  #addPage(cell: CellId, { data }: DisplayData): void {
    this.#pages.set(cell, [...(this.#pages.get(cell) ?? []), { source: 'page', data, start: 0 }]);
  }

  #untilCrashReport(text: string): string {
    const start = text.search(nodeCrashReport);
    this.#hasCrashed = start >= 0;
    return this.#hasCrashed ? text.slice(0, start) : text;
  }
}

/** What of a message is the user's own, and may be what JSON cannot hold. */
function carried(message: FromSession): unknown {
  if (message.type === 'comm') return { ...message.event, buffers: [] };
  if (message.type === 'display') return [message.shown, message.displayId];
  return message.type === 'page' ? message.shown : undefined;
}

async function publishAs(addressee: Addressee, message: FromSession): Promise<void> {
  switch (message.type) {
    case 'stream':
      return addressee.publish('stream', { name: message.name, text: message.text });
    case 'display':
      return publishDisplay(addressee, message.shown, message.displayId, message.update);
    case 'clear_output':
      return addressee.publish('clear_output', { wait: message.wait });
    case 'error':
      return addressee.publish('error', message.error);
    case 'input': {
      const { prompt, password } = message;
      return addressee.ask('input_request', { prompt, password });
    }
    default:
      return undefined;
  }
}

function publishDisplay(
  addressee: Addressee,
  shown: DisplayData,
  id: string | undefined,
  update: boolean,
): Promise<void> {
  const transient = id === undefined ? {} : { display_id: id };
  return addressee.publish(update ? 'update_display_data' : 'display_data', { ...shown, transient });
}
