// One reader of iopub: its connection, its subscriptions, and a queue of its own with what it has not taken yet.
import type { Socket } from 'node:net';
import { Peer, type Role } from './peer.js';

/** Bytes that are handed to the connection at once; each is a sign of life once it is taken. */
const pieceLength = 65_536;
/** Bytes queued for one reader; of more, the oldest messages are lost for it. */
const queueLimit = 64 * 2 ** 20;
const topicLimit = 256;
/** A subscription is a few bytes. */
const role: Role = { socketType: 'XPUB', peers: ['SUB', 'XSUB'], largestMessage: 65_536 };

export interface SubscriberListener {
  subscribed(subscriber: Subscriber, topic: string): void;
  /** The reader has taken something, or has gone. */
  moved(): void;
  closed(subscriber: Subscriber): void;
}

export class Subscriber {
  readonly #peer: Peer;
  readonly #listener: SubscriberListener;
  /** How often each topic is subscribed to, in Latin-1: topics are bytes. */
  readonly #topics = new Map<string, number>();
  #queue: Buffer[] = [];
  /** What is left of a message that is being sent. */
  #rest: Buffer | undefined;
  #queued = 0;
  #isSending = false;
  #isDue = false;
  #lastMove = performance.now();

  constructor(socket: Socket, listener: SubscriberListener) {
    this.#listener = listener;
    this.#peer = new Peer(socket, role, {
      message: ([frame]) => this.#readSubscription(frame!),
      command: (name, data) => this.#readCommand(name, data),
      closed: () => listener.closed(this),
    });
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
    this.#peer.close();
  }

  /** A message's first byte tells whether it subscribes; others are not meant for a publisher. */
  #readSubscription(frame: Buffer): void {
    const topic = frame.toString('latin1', 1);
    if (frame[0] === 1) this.#subscribe(topic);
    else if (frame[0] === 0) this.#unsubscribe(topic);
  }

  /** As later versions of the protocol subscribe. */
  #readCommand(name: string, data: Buffer): void {
    if (name === 'SUBSCRIBE') this.#subscribe(data.toString('latin1'));
    else if (name === 'CANCEL') this.#unsubscribe(data.toString('latin1'));
  }

  #subscribe(topic: string): void {
    if (this.#topics.size >= topicLimit) throw new Error('Too many topics.');
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
    if (this.#isSending) return;
    const piece = this.#nextPiece();
    if (!piece) return;
    this.#isSending = true;
    this.#peer.write(piece, () => this.#taken(piece.length));
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
