// The iopub socket: tells every subscriber everything, waits for slow readers instead of dropping lines, and greets
// each new subscriber before it hears anything else (JEP 65), so that it knows when nothing more can be missed.
import { type MessageLike, XPublisher } from 'zeromq';

/** Messages queued per slow reader before sending waits for it. */
const highWaterMark = 256;
/** A reader that takes nothing for so many milliseconds is taken for dead, and output is lost. */
const patience = 10_000;
/** How often a full queue is tried again: ZeroMQ tells of no moment when a publisher's queue has room. */
const retryEvery = 2;
/** The first byte of a wish. */
const [unsubscribe, subscribe] = [0, 1];
/** ZMQ_SUBSCRIBE and ZMQ_UNSUBSCRIBE. */
const [subscribeOption, unsubscribeOption] = [6, 7];

export class Publisher {
  private readonly socket = new GrantingSocket({
    linger: 1000,
    sendHighWaterMark: highWaterMark,
    sendTimeout: 0,
  });
  private queue = Promise.resolve();
  private readonly greetings: MessageLike[][] = [];
  private readerIsStuck = false;

  /** `welcome` makes the message that greets a subscriber to a topic. */
  constructor(private readonly welcome: (topic: string) => MessageLike[]) {
    this.socket.noDrop = true;
    this.socket.manual = true;
  }

  bind(address: string): Promise<void> {
    return this.socket.bind(address);
  }

  publish(frames: MessageLike[]): Promise<void> {
    return this.enqueue(() => this.deliver(frames));
  }

  /**
   * ZeroMQ knows whose wish was received last only until the socket is used again. Receiving begins in a turn of the
   * event loop of its own, so that no other use of the socket is due between a wish and its grant.
   */
  async takeSubscriptions(): Promise<void> {
    try {
      for (;;) {
        const [wish] = await this.socket.receive();
        this.grant(wish!);
        await new Promise(setImmediate);
      }
    } catch (error) {
      if (!this.socket.closed) throw error;
    }
  }

  async close(): Promise<void> {
    await this.queue;
    this.socket.close();
  }

  private grant(wish: Buffer): void {
    const topic = wish.subarray(1);
    if (wish[0] === unsubscribe) this.socket.stopSending(topic);
    if (wish[0] !== subscribe) return;
    this.socket.startSending(topic);
    this.greetings.push(this.welcome(topic.toString()));
    void this.enqueue(() => this.deliver());
  }

  private enqueue(action: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(action);
    return this.queue;
  }

  private async deliver(frames?: MessageLike[]): Promise<void> {
    const deadline = Date.now() + (this.readerIsStuck ? 0 : patience);
    this.readerIsStuck = !(await this.tryToSend(frames));
    while (this.readerIsStuck && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, retryEvery));
      this.readerIsStuck = !(await this.tryToSend(frames));
    }
  }

  /** Greetings first: who has just subscribed may have been granted while an earlier try waited. */
  private async tryToSend(frames?: MessageLike[]): Promise<boolean> {
    try {
      for (; this.greetings[0]; this.greetings.shift()) await this.socket.send(this.greetings[0]);
      if (frames) await this.socket.send(frames);
      return true;
    } catch {
      return false;
    }
  }
}

/** A publisher that sends a subscriber nothing before it is told to; what it is told holds for the last wish received. */
class GrantingSocket extends XPublisher {
  startSending(topic: Buffer): void {
    this.setStringOption(subscribeOption, topic);
  }

  stopSending(topic: Buffer): void {
    this.setStringOption(unsubscribeOption, topic);
  }
}
