// The debugger as the front end sees it: answers what needs no session, passes the rest on, numbers the messages, and
// keeps what was asked for, so that a session which replaces another is debugged in the same way.
import { readFile } from 'node:fs/promises';
import { cellHashSeed, cellPath, cellPathPrefix, cellPathSuffix } from '../contract/cell-path.js';
import type { Fields } from '../contract/content.js';
import {
  type DebugAnswer,
  type DebugEvent,
  type DebugRequest,
  refused,
  threadId,
} from '../contract/debug-messages.js';
import { type Breakpoint, breakpointsOf, movedToCode } from './debug-breakpoints.js';
import { inJavaScript, type WithoutTypes } from './debug-expressions.js';
import { DebugTypes, type TypesAt } from './debug-types.js';
import { logged } from './last-resort.js';
import type { DebugMessage, DebugResponse } from './messages.js';

export interface DebuggingParts {
  /** Asks the session. */
  ask(request: DebugRequest): Promise<DebugAnswer>;
  withoutTypes: WithoutTypes;
  typesAt: TypesAt;
  publish(event: DebugEvent & { type: 'event'; seq: number }, parent: Uint8Array | undefined): Promise<void>;
  /** Makes a variable known to later cells. */
  declare(name: string): void;
}

type Handler = (given: Fields) => DebugAnswer | Promise<DebugAnswer>;

/** They tell of the session's variables, and need no debugger that has been started. */
const always = new Set(['inspectVariables', 'richInspectVariables', 'copyToGlobals', 'modules', 'variables']);

export class Debugging {
  readonly #parts: DebuggingParts;
  /** The texts of cells, by the files that they are taken for. */
  readonly #cells = new Map<string, string>();
  readonly #types: DebugTypes;
  readonly #breakpoints = new Map<string, readonly Breakpoint[]>();
  readonly #handlers: Readonly<Record<string, Handler>>;
  #exceptions: Fields | undefined;
  #start: Fields | undefined;
  #isStopped = false;
  #seq = 0;
  /** Of the latest request, which events are published under. */
  #parent: Uint8Array | undefined;

