// Takes each request through its steps: busy, handler, reply, idle. Depends on no socket and no language, only on a
// transport and a table of handlers that is complete by type.
import { errorContent, notJson } from './error-content.js';
import { jsonProblem } from './json.js';
import { type Job, Lane, settleIncoming } from './lane.js';
import { finished, logged } from './last-resort.js';
import {
  type Answers,
  type Channel,
  type Failure,
  type Message,
  type Outgoing,
  type Publications,
  type PublicationType,
  type Requests,
  type RequestType,
  replyType,
} from './messages.js';
import { isRequestType, readContent } from './requests.js';
import type { Transport } from './transport.js';

export interface PublishOptions {
  metadata?: object;
  buffers?: readonly Uint8Array[];
}

export type Publish = <T extends PublicationType>(
  type: T,
  content: Publications[T],
  options?: PublishOptions,
) => Promise<void>;

/** A request in progress, as its handler sees it. */
export interface Exchange {
  readonly message: Message;
  readonly channel: Channel;
  readonly publish: Publish;
  /** Sends on the stdin channel to the front end that asked. */
  readonly ask: (type: string, content: object) => Promise<void>;
}

export type Answer<T extends RequestType> = Answers[T] | Failure;
export type Handlers = {
  [T in RequestType]: (content: Requests[T], exchange: Exchange) => Answer<T> | Promise<Answer<T>>;
};

type RequestChannel = 'shell' | 'control';
const mainLane = '';

export class Dispatcher {
  readonly #lanes = new Map<string, Lane>([[mainLane, new Lane()]]);
  /** The cells that run: after a quick answer in between, `busy` is published again for each of them. */
  readonly #executing = new Set<Exchange>();

  readonly #transport: Transport;
  readonly #handlers: Handlers;

  constructor(transport: Transport, handlers: Handlers) {
    this.#transport = transport;
    this.#handlers = handlers;
  }

  /** Resolves when a request has been answered, or a cell has been queued. Unknown messages are ignored. */
  async receive(channel: RequestChannel, message: Message): Promise<void> {
    const { msg_type: type } = message.header;
    if (!isRequestType(type)) return;
    const exchange = this.#exchange(channel, message);
    if (type === 'execute_request') this.#queue(exchange);
    else if (type === 'language_request') await this.#answerQuietly(type, exchange);
    else await this.#serve(type, exchange);
  }

  addLane(name: string): void {
    this.#lanes.set(name, new Lane());
  }

  async removeLane(name: string): Promise<boolean> {
    const lane = this.#lanes.get(name);
    if (!lane || name === mainLane) return false;
    this.#lanes.delete(name);
    await abortAll(lane.takeWaiting());
    return true;
  }

  laneNames(): string[] {
    return [...this.#lanes.keys()].filter((name) => name !== mainLane);
  }

  publish<T extends PublicationType>(type: T, content: Publications[T], parent?: Uint8Array): Promise<void> {
    return this.#transport.send('iopub', { type, content, ...(parent && { parent }) });
  }

  #queue(exchange: Exchange): void {
    const lane = this.#lanes.get(exchange.message.header.subshell_id ?? mainLane);
    const gone = {
      ename: 'SubshellError',
      evalue: 'This subshell does not exist or was deleted.',
      traceback: [],
    };
    if (!lane) {
      logged(this.#answer(exchange, 'execute_request', () => ({ status: 'error', ...gone })));
      return;
    }
    lane.add({
      run: () => this.#execute(exchange, lane),
      abort: () => this.#answer(exchange, 'execute_request', () => ({ status: 'aborted' })),
    });
  }

  async #execute(exchange: Exchange, lane: Lane): Promise<void> {
    const toAbort: Job[] = [];
    this.#executing.add(exchange);
    const answered = this.#answer(exchange, 'execute_request', async () => {
      const content = readContent('execute_request', exchange.message.content);
      const answer = await settle('execute_request', () => this.#handlers.execute_request(content, exchange));
      this.#executing.delete(exchange);
      if (!answer || !('ename' in answer) || !content.stop_on_error) return answer;
      // Before the reply: what a user sends after seeing the error must run.
      await settleIncoming();
      toAbort.push(...lane.takeWaiting());
      return answer;
    });
    await finished(answered);
    await abortAll(toAbort);
  }

  async #serve<T extends RequestType>(type: T, exchange: Exchange): Promise<void> {
    await this.#answer(exchange, type, () =>
      this.#handlers[type](readContent(type, exchange.message.content), exchange),
    );
    // A completion's idle must not make the front end believe that the running cell has ended.
    for (const running of this.#executing) await running.publish('status', { execution_state: 'busy' });
  }

  /** Without busy and idle: an editor asks with every key, and the signs of a working kernel would flicker. */
  async #answerQuietly<T extends RequestType>(type: T, exchange: Exchange): Promise<void> {
    const request = readContent(type, exchange.message.content);
    const content = await settle(type, () => this.#handlers[type](request, exchange));
    if (content) await this.#reply(exchange, type, content);
  }

  /** Busy, the answer if there is one, idle: in this order, whatever happens in between. */
  async #answer(exchange: Exchange, type: RequestType, work: () => unknown): Promise<void> {
    try {
      // Queued at once. Stop does not wait until every front end has read what the cell printed.
      logged(exchange.publish('status', { execution_state: 'busy' }));
      const content = await settle(type, work);
      if (content && hasReply(type)) await this.#reply(exchange, type, content);
    } finally {
      this.#executing.delete(exchange);
      await exchange.publish('status', { execution_state: 'idle' });
    }
  }

  #reply({ message, channel }: Exchange, type: RequestType, content: object): Promise<void> {
    const { identities, rawHeader: parent } = message;
    const reply: Outgoing = {
      type: replyType(type),
      content: { status: 'ok', ...content },
      parent,
      identities,
    };
    return this.#transport.send(channel, reply);
  }

  #exchange(channel: RequestChannel, message: Message): Exchange {
    const { rawHeader: parent, identities } = message;
    return {
      message,
      channel,
      publish: (type, content, options = {}) =>
        this.#transport.send('iopub', { type, content, parent, ...options }),
      ask: (type, content) => this.#transport.send('stdin', { type, content, parent, identities }),
    };
  }
}

/** Comm messages have none. */
function hasReply(type: RequestType): boolean {
  return type.endsWith('_request');
}

/** An error in a handler becomes its reply, as does a reply that JSON cannot hold: a front end waits for every reply. */
async function settle(type: RequestType, work: () => unknown): Promise<object | undefined> {
  try {
    const content = (await work()) as object | undefined;
    const problem = content && jsonProblem(content);
    return problem ? { status: 'error', ...notJson(replyType(type), problem) } : content;
  } catch (error) {
    return { status: 'error', ...errorContent(error) };
  }
}

async function abortAll(jobs: readonly Job[]): Promise<void> {
  for (const job of jobs) await finished(job.abort());
}
