// The iopub port: sends every message to every subscriber, and to each new one a welcome message first (JEP 65).
// ZeroMQ's own publisher has one answer for all its readers: it waits for the slowest, or drops without a word. Here a
// reader's queue is that reader's trouble: who reads is waited for and loses nothing, who does not read loses its oldest
// messages and slows nobody down.
import type { Socket } from 'node:net';
import { PeerServer } from './peer-server.js';
import { Subscriber } from './subscriber.js';
import { encodeMessage, type Frame } from './zmtp.js';

/** Bytes that a reader may be behind before a publisher waits for it. */
const patienceFrom = 2 ** 20;
/** A reader that takes nothing for so many milliseconds is not waited for while its queue has room, */
const stillAfter = 1000;
/** nor after so many while its queue is full: it counts as stuck, and loses messages. */
const stuckAfter = 10_000;
/** How often readers that stand still are looked at again. */
const lookEvery = 50;
const lingerFor = 1000;

export class Publisher {
  readonly #welcome: (topic: string) => Frame[];
  readonly #subscribers = new Set<Subscriber>();
  readonly #server = new PeerServer((socket) => this.#accept(socket));
  #room: Promise<void> | undefined;
  #wake = () => {};

  /** @param welcome makes the first message for a subscriber to a topic */
  constructor(welcome: (topic: string) => Frame[]) {
    this.#welcome = welcome;
  }

  listen(address: string): Promise<void> {
    return this.#server.listen(address);
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
