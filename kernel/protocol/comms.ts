// The comms that are open, as the protocol process sees them: messages pass in both directions, and comm_info is
// answered even while the session computes.
import type { CommAction, CommEvent } from '../contract/session-messages.js';
import type { Exchange } from './dispatch.js';
import type { CommData, CommOpen } from './messages.js';

export type CommType = 'comm_open' | 'comm_msg' | 'comm_close';

const actions: Record<CommType, CommAction> = { comm_open: 'open', comm_msg: 'message', comm_close: 'close' };

export class Comms {
  readonly #targets = new Map<string, string>();

  info(target: string | undefined): Record<string, { target_name: string }> {
    const matching = [...this.#targets].filter(([, name]) => target === undefined || name === target);
    return Object.fromEntries(matching.map(([id, target_name]) => [id, { target_name }]));
  }

  /** A front end's request as a message for the session. */
  toSession(type: CommType, content: CommOpen | CommData, { message }: Exchange): CommEvent {
    const target =
      'target_name' in content ? content.target_name : (this.#targets.get(content.comm_id) ?? '');
    const { metadata, buffers } = message;
    const event = {
      action: actions[type],
      commId: content.comm_id,
      target,
      data: content.data,
      metadata,
      buffers,
    };
    this.#note(event);
    return event;
  }

  async publish(event: CommEvent, exchange: Pick<Exchange, 'publish'>): Promise<void> {
    this.#note(event);
    const { action, commId: comm_id, target: target_name, data, metadata, buffers } = event;
    const options = { metadata, buffers };
    if (action === 'open') await exchange.publish('comm_open', { comm_id, target_name, data }, options);
    if (action === 'message') await exchange.publish('comm_msg', { comm_id, data }, options);
    if (action === 'close') await exchange.publish('comm_close', { comm_id, data }, options);
  }

  /** To be called when the session has ended, and with it the other end of every comm. */
  async closeAll(exchange: Pick<Exchange, 'publish'> | undefined): Promise<void> {
    const ids = [...this.#targets.keys()];
    this.#targets.clear();
    for (const comm_id of ids) await exchange?.publish('comm_close', { comm_id, data: {} });
  }

  #note({ action, commId, target }: CommEvent): void {
    if (action === 'open') this.#targets.set(commId, target);
    if (action === 'close') this.#targets.delete(commId);
  }
}
