// Where the main thread stands still, and how it goes on. V8 stops at statements; here a stop is a line of the user's:
// what the kernel has added, and the rest of a line that was stepped from, are gone over.
import { type DebugEvent, threadId } from '../../contract/debug-messages.js';
import type { Breakpoints } from './breakpoints.js';
import type { AsyncStack, CallFrame, Location, UserFrame } from './call-frame.js';
import type { Desk, Handle } from './desk-client.js';
import type { Inspector } from './inspector.js';
import type { Script } from './script.js';
import type { Scripts } from './scripts.js';
import { StepGuards } from './step-guards.js';

interface Paused {
  readonly callFrames: readonly CallFrame[];
  readonly reason: string;
  readonly data?: Handle & {
    readonly scriptId?: string;
    readonly uncaught?: boolean;
    readonly description?: string;
  };
  readonly hitBreakpoints?: readonly string[];
  readonly asyncStackTrace?: AsyncStack;
}

export interface Pause {
  readonly frames: readonly UserFrame[];
  /** What was thrown, at a stop for an error. */
  readonly error?: { readonly thrown: Handle; readonly isUncaught: boolean } | undefined;
}

export type Step = 'stepOver' | 'stepInto' | 'stepOut';

interface Origin {
  readonly step: Step;
  readonly script: Script;
  readonly line: number;
  readonly function: string;
  readonly depth: number;
}

export type ErrorFilter = 'caught' | 'uncaught';

/** A line that takes more steps of V8's than this is stopped in. */
const mostSteps = 10_000;

export class Pauses {
  current: Pause | undefined;
  errors: ReadonlySet<ErrorFilter> = new Set();
  readonly #inspector: Inspector;
  readonly #desk: Desk;
  readonly #scripts: Scripts;
  readonly #breakpoints: Breakpoints;
  readonly #tell: (event: DebugEvent) => void;
  readonly #guards: StepGuards;
  #origin: Origin | undefined;
  #isPausing = false;
  #steps = 0;

  constructor(
    inspector: Inspector,
    desk: Desk,
    scripts: Scripts,
    breakpoints: Breakpoints,
    tell: (event: DebugEvent) => void,
  ) {
    this.#inspector = inspector;
    this.#guards = new StepGuards(inspector);
    this.#desk = desk;
    this.#scripts = scripts;
    this.#breakpoints = breakpoints;
    this.#tell = tell;
    inspector.on<Paused>('Debugger.paused', (paused) => {
      // Whatever fails here, the main thread must not stand still unseen.
      this.#paused(paused).catch(() => this.#go('resume'));
    });
  }

  /** To be called at a stop; the front end has been told before that it ends. */
  async continue(): Promise<void> {
    await this.#leave();
    await this.#guards.remove();
    await this.#go('resume');
  }

  /** Neither the end of a step nor a stop that was asked for is waited for any more. */
  async end(): Promise<void> {
    this.#origin = undefined;
    this.#isPausing = false;
    if (this.current) await this.continue();
    else await this.#guards.remove();
  }

  async step(step: Step): Promise<void> {
    const frames = this.current?.frames ?? [];
    const [top] = frames;
    const origin = top?.call && originOf(step, top, top.call, frames.length);
    await this.#leave();
    await this.#guards.add(guarded(step, frames));
    this.#origin = origin;
    this.#steps = 0;
    await this.#go(step);
  }

