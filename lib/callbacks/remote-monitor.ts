import { checkOptions } from '../core/messages.js';
import { notice } from '../core/notice.js';
import { Callback, type Logs } from '../training/callback.js';

/** Options of `callbacks.remoteMonitor`. */
export interface RemoteMonitorOptions {
  /** Address of the server. Default `http://localhost:9000`. */
  root?: string;
  /** What follows it. Default `/publish/epoch/end/`. */
  path?: string;
  /** The field of the form that holds the logs as JSON. Default `data`. */
  field?: string;
  /** Further headers of the request. Default: none. */
  headers?: Record<string, string>;
  /** Sends the JSON by itself instead of in a form. Default false. */
  sendAsJson?: boolean;
}

class RemoteMonitor extends Callback {
  readonly #options: Required<RemoteMonitorOptions>;

  constructor(options: RemoteMonitorOptions) {
    super();
    const usual = { root: 'http://localhost:9000', path: '/publish/epoch/end/', field: 'data' };
    this.#options = { ...usual, headers: {}, sendAsJson: false, ...options };
  }

  override get name(): string {
    return 'remoteMonitor';
  }

  override async onEpochEnd(epoch: number, logs: Logs): Promise<void> {
    const { root, path, field, headers, sendAsJson } = this.#options;
    const json = JSON.stringify({ epoch, ...logs });
    const body = sendAsJson ? json : new URLSearchParams({ [field]: json });
    const all = { ...(sendAsJson && { 'content-type': 'application/json' }), ...headers };
    try {
      await fetch(root + path, { method: 'POST', headers: all, body });
    } catch {
      notice(`remoteMonitor: the server at ${root} does not answer; training goes on.`);
    }
  }
}

/**
 * Sends each epoch's number and logs to a server, by POST. A server that does not answer is told of and passed over.
 * Keras: `RemoteMonitor`.
 * @example callbacks.remoteMonitor({ root: 'http://localhost:9000', sendAsJson: true })
 */
export function remoteMonitor(options: RemoteMonitorOptions = {}): Callback {
  checkOptions('remoteMonitor', options, ['root', 'path', 'field', 'headers', 'sendAsJson']);
  return new RemoteMonitor(options);
}
