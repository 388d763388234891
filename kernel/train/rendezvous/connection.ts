// A node's line to the rendezvous: called until it answers, then read message by message.
import { connect as connectSocket, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { type FromLeader, type FromNode, listen, send } from './messages.js';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Milliseconds between two calls. */
const interval = 300;

export class Connection {
  readonly #heard: FromLeader[] = [];
  #wake: () => void = () => {};
  #isLost = false;

  private constructor(private readonly socket: Socket) {
    socket.setKeepAlive(true, 2000);
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#isLost = true;
      this.#wake();
    });
    listen(socket, (message) => {
      this.#heard.push(message as unknown as FromLeader);
      this.#wake();
    });
  }

  /** Undefined where nobody answered for so many seconds. */
  static async open(endpoint: Endpoint, seconds: number): Promise<Connection | undefined> {
    const end = performance.now() + seconds * 1000;
    for (;;) {
      const socket = await call(endpoint, Math.max(end - performance.now(), 1));
      if (socket) return new Connection(socket);
      if (performance.now() >= end) return undefined;
      await setTimeout(interval);
    }
  }

  send(message: FromNode): void {
    send(this.socket, message);
  }

  /** The next message; undefined once the line is broken. */
  async next(): Promise<FromLeader | undefined> {
    while (this.#heard.length === 0) {
      if (this.#isLost) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#heard.shift();
  }

  close(): void {
    this.socket.end();
    this.socket.unref();
  }
}

function call(endpoint: Endpoint, milliseconds: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connectSocket({ ...endpoint, timeout: Math.ceil(milliseconds) });
    const fail = (): void => {
      socket.destroy();
      resolve(undefined);
    };
    socket.once('error', fail);
    socket.once('timeout', fail);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', fail);
      socket.off('timeout', fail);
      resolve(socket);
    });
  });
}
