// Answers the requests of the Debug Adapter Protocol that need the session. Runs on the listener thread, which hears
// requests while the main thread stands at a stop.

import type { Fields } from '../../contract/content.js';
import {
  type DebugAnswer,
  type DebugEvent,
  type DebugRequest,
  refused,
  threadId,
} from '../../contract/debug-messages.js';
import { Breakpoints, wantedOf } from './breakpoints.js';
import { Desk } from './desk-client.js';
import { Evaluation } from './evaluation.js';
import { Frames } from './frames.js';
import { Inspector } from './inspector.js';
import { type ErrorFilter, Pauses, type Step } from './pauses.js';
import { foreignScripts, Scripts } from './scripts.js';
import { VariableChanges } from './variable-changes.js';

export interface DebuggerParts {
  answer(id: number, answer: DebugAnswer): void;
  tell(event: DebugEvent): void;
  /** Stop has been pressed, and is not over. */
  isStopping(): boolean;
  /** V8 alone would pause at the next call of a function: a loop may have none. */
  askPause(): void;
}

/** What follows an answer: a front end expects that a step is answered before its events come. */
type Then = () => Promise<void>;
type Handler = (given: Fields) => Promise<DebugAnswer | [DebugAnswer, Then]>;

const done: DebugAnswer = { success: true };
const capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsEvaluateForHovers: true,
  supportsSetVariable: true,
  supportsExceptionInfoRequest: true,
  supportsModulesRequest: true,
  supportsTerminateRequest: true,
  supportsClipboardContext: true,
  exceptionBreakpointFilters: [
    {
      filter: 'uncaught',
      label: 'Uncaught Errors',
      description: 'Stops where an error is thrown that nothing catches.',
    },
    {
      filter: 'caught',
      label: 'Caught Errors',
      description: 'Stops where an error is thrown that code catches.',
    },
  ],
};
const stackDepth = 16;
/** Milliseconds between two looks whether Stop is over. */
const lookEvery = 20;
/** Milliseconds for which a cell waits for the end of the Stop before it. */
const readyWithin = 1000;

export class Debugger {
  readonly #parts: DebuggerParts;
  readonly #inspector = new Inspector();
  readonly #desk = new Desk(this.#inspector);
  readonly #scripts = new Scripts(this.#inspector, this.#desk);
  readonly #breakpoints: Breakpoints;
  readonly #pauses: Pauses;
  readonly #frames: Frames;
  readonly #evaluation: Evaluation;
  readonly #changes: VariableChanges;
  readonly #handlers: Readonly<Record<string, Handler>>;
  #isStarted = false;
  #turn: Promise<unknown> = Promise.resolve();
  #skipping: Promise<void> | undefined;

