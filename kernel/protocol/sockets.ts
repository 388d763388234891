// The five sockets of a kernel, as a transport. Frames come from whoever can reach the ports: none of them, and no peer
// that leaves in the middle, ends a reading loop.
import { Router } from 'zeromq';
import { address, type Connection, type PortName } from './connection.js';
import { finished, logged, report } from './last-resort.js';
import type { Channel, Outgoing } from './messages.js';
import { Publisher } from './publisher.js';
import type { Receive, Transport } from './transport.js';
import type { Wire } from './wire.js';

type RoutedChannel = Exclude<Channel, 'iopub'>;

/** Bytes of one frame; a peer that sends a larger one is disconnected before it is read. */
const largestFrame = 2 ** 30;
/** Replies that wait for one front end which sends requests faster than it reads; more are lost for it. */
const queuedReplies = 100_000;
const closeWithin = 2000;

function router(): Router {
  return new Router({
    linger: 1000,
    handover: true,
    maxMessageSize: largestFrame,
    sendHighWaterMark: queuedReplies,
  });
}

export class Sockets implements Transport {
  readonly #connection: Connection;
  readonly #wire: Wire;
  readonly #routers: Record<RoutedChannel, Router> = { shell: router(), control: router(), stdin: router() };
  readonly #queues: Record<RoutedChannel, Promise<void>>;
  readonly #iopub: Publisher;
  /** A router, since a reply socket waits for ever for the rest of a request that is none. */
  readonly #heartbeat = new Router({ linger: 0, maxMessageSize: largestFrame });

  constructor(connection: Connection, wire: Wire) {
    this.#connection = connection;
    this.#wire = wire;
    const idle = Promise.resolve();
    this.#queues = { shell: idle, control: idle, stdin: idle };
    this.#iopub = new Publisher((topic) => this.#welcome(topic));
  }

  async bind(): Promise<void> {
    const sockets: [PortName, { bind(address: string): Promise<void> }][] = [
      ['shell_port', this.#routers.shell],
      ['control_port', this.#routers.control],
      ['stdin_port', this.#routers.stdin],
      ['iopub_port', this.#iopub],
      ['hb_port', this.#heartbeat],
    ];
    await Promise.all(sockets.map(([name, socket]) => socket.bind(address(this.#connection, name))));
  }

  listen(receive: Receive): void {
    logged(read(this.#heartbeat, (frames) => send(this.#heartbeat, frames)));
    for (const channel of ['shell', 'control', 'stdin'] as const) {
      logged(read(this.#routers[channel], (frames) => this.#receive(channel, frames, receive)));
    }
  }

  send(channel: Channel, message: Outgoing): Promise<void> {
    if (channel === 'iopub') return this.#iopub.publish([message.type, ...this.#wire.encode(message)]);
    const sent = this.#queues[channel].then(() => this.#answer(channel, message));
    this.#queues[channel] = sent;
    return sent;
  }

  /** Waits for what is queued, then closes; ZeroMQ delivers the rest within the sockets' linger time. */
  async close(): Promise<void> {
    const sent = Promise.all([...Object.values(this.#queues), this.#iopub.close()]);
    await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, closeWithin))]);
    for (const socket of [...Object.values(this.#routers), this.#heartbeat]) socket.close();
  }

  /** The topic is the one subscribed to, since a subscriber drops all others. */
  #welcome(topic: string): (string | Uint8Array)[] {
    const type = 'iopub_welcome';
    const frames = this.#wire.encode({ type, content: { subscription: topic } });
    return [topic === '' ? type : Buffer.from(topic, 'latin1'), ...frames];
  }

  #receive(channel: RoutedChannel, frames: Uint8Array[], receive: Receive): void {
    const decoded = this.#wire.decode(frames);
    if (decoded.ok) receive(channel, decoded.message);
  }

  #answer(channel: RoutedChannel, message: Outgoing): Promise<void> {
    return send(this.#routers[channel], this.#wire.encode(message));
  }
}

/** A kernel outlives its front ends: an answer to one that has left is lost. */
async function send(socket: Router, frames: Uint8Array[]): Promise<void> {
  await socket.send(frames).catch(() => {});
}

/** Handles each message until the socket is closed, whatever happens to a single one. */
async function read(socket: Router, handle: (frames: Buffer[]) => unknown): Promise<void> {
  while (!socket.closed) {
    const frames = await receiveOne(socket);
    if (frames) await finished(Promise.resolve(frames).then(handle));
  }
}

async function receiveOne(socket: Router): Promise<Buffer[] | undefined> {
  try {
    return await socket.receive();
  } catch (error) {
    if (socket.closed) return undefined;
    report(error);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return undefined;
  }
}
