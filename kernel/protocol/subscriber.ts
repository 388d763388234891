// One reader of iopub: its connection, its subscriptions, and a queue of its own with what it has not taken yet.
import type { Socket } from 'node:net';
import { greeting, type Incoming, pongCommand, readyCommand, ZmtpReader } from './zmtp.js';

/** Bytes that are handed to the connection at once; each is a sign of life once it is taken. */
const pieceLength = 65_536;
/** Bytes queued for one reader; of more, the oldest messages are lost for it. */
const queueLimit = 64 * 2 ** 20;
const topicLimit = 256;
const handshakeWithin = 10_000;

export interface SubscriberListener {
  subscribed(subscriber: Subscriber, topic: string): void;
  /** The reader has taken something, or has gone. */
  moved(): void;
  closed(subscriber: Subscriber): void;
}

export class Subscriber {
  readonly #socket: Socket;
  readonly #listener: SubscriberListener;
  readonly #reader = new ZmtpReader();
  /** How often each topic is subscribed to, in Latin-1: topics are bytes. */
  readonly #topics = new Map<string, number>();
  #queue: Buffer[] = [];
  /** What is left of a message that is being sent. */
  #rest: Buffer | undefined;
  #queued = 0;
  #isSending = false;
  #isDue = false;
  #isReady = false;
  #lastMove = performance.now();

  constructor(socket: Socket, listener: SubscriberListener) {
    this.#socket = socket;
    this.#listener = listener;
    socket.setTimeout(handshakeWithin, () => this.#isReady || socket.destroy());
    socket.on('error', () => {});
    socket.on('close', () => listener.closed(this));
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.write(greeting());
  }

  /** Bytes that the reader has not taken yet. */
  get queued(): number {
    return this.#queued;
  }

  get isFull(): boolean {
    return this.#queued >= queueLimit;
  }

  /** Milliseconds since the reader took something, or since there was something to take. */
  get stillFor(): number {
    return this.#queued === 0 ? 0 : performance.now() - this.#lastMove;
  }

  wants(topic: string): boolean {
    for (const wanted of this.#topics.keys()) if (topic.startsWith(wanted)) return true;
    return false;
  }

  /** Queues a message, which is shared with the other readers. */
  send(message: Buffer): void {
    if (this.#queued === 0) this.#lastMove = performance.now();
    this.#queue.push(message);
    this.#queued += message.length;
    while (this.#queued > queueLimit && this.#queue.length > 1) this.#queued -= this.#queue.shift()!.length;
    if (this.#queued < pieceLength) this.#sendSoon();
    else this.#sendNext();
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    try {
      for (const incoming of this.#reader.push(chunk)) this.#handle(incoming);
    } catch {
      // Not a subscriber, or a damaged one.
      this.close();
    }
  }

  #handle(incoming: Incoming): void {
    switch (incoming.type) {
      case 'ready':
        if (!incoming.socketType.endsWith('SUB')) throw new Error('Only subscribers may connect.');
        this.#isReady = true;
        this.#socket.write(readyCommand('XPUB'));
        break;
      case 'ping':
        this.#socket.write(pongCommand(incoming.context));
        break;
      case 'subscribe':
        this.#subscribe(incoming.topic);
        break;
      case 'unsubscribe':
        this.#unsubscribe(incoming.topic);
    }
  }

  #subscribe(topic: string): void {
    if (!this.#isReady || this.#topics.size >= topicLimit) throw new Error('Too early, or too much.');
    this.#topics.set(topic, (this.#topics.get(topic) ?? 0) + 1);
    this.#listener.subscribed(this, topic);
  }

  #unsubscribe(topic: string): void {
    const count = this.#topics.get(topic) ?? 0;
    if (count > 1) this.#topics.set(topic, count - 1);
    else this.#topics.delete(topic);
  }

  /** What one turn has to say goes out at once, and behind what another process waits for. */
  #sendSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      this.#sendNext();
    });
  }

  #sendNext(): void {
    if (this.#isSending || this.#socket.destroyed) return;
    const piece = this.#nextPiece();
    if (!piece) return;
    this.#isSending = true;
    this.#socket.write(piece, () => this.#taken(piece.length));
  }

  #taken(length: number): void {
    this.#isSending = false;
    this.#queued -= length;
    this.#lastMove = performance.now();
    this.#sendNext();
    this.#listener.moved();
  }

  /** Many small messages at once, or a part of a large one. */
  #nextPiece(): Buffer | undefined {
    if (!this.#rest) {
      const next = this.#takeSome();
      if (next.length === 0) return undefined;
      this.#rest = next.length === 1 ? next[0]! : Buffer.concat(next);
    }
    const piece = this.#rest.subarray(0, pieceLength);
    this.#rest = this.#rest.length > pieceLength ? this.#rest.subarray(pieceLength) : undefined;
    return piece;
  }

  #takeSome(): Buffer[] {
    let [count, length] = [0, 0];
    while (count < this.#queue.length && length < pieceLength) length += this.#queue[count++]!.length;
    return this.#queue.splice(0, count);
  }
}
