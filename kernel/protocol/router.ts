// A port for requests: each message comes with the name of the peer that sent it, and answers go to the peer of that name.
// ZeroMQ's own router does this in a thread of its own, which each request and each answer has to wake.
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { report } from './last-resort.js';
import { Peer, type Role } from './peer.js';
import { PeerServer } from './peer-server.js';
import { encodeMessage } from './zmtp.js';

const role: Role = {
  socketType: 'ROUTER',
  peers: ['DEALER', 'REQ', 'ROUTER'],
  largestMessage: 2 ** 30,
};
/** Bytes of answers that a peer may leave untaken before its next requests are left unread. */
const patienceFrom = 64 * 2 ** 20;
const lookEvery = 10;

export type Receive = (frames: Buffer[]) => void;

export class Router {
  readonly #server = new PeerServer((socket) => this.#accept(socket));
  readonly #lingerFor: number;
  readonly #peers = new Set<Peer>();
  /** By the names in Latin-1, since they are bytes. */
  readonly #named = new Map<string, Peer>();
  #receive: Receive = () => {};

  /** @param lingerFor milliseconds that peers get to take what is left for them, once the port is closed */
  constructor(lingerFor: number) {
    this.#lingerFor = lingerFor;
  }

  /** Messages are given with their sender's name as the first frame. */
  listen(address: string, receive: Receive): Promise<void> {
    this.#receive = receive;
    return this.#server.listen(address);
  }

  /** Sends the frames after the first to the peer that the first names. Where it has left, they are lost. */
  send([name, ...frames]: readonly Uint8Array[]): void {
    const peer = name && this.#named.get(keyOf(name));
    if (!peer) return;
    peer.write(encodeMessage(frames));
    if (peer.queued > patienceFrom) peer.pause();
  }

  async close(): Promise<void> {
    const deadline = performance.now() + this.#lingerFor;
    while (performance.now() < deadline && [...this.#peers].some(({ queued }) => queued > 0))
      await pause(lookEvery);
    this.#server.close();
    for (const peer of this.#peers) peer.close();
  }

  #accept(socket: Socket): void {
    let name: Buffer;
    const peer = new Peer(socket, role, {
      ready: (identity = unusedName()) => {
        name = identity;
        // Who comes back under a name takes it over.
        this.#named.set(keyOf(name), peer);
      },
      message: (frames) => this.#handle([name, ...frames]),
      drained: () => peer.resume(),
      closed: () => this.#forget(peer, name),
    });
    this.#peers.add(peer);
  }

  /** Whatever happens to one message, the next one is read. */
  #handle(frames: Buffer[]): void {
    try {
      this.#receive(frames);
    } catch (error) {
      report(error);
    }
  }

  #forget(peer: Peer, name: Buffer | undefined): void {
    this.#peers.delete(peer);
    if (name && this.#named.get(keyOf(name)) === peer) this.#named.delete(keyOf(name));
  }
}

/** Names that peers choose do not begin with zero. */
function unusedName(): Buffer {
  return Buffer.concat([Buffer.of(0), randomBytes(8)]);
}

function keyOf(name: Uint8Array): string {
  return Buffer.from(name.buffer, name.byteOffset, name.length).toString('latin1');
}
