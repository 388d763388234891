// The network between two processes cut, by a proxy through which each calls the other: both notice and name the other.
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePorts } from '../../lib/distribute/free-ports.js';
import { start } from '../engine/cluster/processes.js';
import { environment, TrainingFolder, worker } from '../train/training-folder.js';

/** Passes on what comes, until it is cut: then nothing arrives, or every connection breaks. */
class Line {
  readonly #sockets = new Set<Socket>();
  #isSilent = false;
  readonly #server: Server;

  private constructor(to: number) {
    this.#server = createServer((socket) => {
      this.#keep(socket);
      if (this.#isSilent) return;
      const other = connect(to, '127.0.0.1');
      this.#keep(other);
      socket.pipe(other);
      other.pipe(socket);
      socket.once('close', () => other.destroy());
      other.once('close', () => socket.destroy());
    });
  }

  static async open(from: number, to: number): Promise<Line> {
    const proxy = new Line(to);
    await new Promise<void>((resolve) => proxy.#server.listen(from, '127.0.0.1', resolve));
    return proxy;
  }

  silence(): void {
    this.#isSilent = true;
    for (const socket of this.#sockets) {
      socket.unpipe();
      socket.pause();
    }
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => this.#sockets.delete(socket));
  }
}

let here: TrainingFolder;
let proxies: Line[] = [];
beforeEach(() => {
  here = new TrainingFolder();
});
afterEach(() => {
  for (const proxy of proxies) proxy.close();
  here.remove();
});

test.each(['silence', 'close'] as const)('%s', async (cut) => {
  const ports = await freePorts(4);
  const [own, others] = [ports.slice(0, 2), ports.slice(2)];
  proxies = await Promise.all(own.map((port, i) => Line.open(others[i]!, port)));
  const started = own.map((_, index) => {
    // Its own port, and the proxy of the other's.
    const addresses = own.map((port, i) => `127.0.0.1:${i === index ? port : others[i]}`);
    const cluster = { cluster: { worker: addresses }, task: { type: 'worker', index } };
    return start([worker, here.script, here.folder, '1000', '50'], {
      ...environment,
      TENSORCELL_CLUSTER: JSON.stringify(cluster),
    });
  });
  for (const index of [0, 1]) await here.trainingProcess(index);
  for (const proxy of proxies) proxy[cut]();
  for (const [index, { ended }] of started.entries()) {
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr).toContain(`Of the 2 processes that train together, process ${1 - index} (`);
  }
});