  constructor(parts: DebuggerParts) {
    this.#parts = parts;
    const [inspector, desk, scripts] = [this.#inspector, this.#desk, this.#scripts];
    this.#breakpoints = new Breakpoints(inspector, desk, scripts, parts.tell);
    this.#pauses = new Pauses(inspector, desk, scripts, this.#breakpoints, parts.tell);
    this.#frames = new Frames(this.#pauses, desk, inspector);
    this.#evaluation = new Evaluation(inspector, desk, this.#frames);
    this.#changes = new VariableChanges(desk, this.#frames, this.#evaluation);
    this.#handlers = {
      initialize: () => this.#inTurn(() => this.#initialize()),
      attach: async () => done,
      setBreakpoints: (given) => this.#setBreakpoints(given),
      setExceptionBreakpoints: (given) => this.#setExceptionBreakpoints(given),
      stackTrace: async (given) => ({ success: true, body: this.#frames.stackTrace(given) }),
      scopes: async (given) => ({ success: true, body: { scopes: await this.#frames.scopes(given) } }),
      variables: (given) => this.#variables(given),
      evaluate: (given) => this.#evaluation.evaluate(given),
      setVariable: (given) => this.#changes.set(given),
      exceptionInfo: () => this.#exceptionInfo(),
      inspectVariables: async () => ({ success: true, body: { variables: await this.#desk.globals() } }),
      richInspectVariables: (given) => this.#evaluation.rich(given),
      copyToGlobals: (given) => this.#evaluation.copyToGlobals(given),
      source: (given) => this.#source(given),
      modules: () => this.#modules(),
      continue: () => this.#resumed({ allThreadsContinued: true }, () => this.#pauses.continue()),
      next: () => this.#step('stepOver'),
      stepIn: () => this.#step('stepInto'),
      stepOut: () => this.#step('stepOut'),
      pause: () => this.#pause(),
      disconnect: () => this.#inTurn(() => this.#disconnect()),
      terminate: () => this.#inTurn(() => this.#disconnect()),
    };
  }

  async request(id: number, { command, arguments: given }: DebugRequest): Promise<void> {
    try {
      const handler = Object.hasOwn(this.#handlers, command) ? this.#handlers[command] : undefined;
      const answer =
        (await handler?.(given)) ?? refused(`This debugger does not know the request "${command}".`);
      if (!Array.isArray(answer)) return this.#parts.answer(id, answer);
      this.#parts.answer(id, answer[0]);
      await answer[1]();
    } catch (error) {
      this.#parts.answer(id, refused(error instanceof Error ? error.message : String(error)));
    }
  }

  /** Stop ends a cell at a breakpoint as well, and is not stopped in while it cleans up. */
  interrupt(): void {
    if (!this.#isStarted) return;
    this.#skipping ??= this.#skipUntilStopped().finally(() => {
      this.#skipping = undefined;
    });
  }

  /** To be awaited before a cell runs: what Stop has switched off is on again. Not for long: another Stop may wait behind it. */
  async ready(): Promise<void> {
    if (this.#skipping)
      await Promise.race([this.#skipping, new Promise((resolve) => setTimeout(resolve, readyWithin))]);
  }

  close(): void {
    this.#inspector.close();
  }

  async #skipUntilStopped(): Promise<void> {
    await this.#inspector.ask('Debugger.setSkipAllPauses', { skip: true });
    if (this.#pauses.current) await this.#pauses.continue();
    while (this.#parts.isStopping()) await new Promise((resolve) => setTimeout(resolve, lookEvery));
    if (this.#isStarted) await this.#inspector.ask('Debugger.setSkipAllPauses', { skip: false });
  }

  /** A session that replaces another is started while its front end may be leaving: one after the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  async #initialize(): Promise<DebugAnswer> {
    if (!this.#isStarted) {
      await this.#inspector.ask('Debugger.enable');
      await this.#inspector.ask('Debugger.setBlackboxPatterns', { patterns: foreignScripts });
      this.#isStarted = true;
    }
    return { success: true, body: capabilities };
  }

  async #setBreakpoints(given: Fields): Promise<DebugAnswer> {
    const { path } = given.source as { path: string };
    const breakpoints = await this.#breakpoints.set(path, wantedOf(given));
    await this.#keepLooking();
    return { success: true, body: { breakpoints } };
  }

  async #setExceptionBreakpoints({ filters }: Fields): Promise<DebugAnswer> {
    const wanted = Array.isArray(filters) ? (filters as ErrorFilter[]) : [];
    this.#pauses.errors = new Set(wanted.filter((one) => one === 'caught' || one === 'uncaught'));
    const isOn = this.#pauses.errors.size > 0;
    await this.#desk.watchErrors(isOn);
    await this.#inspector.ask('Debugger.setPauseOnExceptions', { state: isOn ? 'all' : 'none' });
    await this.#keepLooking();
    return done;
  }

  /**
   * Only while something can stop does V8 note the stack of every await, and is a new script looked at before it runs: a
   * loop takes three times as long afterwards, one that awaits sixteen times.
   */
  async #keepLooking(): Promise<void> {
    const isLooking = !this.#breakpoints.isEmpty || this.#pauses.errors.size > 0;
    await this.#desk.tellNewScripts(isLooking);
    await this.#inspector.ask('Debugger.setAsyncCallStackDepth', { maxDepth: isLooking ? stackDepth : 0 });
  }

  async #variables({ variablesReference, start, count, filter }: Fields): Promise<DebugAnswer> {
    if (typeof variablesReference !== 'number') return refused('variables: expected a variablesReference.');
    const paging = { start, count, filter } as Parameters<Desk['children']>[1];
    return { success: true, body: { variables: await this.#desk.children(variablesReference, paging) } };
  }

  async #source({ source }: Fields): Promise<DebugAnswer> {
    const { path } = (source ?? {}) as { path?: string };
    await this.#breakpoints.learn();
    const [script] = path === undefined ? [] : this.#scripts.at(path);
    return script
      ? { success: true, body: { content: script.source } }
      : refused(`source: ${path} is not known.`);
  }

  async #exceptionInfo(): Promise<DebugAnswer> {
    const error = this.#pauses.current?.error;
    if (!error) return refused('exceptionInfo: the code is not stopped at an error.');
    const { name, message, stack } = await this.#desk.errorInfo(error.thrown);
    const body = {
      exceptionId: name,
      description: message,
      breakMode: error.isUncaught ? 'unhandled' : 'always',
      details: { typeName: name, message, stackTrace: stack },
    };
    return { success: true, body };
  }

  async #modules(): Promise<DebugAnswer> {
    await this.#breakpoints.learn();
    const paths = new Map(this.#scripts.all.map(({ path, name }) => [path, name]));
    const modules = [...paths].map(([path, name], index) => ({ id: index, name, path }));
    return { success: true, body: { modules, totalModules: modules.length } };
  }

  async #resumed(body: object | undefined, then: Then): Promise<DebugAnswer | [DebugAnswer, Then]> {
    if (!this.#pauses.current) return refused('The code is not stopped.');
    return [{ success: true, ...(body && { body }) }, then];
  }

  #step(step: Step): Promise<DebugAnswer | [DebugAnswer, Then]> {
    return this.#resumed(undefined, () => this.#pauses.step(step));
  }

  async #pause(): Promise<DebugAnswer> {
    if (!this.#pauses.current) this.#parts.askPause();
    return done;
  }

  async #disconnect(): Promise<[DebugAnswer, Then]> {
    this.#isStarted = false;
    // A step that has not ended would stop in what Node runs inside of `disable`, which V8 does not survive.
    await this.#inspector.ask('Debugger.setSkipAllPauses', { skip: true });
    await this.#breakpoints.clear();
    if (this.#pauses.errors.size > 0) await this.#setExceptionBreakpoints({});
    await this.#pauses.end();
    await this.#keepLooking();
    await this.#inspector.ask('Debugger.disable');
    this.#scripts.clear();
    return [done, async () => this.#parts.tell({ event: 'thread', body: { reason: 'exited', threadId } })];
  }
}
