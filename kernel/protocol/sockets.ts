// The five ZeroMQ sockets of a kernel, as a transport.
import { type MessageLike, Reply, Router } from 'zeromq';
import { address, type Connection, type PortName } from './connection.js';
import type { Channel, Outgoing } from './messages.js';
import { Publisher } from './publisher.js';
import type { Receive, Transport } from './transport.js';
import type { Wire } from './wire.js';

type RoutedChannel = Exclude<Channel, 'iopub'>;

function router(): Router {
  return new Router({ linger: 1000, handover: true });
}

export class Sockets implements Transport {
  readonly #connection: Connection;
  readonly #wire: Wire;
  readonly #routers: Record<RoutedChannel, Router> = { shell: router(), control: router(), stdin: router() };
  readonly #queues: Record<RoutedChannel, Promise<void>>;
  readonly #iopub: Publisher;
  readonly #heartbeat = new Reply({ linger: 0 });

  constructor(connection: Connection, wire: Wire) {
    this.#connection = connection;
    this.#wire = wire;
    const idle = Promise.resolve();
    this.#queues = { shell: idle, control: idle, stdin: idle };
    this.#iopub = new Publisher((subscription) =>
      this.#publication({ type: 'iopub_welcome', content: { subscription } }),
    );
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
    void this.#echoHeartbeat();
    void this.#iopub.takeSubscriptions();
    for (const channel of ['shell', 'control', 'stdin'] as const) void this.#read(channel, receive);
  }

  send(channel: Channel, message: Outgoing): Promise<void> {
    if (channel === 'iopub') return this.#iopub.publish(this.#publication(message));
    const sent = this.#queues[channel].then(() => this.#answer(channel, message));
    this.#queues[channel] = sent;
    return sent;
  }

  /** Waits for what is queued, then closes; ZeroMQ delivers the rest within the sockets' linger time. */
  async close(): Promise<void> {
    await Promise.all([...Object.values(this.#queues), this.#iopub.close()]);
    for (const socket of [...Object.values(this.#routers), this.#heartbeat]) socket.close();
  }

  #publication(message: Outgoing): MessageLike[] {
    return [message.type, ...this.#wire.encode(message)];
  }

  /** A kernel outlives its front ends: a reply to one that has left is lost. */
  async #answer(channel: RoutedChannel, message: Outgoing): Promise<void> {
    await this.#routers[channel].send(this.#wire.encode(message)).catch(() => {});
  }

  async #read(channel: RoutedChannel, receive: Receive): Promise<void> {
    for await (const frames of this.#routers[channel]) {
      const decoded = this.#wire.decode(frames);
      if (decoded.ok) receive(channel, decoded.message);
    }
  }

  async #echoHeartbeat(): Promise<void> {
    for await (const frames of this.#heartbeat) await this.#heartbeat.send(frames);
  }
}
