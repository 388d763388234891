// The kernel: connects language, runtime and history to the table of handlers that the dispatcher calls.
import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fields } from '../contract/content.js';
import type { Declared } from '../contract/language.js';
import { about, doctorsReport } from './about.js';
import type { Checker } from './checker.js';
import { Comms, type CommType } from './comms.js';
import { Debugging } from './debugging.js';
import { type Answer, Dispatcher, type Exchange, type Handlers } from './dispatch.js';
import { errorContent } from './error-content.js';
import { Executor } from './execute.js';
import type { History } from './history.js';
import { kernelInfo } from './kernel-info.js';
import { logged } from './last-resort.js';
import type { CommData, CommOpen, Message } from './messages.js';
import { Outputs } from './outputs.js';
import { Runtime } from './runtime.js';
import type { Session } from './session-process.js';
import type { Receive, Transport } from './transport.js';

export interface KernelParts {
  transport: Transport;
  checker: Checker;
  history: History;
  startSession(): Session;
  /** Ends the process after the last reply. */
  exit(): void;
}

/** Milliseconds that the library waits for the checker, which takes longer without a snapshot. */
const longestQuiet = 1000;
/** For the protocol process, the checker, the session and the front end. */
const coresForAll = 4;

export class Kernel {
  readonly #parts: KernelParts;
  readonly #comms = new Comms();
  readonly #outputs = new Outputs(this.#comms);
  readonly #runtime: Runtime;
  readonly #executor: Executor;
  readonly #dispatcher: Dispatcher;
  readonly #debugging: Debugging;
  #shuttingDown = false;

  constructor(parts: KernelParts) {
    this.#parts = parts;
    const outputs = this.#outputs;
    this.#debugging = new Debugging({
      ask: (request) => this.#runtime.debug(request),
      withoutTypes: (source) => parts.checker.withoutTypes(source),
      typesAt: ({ source, ...place }, names) => parts.checker.typesInScope(source, place, names),
      publish: (event, parent) => this.#dispatcher.publish('debug_event', event, parent),
      declare: (name) => parts.checker.commit(untyped(name)),
    });
    this.#runtime = new Runtime(parts.startSession, {
      output: (message) => outputs.publish(message),
      raw: (name, bytes) => outputs.raw(name, bytes),
      debugEvent: (event) => this.#debugging.tell(event),
      opened: () => this.#sessionOpened(),
      replaced: ({ error }, hadCells) => this.#sessionReplaced(error.evalue, hadCells),
    });
    this.#executor = new Executor({
      checker: parts.checker,
      history: parts.history,
      outputs,
      runtime: this.#runtime,
    });
    this.#dispatcher = new Dispatcher(parts.transport, this.#handlers());
  }

  readonly receive: Receive = (channel, message) => {
    if (channel !== 'stdin') logged(this.#serve(channel, message));
    else if (message.header.msg_type === 'input_reply') this.#typed(message.content.value);
  };

  async #serve(channel: 'shell' | 'control', message: Message): Promise<void> {
    try {
      await this.#dispatcher.receive(channel, message);
    } finally {
      if (this.#shuttingDown) this.#parts.exit();
    }
  }

  start(): Promise<void> {
    return this.#dispatcher.publish('status', { execution_state: 'starting' });
  }

  interrupt(): void {
    this.#executor.interrupt();
  }

  close(): void {
    this.#runtime.close();
    this.#parts.checker.close();
  }

  #typed(value: unknown): void {
    this.#runtime.send({ type: 'input_reply', value: typeof value === 'string' ? value : '' });
  }

  #sessionOpened(): void {
    this.#debugging.sessionOpened();
    logged(this.#loadLibraryInTime());
  }

  /** Where processors are few, checker and first cells come first; where nobody runs one, the library is there for it. */
  async #loadLibraryInTime(): Promise<void> {
    const hasRoom = availableParallelism() >= coresForAll;
    await Promise.race([
      this.#parts.checker.ready,
      hasRoom || pause(longestQuiet, undefined, { ref: false }),
    ]);
    if (hasRoom) this.#runtime.loadLibrary();
    else this.#executor.loadLibraryWhenQuiet();
  }

  #sessionReplaced(message: string, hadCells: boolean): void {
    this.#outputs.sessionReplaced();
    this.#parts.checker.reset();
    this.#debugging.sessionReplaced();
    if (!hadCells) logged(this.#outputs.tell(`${message}\n`));
  }

  #handlers(): Handlers {
    const { checker } = this.#parts;
    return {
      kernel_info_request: () => kernelInfo(),
      execute_request: (request, exchange) => this.#executor.execute(request, exchange),
      complete_request: ({ code, cursor_pos }) => checker.complete(code, cursor_pos),
      inspect_request: ({ code, cursor_pos, detail_level }) =>
        checker.inspect(code, cursor_pos, detail_level),
      is_complete_request: ({ code }) => checker.isComplete(code),
      history_request: (request) => ({ history: this.#parts.history.find(request) }),
      comm_info_request: ({ target_name }) => ({ comms: this.#comms.info(target_name) }),
      comm_open: (content, exchange) => this.#deliver('comm_open', content, exchange),
      comm_msg: (content, exchange) => this.#deliver('comm_msg', content, exchange),
      comm_close: (content, exchange) => this.#deliver('comm_close', content, exchange),
      interrupt_request: () => {
        this.#executor.interrupt();
        return {};
      },
      shutdown_request: ({ restart }) => this.#shutdown(restart),
      create_subshell_request: () => {
        const subshell_id = randomUUID();
        this.#dispatcher.addLane(subshell_id);
        return { subshell_id };
      },
      delete_subshell_request: async ({ subshell_id }) => {
        if (await this.#dispatcher.removeLane(subshell_id)) return {};
        return {
          status: 'error',
          ename: 'SubshellError',
          evalue: `No subshell ${subshell_id}.`,
          traceback: [],
        };
      },
      debug_request: (request, { message }) => this.#debugging.answer(request, message.rawHeader),
      language_request: ({ method, params }) => this.#edit(method, params),
      list_subshell_request: () => ({ subshell_id: this.#dispatcher.laneNames() }),
    };
  }

  async #edit(method: string, params: Fields): Promise<Answer<'language_request'>> {
    if (method === 'kernel/about') return { result: await about(this.#runtime.facts) };
    if (method === 'kernel/doctor') return { result: await doctorsReport() };
    const edited = await this.#parts.checker.edit(method, params);
    return 'error' in edited
      ? { status: 'error', ...edited.error, traceback: [] }
      : { result: edited.result };
  }

  async #deliver(type: CommType, content: CommOpen | CommData, exchange: Exchange): Promise<undefined> {
    const event = this.#comms.toSession(type, content, exchange);
    try {
      await this.#runtime.deliver(this.#outputs.register(exchange), event);
    } catch (error) {
      await exchange.publish('error', errorContent(error));
    }
  }

  #shutdown(restart: boolean): { restart: boolean } {
    this.#runtime.close();
    logged(this.#dispatcher.publish('shutdown_reply', { status: 'ok', restart }));
    this.#shuttingDown = true;
    return { restart };
  }
}

/** A variable that the debugger made: of any type. */
function untyped(name: string): Declared {
  const meanings = new Map([[name, { value: true, type: false }]]);
  return { declarations: '', meanings, texts: new Map(), captured: [] };
}
