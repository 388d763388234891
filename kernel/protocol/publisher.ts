// The iopub port: sends every message to every subscriber, and to each new one a welcome message first (JEP 65).
// ZeroMQ's own publisher has one answer for all its readers: it waits for the slowest, or drops without a word. Here a
// reader's queue is that reader's trouble: who reads is waited for and loses nothing, who does not read loses its oldest
// messages and slows nobody down.
import { rmSync, statSync } from 'node:fs';
import { createServer, type ListenOptions, type Socket } from 'node:net';
import { report } from './last-resort.js';
import { Subscriber } from './subscriber.js';
import { encodeMessage } from './zmtp.js';

type Frame = string | Uint8Array;

/** Bytes that a reader may be behind before a publisher waits for it. */
const patienceFrom = 2 ** 20;
/** A reader that takes nothing for so many milliseconds is not waited for while its queue has room, */
const stillAfter = 1000;
/** nor after so many while its queue is full: it counts as stuck, and loses messages. */
const stuckAfter = 10_000;
/** How often readers that stand still are looked at again. */
const lookEvery = 50;
const lingerFor = 1000;
const connectionLimit = 1000;

export class Publisher {
  readonly #welcome: (topic: string) => Frame[];
  readonly #subscribers = new Set<Subscriber>();
  readonly #server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
  #room: Promise<void> | undefined;
  #wake = () => {};

  /** @param welcome makes the first message for a subscriber to a topic */
  constructor(welcome: (topic: string) => Frame[]) {
    this.#welcome = welcome;
    this.#server.maxConnections = connectionLimit;
  }

  /** Listens at a ZeroMQ address: `tcp://127.0.0.1:5555`, `ipc:///tmp/kernel-1`. */
  bind(address: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(place(address), () => {
        this.#server.off('error', reject);
        this.#server.on('error', report);
        resolve();
      });
    });
  }

  /** Queues a message, whose first frame is its topic, at once. Resolves when readers have room for more. */
  async publish(frames: readonly Frame[]): Promise<void> {
    const topic = String(frames[0]);
    const readers = [...this.#subscribers].filter((subscriber) => subscriber.wants(topic));
    if (readers.length === 0) return;
    const message = encodeMessage(frames);
    for (const reader of readers) reader.send(message);
    await this.#waitForRoom();
  }

  /** Gives readers a moment to take what is queued. */
  async close(): Promise<void> {
    const deadline = performance.now() + lingerFor;
    while (performance.now() < deadline && this.#some(({ queued }) => queued > 0)) await this.#nextMove();
    this.#server.close();
    for (const subscriber of this.#subscribers) subscriber.close();
  }

  #accept(socket: Socket): void {
    const subscriber = new Subscriber(socket, {
      subscribed: (reader, topic) => reader.send(encodeMessage(this.#welcome(topic))),
      moved: () => this.#wake(),
      closed: (reader) => {
        this.#subscribers.delete(reader);
        this.#wake();
      },
    });
    this.#subscribers.add(subscriber);
  }

  /** All who publish wait together. */
  #waitForRoom(): Promise<void> {
    if (!this.#some(isWaitedFor)) return this.#room ?? Promise.resolve();
    this.#room ??= this.#untilRoom().finally(() => {
      this.#room = undefined;
    });
    return this.#room;
  }

  async #untilRoom(): Promise<void> {
    while (this.#some(isWaitedFor)) await this.#nextMove();
  }

  #nextMove(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, lookEvery);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #some(test: (subscriber: Subscriber) => boolean): boolean {
    return [...this.#subscribers].some(test);
  }
}

function isWaitedFor(reader: Subscriber): boolean {
  if (reader.queued < patienceFrom) return false;
  return reader.stillFor < (reader.isFull ? stuckAfter : stillAfter);
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