  async #leave(): Promise<void> {
    if (!this.current) return;
    this.current = undefined;
    this.#origin = undefined;
    await this.#desk.forget();
    this.#tell({ event: 'continued', body: { threadId, allThreadsContinued: true } });
  }

  async #paused(paused: Paused): Promise<void> {
    await this.#breakpoints.learn();
    if (this.#scripts.isBeforeNew(paused.callFrames[0]?.location.scriptId)) return this.#goOn();
    if (this.#scripts.isPause(paused.callFrames[0]?.location.scriptId)) {
      this.#isPausing = true;
      return this.#go('stepOut');
    }
    const ids = this.#breakpoints.idsOf(paused.hitBreakpoints ?? []);
    const frames = this.#framesOf(paused);
    if (isError(paused)) {
      if (ids.length === 0 && !this.#isWantedError(paused, frames)) return this.#goOn();
      const text = paused.data?.description?.split('\n')[0];
      return this.#stop(frames, 'exception', { text }, errorOf(paused));
    }
    if (ids.length > 0) return this.#stop(frames, 'breakpoint', { hitBreakpointIds: ids });
    const isOfStep = this.#origin !== undefined || this.#isPausing;
    if (this.#isBelow(paused, frames)) return this.#goOn();
    const onward = this.#onward(paused, frames);
    if (onward !== undefined) return onward === 'resume' ? this.#goOn() : this.#go(onward);
    return this.#stop(frames, this.#isPausing ? 'pause' : isOfStep ? 'step' : 'breakpoint', {});
  }

  async #stop(
    frames: readonly UserFrame[],
    reason: string,
    more: object,
    error?: Pause['error'],
  ): Promise<void> {
    this.#origin = undefined;
    this.#isPausing = false;
    await this.#guards.remove();
    this.current = { frames, error };
    await this.#desk.noteTracing();
    this.#tell({
      event: 'stopped',
      body: { reason, threadId, preserveFocusHint: false, allThreadsStopped: true, ...more },
    });
  }

  /** A guard was reached in a call that the step does not go into. */
  #isBelow({ hitBreakpoints = [] }: Paused, frames: readonly UserFrame[]): boolean {
    if (!this.#origin || !this.#guards.has(hitBreakpoints)) return false;
    const { depth, step } = this.#origin;
    return frames.length > (step === 'stepOut' ? depth - 1 : depth);
  }

  /** How to go on from a place where the user is not to stop. */
  #onward({ callFrames: [top] }: Paused, frames: readonly UserFrame[]): Step | 'resume' | undefined {
    this.#steps += 1;
    const script = top && this.#scripts.of(top.location.scriptId);
    if (!top || !script) return this.#isPausing || this.#origin ? 'stepOut' : 'resume';
    const here = frames[0]?.call === top ? frames[0] : undefined;
    // At its end a cell returns to the kernel: what runs next is another cell, or a timer.
    if (!here) return isEndOf(script, top) ? 'resume' : (this.#origin?.step ?? 'stepOver');
    const origin = this.#origin;
    if (!origin || origin.step === 'stepOut' || this.#steps > mostSteps) return undefined;
    const isSameLine =
      origin.script === script && origin.line === here.line && origin.function === functionOf(top);
    return isSameLine && frames.length <= origin.depth ? origin.step : undefined;
  }

  #isWantedError({ data }: Paused, frames: readonly UserFrame[]): boolean {
    if (frames.length === 0 || data?.description?.startsWith('Interrupted')) return false;
    return this.errors.has(data?.uncaught ? 'uncaught' : 'caught');
  }

  #framesOf({ callFrames, asyncStackTrace }: Paused): UserFrame[] {
    const frames = callFrames.flatMap((call) => this.#frameOf(call.functionName, call.location, call));
    for (let stack = asyncStackTrace; stack; stack = stack.parent)
      frames.push(...stack.callFrames.flatMap((one) => this.#frameOf(one.functionName, one)));
    return frames;
  }

  #frameOf(functionName: string, location: Location, call?: CallFrame): UserFrame[] {
    const script = this.#scripts.of(location.scriptId);
    const at = script?.original(location);
    if (!script || !at) return [];
    const isWhole = call?.functionLocation && script.original(call.functionLocation) === undefined;
    const name = functionName || (isWhole || !call ? script.name : '(unnamed)');
    return [{ script, name, ...at, ...(call && { call }) }];
  }

  /** Runs on to what the user waits for: the end of a step, or the next line where a pause was asked for. */
  async #goOn(): Promise<void> {
    await this.#go(this.#isPausing ? 'stepOut' : 'resume');
  }

  async #go(how: Step | 'resume'): Promise<void> {
    await this.#inspector.ask(`Debugger.${how}`).catch(() => {});
  }
}

/** A function that waits returns to its caller, which is not where the step goes. */
function guarded(step: Step, frames: readonly UserFrame[]): readonly UserFrame[] {
  const [top] = frames;
  if (step === 'stepOut') return frames.slice(1, 2);
  const waits = top !== undefined && /\bawait\b/.test(top.script.lineText(top.line));
  return frames.slice(0, waits ? 1 : 2);
}

function originOf(step: Step, frame: UserFrame, call: CallFrame, depth: number): Origin {
  return { step, script: frame.script, line: frame.line, function: functionOf(call), depth };
}

function functionOf({ functionLocation: at, location }: CallFrame): string {
  return at ? `${at.scriptId}:${at.lineNumber}:${at.columnNumber}` : location.scriptId;
}

/** The place behind the user's code at which the whole script's function returns. */
function isEndOf(script: Script, { functionLocation, location }: CallFrame): boolean {
  const isWhole = functionLocation !== undefined && script.original(functionLocation) === undefined;
  return isWhole && location.lineNumber >= script.lastLine;
}

function errorOf({ data }: Paused): Pause['error'] {
  return data && { thrown: data, isUncaught: data.uncaught ?? false };
}

function isError({ reason }: Paused): boolean {
  return reason === 'exception' || reason === 'promiseRejection';
}
