// The iopub socket: sends every message to every subscriber, waits for slow readers instead of dropping lines, and
// sends each new subscriber a welcome message first (JEP 65): from there on it misses nothing.
import { type MessageLike, XPublisher } from 'zeromq';

/** Messages queued per slow reader before sending waits for it. */
const highWaterMark = 256;
/** A reader that takes nothing for so many milliseconds counts as stuck, and output is lost. */
const stuckAfter = 10_000;
/** How often a full queue is tried again: ZeroMQ has no event for a publisher's queue that has room again. */
const retryEvery = 2;
/** The first byte of a subscription message. */
const [unsubscribe, subscribe] = [0, 1];
/** ZMQ_SUBSCRIBE and ZMQ_UNSUBSCRIBE. */
const [subscribeOption, unsubscribeOption] = [6, 7];

export class Publisher {
  readonly #welcome: (topic: string) => MessageLike[];
  readonly #socket = new ManualPublisher({
    linger: 1000,
    sendHighWaterMark: highWaterMark,
    sendTimeout: 0,
  });
  #queue = Promise.resolve();
  readonly #welcomes: MessageLike[][] = [];
  #readerIsStuck = false;

  /** @param welcome makes the first message for a subscriber to a topic */
  constructor(welcome: (topic: string) => MessageLike[]) {
    this.#welcome = welcome;
    this.#socket.noDrop = true;
    this.#socket.manual = true;
  }

  bind(address: string): Promise<void> {
    return this.#socket.bind(address);
  }

  publish(frames: MessageLike[]): Promise<void> {
    return this.#enqueue(() => this.#deliver(frames));
  }

  /**
   * ZeroMQ knows whose subscription was received last only until the socket is used again. Receiving begins in a turn
   * of the event loop of its own, so that nothing else uses the socket between a subscription and its acceptance.
   */
  async takeSubscriptions(): Promise<void> {
    try {
      for (;;) {
        const [subscription] = await this.#socket.receive();
        this.#accept(subscription!);
        await new Promise(setImmediate);
      }
    } catch (error) {
      if (!this.#socket.closed) throw error;
    }
  }

  async close(): Promise<void> {
    await this.#queue;
    this.#socket.close();
  }

  #accept(subscription: Buffer): void {
    const topic = subscription.subarray(1);
    if (subscription[0] === unsubscribe) this.#socket.stopSending(topic);
    if (subscription[0] !== subscribe) return;
    this.#socket.startSending(topic);
    this.#welcomes.push(this.#welcome(topic.toString()));
    void this.#enqueue(() => this.#deliver());
  }

  #enqueue(action: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(action);
    return this.#queue;
  }

  async #deliver(frames?: MessageLike[]): Promise<void> {
    const deadline = Date.now() + (this.#readerIsStuck ? 0 : stuckAfter);
    this.#readerIsStuck = !(await this.#tryToSend(frames));
    while (this.#readerIsStuck && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, retryEvery));
      this.#readerIsStuck = !(await this.#tryToSend(frames));
    }
  }

  /** Welcome messages first: a subscriber may have been accepted while an earlier try waited. */
  async #tryToSend(frames?: MessageLike[]): Promise<boolean> {
    try {
      for (; this.#welcomes[0]; this.#welcomes.shift()) await this.#socket.send(this.#welcomes[0]);
      if (frames) await this.#socket.send(frames);
      return true;
    } catch {
      return false;
    }
  }
}

/** Sends a subscriber nothing before it is told to; its methods apply to the subscription received last. */
class ManualPublisher extends XPublisher {
  startSending(topic: Buffer): void {
    this.setStringOption(subscribeOption, topic);
  }

  stopSending(topic: Buffer): void {
    this.setStringOption(unsubscribeOption, topic);
  }
}
