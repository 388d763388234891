// One peer of a ZeroMQ socket: its connection, the handshake, pings. Strangers are disconnected.
import type { Socket } from 'node:net';
import { greeting, pongCommand, readProperties, readyCommand, ZmtpReader } from './zmtp.js';

const handshakeWithin = 10_000;

/** What this end of the connection is. */
export interface Role {
  socketType: 'ROUTER' | 'XPUB';
  /** The socket types that may connect to it. */
  peers: readonly string[];
  /** Bytes of one message; a peer that sends a larger one is disconnected before it is read. */
  largestMessage: number;
}

/** What throws here disconnects the peer. */
export interface PeerListener {
  /** The handshake is over. `identity` is the name that the peer chose, or nothing. */
  ready?(identity: Buffer | undefined): void;
  message(frames: Buffer[]): void;
  command?(name: string, data: Buffer): void;
  /** It takes again what is written. */
  drained?(): void;
  closed(): void;
}

export class Peer {
  readonly #socket: Socket;
  readonly #role: Role;
  readonly #listener: PeerListener;
  readonly #reader: ZmtpReader;
  readonly #handshake: NodeJS.Timeout;
  #isReady = false;

  constructor(socket: Socket, role: Role, listener: PeerListener) {
    this.#socket = socket;
    this.#role = role;
    this.#listener = listener;
    this.#reader = new ZmtpReader(role.largestMessage);
    this.#handshake = setTimeout(() => socket.destroy(), handshakeWithin).unref();
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(this.#handshake);
      listener.closed();
    });
    socket.on('drain', () => listener.drained?.());
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.write(greeting());
  }

  /** Bytes that are written and not taken yet. */
  get queued(): number {
    return this.#socket.writableLength;
  }

  write(bytes: Uint8Array, taken?: () => void): void {
    if (!this.#socket.destroyed) this.#socket.write(bytes, taken);
  }

  /** What the peer sends waits on its side. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    try {
      for (const incoming of this.#reader.push(chunk)) {
        if (incoming.type === 'command') this.#command(incoming.name, incoming.data);
        else if (this.#isReady) this.#listener.message(incoming.frames);
        else throw new Error('The peer sends before it is ready.');
      }
    } catch {
      // Not a peer, or a damaged one.
      this.close();
    }
  }

  #command(name: string, data: Buffer): void {
    if (name === 'READY') this.#getReady(data);
    else if (name === 'PING') this.write(pongCommand(data));
    else if (this.#isReady) this.#listener.command?.(name, data);
  }

  #getReady(data: Buffer): void {
    const properties = readProperties(data);
    const type = properties.get('socket-type')?.toString('latin1') ?? '';
    if (this.#isReady || !this.#role.peers.includes(type)) throw new Error(`No ${type} may connect.`);
    this.#isReady = true;
    clearTimeout(this.#handshake);
    this.write(readyCommand(this.#role.socketType));
    const identity = properties.get('identity');
    this.#listener.ready?.(identity?.length ? identity : undefined);
  }
}
