// The five ZeroMQ sockets of a kernel, as a transport.
import { type MessageLike, Reply, Router } from 'zeromq';
import { address, type Connection, type PortName } from './connection.js';
import type { Channel, Outgoing } from './messages.js';
import { Publisher } from './publisher.js';
import type { Receive, Transport } from './transport.js';
import type { Wire } from './wire.js';

type RoutedChannel = Exclude<Channel, 'iopub'>;

export class Sockets implements Transport {
  private readonly shell = new Router({ linger: 1000, handover: true });
  private readonly control = new Router({ linger: 1000, handover: true });
  private readonly stdin = new Router({ linger: 1000, handover: true });
  private readonly iopub: Publisher;
  private readonly heartbeat = new Reply({ linger: 0 });
  private readonly queues: Record<RoutedChannel, Promise<void>>;

  constructor(
    private readonly connection: Connection,
    private readonly wire: Wire,
  ) {
    const idle = Promise.resolve();
    this.queues = { shell: idle, control: idle, stdin: idle };
    this.iopub = new Publisher((subscription) =>
      this.publication({ type: 'iopub_welcome', content: { subscription } }),
    );
  }

  async bind(): Promise<void> {
    const sockets: [PortName, { bind(address: string): Promise<void> }][] = [
      ['shell_port', this.shell],
      ['control_port', this.control],
      ['stdin_port', this.stdin],
      ['iopub_port', this.iopub],
      ['hb_port', this.heartbeat],
    ];
    await Promise.all(sockets.map(([name, socket]) => socket.bind(address(this.connection, name))));
  }

  listen(receive: Receive): void {
    void this.echoHeartbeat();
    void this.iopub.takeSubscriptions();
    for (const channel of ['shell', 'control', 'stdin'] as const) void this.read(channel, receive);
  }

  send(channel: Channel, message: Outgoing): Promise<void> {
    if (channel === 'iopub') return this.iopub.publish(this.publication(message));
    const sent = this.queues[channel].then(() => this.answer(channel, message));
    this.queues[channel] = sent;
    return sent;
  }

  /** Waits for what is queued, then closes; ZeroMQ delivers the rest within the sockets' linger time. */
  async close(): Promise<void> {
    await Promise.all([...Object.values(this.queues), this.iopub.close()]);
    for (const socket of [this.shell, this.control, this.stdin, this.heartbeat]) socket.close();
  }

  private publication(message: Outgoing): MessageLike[] {
    return [message.type, ...this.wire.encode(message)];
  }

  /** A kernel outlives its front ends: a reply to one that is gone is lost. */
  private async answer(channel: RoutedChannel, message: Outgoing): Promise<void> {
    await this[channel].send(this.wire.encode(message)).catch(() => {});
  }

  private async read(channel: RoutedChannel, receive: Receive): Promise<void> {
    for await (const frames of this[channel]) {
      const decoded = this.wire.decode(frames);
      if (decoded.ok) receive(channel, decoded.message);
    }
  }

  private async echoHeartbeat(): Promise<void> {
    for await (const frames of this.heartbeat) await this.heartbeat.send(frames);
  }
}
