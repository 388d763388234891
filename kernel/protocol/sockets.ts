// The five ZeroMQ sockets of a kernel, as a transport. Output waits for slow readers instead of dropping lines.
import { type MessageLike, Reply, Router, XPublisher } from 'zeromq';
import { address, type Connection, type PortName } from './connection.js';
import type { Channel, Outgoing } from './messages.js';
import type { Receive, Transport } from './transport.js';
import type { Wire } from './wire.js';

/** Messages queued per slow reader before sending waits for it. */
const highWaterMark = 256;
/** A reader that takes nothing for so many milliseconds is taken for dead, and output is lost. */
const patience = 10_000;
/** How often a full queue is tried again: ZeroMQ tells of no moment when a publisher's queue has room. */
const retryEvery = 2;
const subscribed = 1;

export class Sockets implements Transport {
  private readonly shell = new Router({ linger: 1000, handover: true });
  private readonly control = new Router({ linger: 1000, handover: true });
  private readonly stdin = new Router({ linger: 1000, handover: true });
  private readonly iopub = new XPublisher({ linger: 1000, sendHighWaterMark: highWaterMark, sendTimeout: 0 });
  private readonly heartbeat = new Reply({ linger: 0 });
  private readerIsStuck = false;
  private readonly queues: Record<Channel, Promise<void>>;

  constructor(
    private readonly connection: Connection,
    private readonly wire: Wire,
  ) {
    const idle = Promise.resolve();
    this.queues = { shell: idle, control: idle, iopub: idle, stdin: idle };
    this.iopub.noDrop = true;
    this.iopub.verbosity = 'allSubs';
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
    void this.welcomeSubscribers();
    for (const channel of ['shell', 'control', 'stdin'] as const) void this.read(channel, receive);
  }

  send(channel: Channel, message: Outgoing): Promise<void> {
    const sent = this.queues[channel].then(() => this.transmit(channel, message));
    this.queues[channel] = sent;
    return sent;
  }

  /** Waits for what is queued, then closes; ZeroMQ delivers the rest within the sockets' linger time. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.queues));
    for (const socket of [this.shell, this.control, this.stdin, this.iopub, this.heartbeat]) socket.close();
  }

  private async transmit(channel: Channel, message: Outgoing): Promise<void> {
    const frames = this.wire.encode(message);
    if (channel === 'iopub') await this.publish([message.type, ...frames]);
    // A kernel outlives its front ends: a reply to one that is gone is lost.
    else await this[channel].send(frames).catch(() => {});
  }

  private async publish(frames: MessageLike[]): Promise<void> {
    const deadline = Date.now() + (this.readerIsStuck ? 0 : patience);
    this.readerIsStuck = !(await this.tryToPublish(frames));
    while (this.readerIsStuck && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, retryEvery));
      this.readerIsStuck = !(await this.tryToPublish(frames));
    }
  }

  private async tryToPublish(frames: MessageLike[]): Promise<boolean> {
    try {
      await this.iopub.send(frames);
      return true;
    } catch {
      return false;
    }
  }

  private async read(channel: 'shell' | 'control' | 'stdin', receive: Receive): Promise<void> {
    for await (const frames of this[channel]) {
      const decoded = this.wire.decode(frames);
      if (decoded.ok) receive(channel, decoded.message);
    }
  }

  private async echoHeartbeat(): Promise<void> {
    for await (const frames of this.heartbeat) await this.heartbeat.send(frames);
  }

  /** JEP 65: a new subscriber is greeted, so that it knows when nothing more can be missed. */
  private async welcomeSubscribers(): Promise<void> {
    for await (const [frame] of this.iopub) {
      if (frame?.[0] !== subscribed) continue;
      const subscription = frame.subarray(1).toString();
      void this.send('iopub', { type: 'iopub_welcome', content: { subscription } });
    }
  }
}
