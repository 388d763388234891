// The five sockets of a kernel, as a transport. Frames come from whoever can reach the ports.
import { address, type Connection } from './connection.js';
import type { Channel, Outgoing } from './messages.js';
import { Publisher } from './publisher.js';
import { Router } from './router.js';
import type { Receive, Transport } from './transport.js';
import type { Wire } from './wire.js';

type RoutedChannel = Exclude<Channel, 'iopub'>;

const lingerFor = 1000;

export class Sockets implements Transport {
  readonly #connection: Connection;
  readonly #wire: Wire;
  readonly #routers: Record<RoutedChannel, Router> = {
    shell: new Router(lingerFor),
    control: new Router(lingerFor),
    stdin: new Router(lingerFor),
  };
  readonly #iopub: Publisher;
  readonly #heartbeat = new Router(0);

  constructor(connection: Connection, wire: Wire) {
    this.#connection = connection;
    this.#wire = wire;
    this.#iopub = new Publisher((topic) => this.#welcome(topic));
  }

  /** Resolves when front ends can connect. */
  async listen(receive: Receive): Promise<void> {
    const routed = (['shell', 'control', 'stdin'] as const).map((channel) =>
      this.#routers[channel].listen(address(this.#connection, `${channel}_port`), (frames) =>
        this.#receive(channel, frames, receive),
      ),
    );
    await Promise.all([
      ...routed,
      this.#iopub.listen(address(this.#connection, 'iopub_port')),
      this.#heartbeat.listen(address(this.#connection, 'hb_port'), (frames) => this.#heartbeat.send(frames)),
    ]);
  }

  async send(channel: Channel, message: Outgoing): Promise<void> {
    const frames = this.#wire.encode(message);
    if (channel === 'iopub') await this.#iopub.publish([message.type, ...frames]);
    else this.#routers[channel].send(frames);
  }

  /** Resolves when front ends have taken what was left for them, or had their time. */
  async close(): Promise<void> {
    const sockets = [...Object.values(this.#routers), this.#iopub, this.#heartbeat];
    await Promise.all(sockets.map((socket) => socket.close()));
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
}