  constructor(parts: DebuggingParts) {
    this.#parts = parts;
    this.#types = new DebugTypes(parts.typesAt, (path) => this.#cells.get(path));
    this.#handlers = {
      debugInfo: () => this.#info(),
      dumpCell: (given) => this.#dumpCell(given),
      source: (given) => this.#source(given),
      initialize: (given) => this.#initialize(given),
      attach: (given) => this.#attach(given),
      configurationDone: () => ({ success: this.#start !== undefined }),
      threads: () => ({ success: true, body: { threads: [{ id: threadId, name: 'Cells' }] } }),
      setBreakpoints: (given) => this.#setBreakpoints(given),
      setExceptionBreakpoints: (given) => this.#setExceptionBreakpoints(given),
      copyToGlobals: (given) => this.#copyToGlobals(given),
      disconnect: (given) => this.#disconnect('disconnect', given),
      terminate: (given) => this.#disconnect('terminate', given),
    };
  }

  async answer({ seq, command, arguments: given }: DebugMessage, parent: Uint8Array): Promise<DebugResponse> {
    this.#parent = parent;
    const answer = await this.#answerTo(command, given);
    this.#seq += 1;
    return { type: 'response', seq: this.#seq, request_seq: seq, command, ...answer };
  }

  tell(event: DebugEvent): void {
    if (event.event === 'stopped') {
      this.#isStopped = true;
      this.#types.forget();
    }
    if (event.event === 'continued') this.#isStopped = false;
    this.#seq += 1;
    logged(this.#parts.publish({ type: 'event', seq: this.#seq, ...event }, this.#parent));
  }

  sessionReplaced(): void {
    if (this.#isStopped) this.tell({ event: 'continued', body: { threadId, allThreadsContinued: true } });
  }

  /** A session that replaces another is asked for what that was. */
  sessionOpened(): void {
    if (this.#start === undefined) return;
    const ask = (command: string, given: Fields) => logged(this.#ask(command, given).then(() => {}));
    ask('initialize', this.#start);
    if (this.#exceptions) ask('setExceptionBreakpoints', this.#exceptions);
    for (const [path, breakpoints] of this.#breakpoints)
      ask('setBreakpoints', { source: { path }, breakpoints });
  }

  #answerTo(command: string, given: Fields): DebugAnswer | Promise<DebugAnswer> {
    const own = Object.hasOwn(this.#handlers, command) ? this.#handlers[command] : undefined;
    if (own) return own(given);
    if (this.#start !== undefined || always.has(command)) return this.#ask(command, given);
    return refused(`${command}: the debugger has not been started. Send "initialize" first.`);
  }

  async #ask(command: string, given: Fields): Promise<DebugAnswer> {
    const request = inJavaScript({ command, arguments: given }, this.#parts.withoutTypes);
    const answer = await this.#parts.ask(request instanceof Promise ? await request : request);
    return this.#types.completed(command, given, answer);
  }

  #info(): DebugAnswer {
    const breakpoints = [...this.#breakpoints].filter(([, all]) => all.length > 0);
    return {
      success: true,
      body: {
        isStarted: this.#start !== undefined,
        hashMethod: 'Murmur2',
        hashSeed: cellHashSeed,
        tmpFilePrefix: cellPathPrefix(process.pid),
        tmpFileSuffix: cellPathSuffix,
        breakpoints: breakpoints.map(([source, all]) => ({ source, breakpoints: all })),
        stoppedThreads: this.#isStopped ? [threadId] : [],
        richRendering: true,
        exceptionPaths: ['Errors'],
        copyToGlobals: true,
      },
    };
  }

  #dumpCell({ code }: Fields): DebugAnswer {
    if (typeof code !== 'string')
      return refused(`dumpCell: expected "code" to be a text. Received: ${typeof code}.`);
    const sourcePath = cellPath(code, process.pid);
    this.#cells.set(sourcePath, code);
    return { success: true, body: { sourcePath } };
  }

  /** A cell that ran before it was dumped is known to the session. */
  async #source(given: Fields): Promise<DebugAnswer> {
    const path = pathOf(given);
    const known = this.#cells.get(path);
    if (known !== undefined) return { success: true, body: { content: known } };
    const answer = this.#start && (await this.#ask('source', given));
    if (answer?.success) return answer;
    return readFile(path, 'utf8').then(
      (content) => ({ success: true, body: { content } }),
      () => refused(`source: there is no file ${path}.`, {}),
    );
  }

  async #initialize(given: Fields): Promise<DebugAnswer> {
    const answer = await this.#ask('initialize', given);
    if (answer.success) this.#start = given;
    return answer;
  }

  async #attach(given: Fields): Promise<DebugAnswer> {
    if (this.#start === undefined) return refused('attach: send "initialize" first.');
    const answer = await this.#ask('attach', given);
    if (answer.success) {
      this.tell({ event: 'initialized' });
      this.tell({
        event: 'process',
        body: {
          name: 'TensorCell',
          systemProcessId: process.pid,
          isLocalProcess: true,
          startMethod: 'attach',
        },
      });
      this.tell({ event: 'thread', body: { reason: 'started', threadId } });
    }
    return answer;
  }

  async #setBreakpoints(given: Fields): Promise<DebugAnswer> {
    const path = pathOf(given);
    if (this.#start === undefined || path === '')
      return refused('setBreakpoints: expected a source with a path, after "initialize".');
    const text = this.#cells.get(path);
    const wanted = breakpointsOf(given).map((one) => movedToCode(one, text));
    const answer = await this.#ask('setBreakpoints', { source: { path }, breakpoints: wanted });
    if (answer.success) this.#breakpoints.set(path, placed(wanted, answer));
    return answer;
  }

  async #setExceptionBreakpoints(given: Fields): Promise<DebugAnswer> {
    if (this.#start === undefined) return refused('setExceptionBreakpoints: send "initialize" first.');
    const answer = await this.#ask('setExceptionBreakpoints', given);
    if (answer.success) this.#exceptions = given;
    return answer;
  }

  async #copyToGlobals(given: Fields): Promise<DebugAnswer> {
    const answer = await this.#ask('copyToGlobals', given);
    if (answer.success) this.#parts.declare(String(given.dstVariableName));
    return answer;
  }

  /** The session goes on. */
  async #disconnect(command: string, given: Fields): Promise<DebugAnswer> {
    if (this.#start === undefined) return { success: true };
    this.#start = undefined;
    this.#exceptions = undefined;
    this.#breakpoints.clear();
    const answer = await this.#ask(command, given);
    this.#isStopped = false;
    return answer;
  }
}

function pathOf({ source }: Fields): string {
  const path = typeof source === 'object' && source !== null && 'path' in source ? source.path : undefined;
  return typeof path === 'string' ? path : '';
}

/** As they were asked for, at the lines where they are; without those that have no line of code. */
function placed(wanted: readonly Breakpoint[], { body }: DebugAnswer): Breakpoint[] {
  const { breakpoints = [] } = (body ?? {}) as { breakpoints?: { verified: boolean; line?: number }[] };
  return wanted.flatMap((one, index) => {
    const set = breakpoints[index];
    return set?.verified ? [{ ...one, line: set.line ?? one.line }] : [];
  });
}
