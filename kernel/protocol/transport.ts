// How the dispatcher sends messages: the sockets implement it, and in tests a list of messages.
import type { Channel, Message, Outgoing } from './messages.js';

export interface Transport {
  /** Sends in order per channel. Resolves when the message has left, so that awaiting it bounds memory. */
  send(channel: Channel, message: Outgoing): Promise<void>;
}

export type Receive = (channel: Exclude<Channel, 'iopub'>, message: Message) => void;
