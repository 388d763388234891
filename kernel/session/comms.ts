// Comms: channels of messages between cells and the front end; widgets are built on them.
import { randomUUID } from 'node:crypto';
import type { Fields } from '../contract/content.js';
import type { CommAction, CommEvent } from '../contract/session-messages.js';
import { currentCell } from './current-cell.js';
import { send } from './outgoing.js';

export interface CommMessage {
  readonly data: Fields;
  readonly metadata: Fields;
  readonly buffers: readonly Uint8Array[];
}

export interface CommOptions {
  metadata?: Fields;
  /** Binary data, sent beside the JSON. */
  buffers?: readonly Uint8Array[];
}

type Handler = (message: CommMessage) => unknown;
type Opened = (comm: Comm, message: CommMessage) => unknown;

const open = new Map<string, Comm>();
const targets = new Map<string, Opened>();

/** One channel. */
export class Comm {
  readonly #handlers: Record<'message' | 'close', Handler[]> = { message: [], close: [] };

  constructor(
    readonly target: string,
    readonly id: string,
  ) {
    open.set(id, this);
  }

  send(data: Fields, options: CommOptions = {}): void {
    transmit('message', this, data, options);
  }

  close(data: Fields = {}, options: CommOptions = {}): void {
    if (open.delete(this.id)) transmit('close', this, data, options);
  }

  onMessage(handler: Handler): void {
    this.#handlers.message.push(handler);
  }

  onClose(handler: Handler): void {
    this.#handlers.close.push(handler);
  }

  /** Called with what the front end sent. */
  async receive(action: 'message' | 'close', message: CommMessage): Promise<void> {
    if (action === 'close') open.delete(this.id);
    for (const handler of this.#handlers[action]) await handler(message);
  }
}

/**
 * Channels of messages to and from the front end.
 *
 * @example
 * const comm = comms.open('my-extension', { hello: 1 });
 * comm.onMessage(({ data }) => console.log(data));
 * comm.close();
 */
export const comms = {
  /** Opens a channel to what the front end registered under `target`. */
  open(target: string, data: Fields = {}, options: CommOptions = {}): Comm {
    const comm = new Comm(target, randomUUID());
    transmit('open', comm, data, options);
    return comm;
  },
  /** Lets the front end open channels to `target`: `opened` is called with each. */
  register(target: string, opened: Opened): void {
    targets.set(target, opened);
  },
};

/** Handles a front end's message; a comm to an unknown target is closed again, as the protocol requires. */
export async function receiveComm({ action, commId, target, ...message }: CommEvent): Promise<void> {
  if (action !== 'open') return open.get(commId)?.receive(action, message);
  const opened = targets.get(target);
  const comm = new Comm(target, commId);
  if (opened) await opened(comm, message);
  else comm.close();
}

function transmit(
  action: CommAction,
  comm: Comm,
  data: Fields,
  { metadata = {}, buffers = [] }: CommOptions,
): void {
  const event = { action, commId: comm.id, target: comm.target, data, metadata, buffers: buffers.map(bytes) };
  send({ type: 'comm', cell: currentCell().id, event });
}

/** Copied, since a view into a larger buffer would be sent with all of that buffer. */
function bytes(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer);
}
