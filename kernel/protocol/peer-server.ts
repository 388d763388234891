// Where peers connect: a port, or a socket in the file system.
import { rmSync, statSync } from 'node:fs';
import { createServer, type ListenOptions, type Socket } from 'node:net';
import { report } from './last-resort.js';

const connectionLimit = 1000;

export class PeerServer {
  readonly #server;

  constructor(accept: (socket: Socket) => void) {
    this.#server = createServer({ noDelay: true }, accept);
    this.#server.maxConnections = connectionLimit;
  }

  /** Listens at a ZeroMQ address: `tcp://127.0.0.1:5555`, `ipc:///tmp/kernel-1`. */
  listen(address: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(place(address), () => {
        this.#server.off('error', reject);
        this.#server.on('error', report);
        resolve();
      });
    });
  }

  close(): void {
    this.#server.close();
  }
}

function place(address: string): ListenOptions {
  const [, path] = /^ipc:\/\/(.+)$/.exec(address) ?? [];
  if (path !== undefined) return { path: freeSocket(path) };
  const [, host = '', port = ''] = /^tcp:\/\/\[?([^\]]+?)\]?:(\d+)$/.exec(address) ?? [];
  return { host: host === '*' ? '0.0.0.0' : host, port: Number(port) };
}

/** A killed kernel leaves its socket in the file system. */
function freeSocket(path: string): string {
  if (path.startsWith('@')) return `\0${path.slice(1)}`;
  if (statSync(path, { throwIfNoEntry: false })?.isSocket()) rmSync(path);
  return path;
}
