// The stack of a stop and the variables that each of its frames sees.
import type { Fields } from '../../contract/content.js';
import type { CallFrame, UserFrame } from './call-frame.js';
import { argumentOf, type Desk, type Handle } from './desk-client.js';
import type { Inspector } from './inspector.js';
import type { Pauses } from './pauses.js';

interface Scope {
  readonly name: string;
  readonly variablesReference: number;
  readonly expensive: boolean;
  readonly presentationHint?: string;
}

/** A scope that was shown, with V8's own in it. */
export interface ShownScope {
  readonly frame: CallFrame;
  /** Places in the chain of scopes, the inner ones first. */
  readonly places: readonly number[];
  /** Of a cell itself, not of one of its functions. */
  readonly isCell: boolean;
}

const outermost = new Set(['global', 'script', 'module']);

export class Frames {
  readonly #pauses: Pauses;
  readonly #desk: Desk;

  readonly #inspector: Inspector;
  #shown = new Map<number, ShownScope>();

  constructor(pauses: Pauses, desk: Desk, inspector: Inspector) {
    this.#pauses = pauses;
    this.#desk = desk;
    this.#inspector = inspector;
  }

  /** A frame's number is its place in the stack, from 1. */
  of(frameId: unknown): UserFrame | undefined {
    return typeof frameId === 'number' ? this.#pauses.current?.frames[frameId - 1] : undefined;
  }

  /** Where code stands. */
  get top(): CallFrame | undefined {
    return this.#pauses.current?.frames[0]?.call;
  }

  /** Of the stop that is now. */
  scopeOf(reference: number): ShownScope | undefined {
    const scope = this.#shown.get(reference);
    const isNow = this.#pauses.current?.frames.some(({ call }) => call === scope?.frame);
    return isNow ? scope : undefined;
  }

  /** False where there is no such variable, or it is a constant. */
  async assign({ frame, places }: ShownScope, name: string, newValue: Handle): Promise<boolean> {
    for (const scopeNumber of places) {
      const { object } = frame.scopeChain[scopeNumber]!;
      if (!(await this.#desk.namesIn(object)).includes(name)) continue;
      const { callFrameId } = frame;
      const given = { scopeNumber, variableName: name, newValue: argumentOf(newValue), callFrameId };
      return this.#inspector.ask('Debugger.setVariableValue', given).then(
        () => true,
        () => false,
      );
    }
    return false;
  }

  get isStopped(): boolean {
    return this.#pauses.current !== undefined;
  }

  stackTrace({ startFrame, levels }: Fields): object {
    const frames = this.#pauses.current?.frames ?? [];
    const from = typeof startFrame === 'number' ? startFrame : 0;
    const count = typeof levels === 'number' && levels > 0 ? levels : frames.length;
    const stackFrames = frames.map(({ name, line, column, script, call }, index) => ({
      id: index + 1,
      name: call ? name : `${name} (awaits)`,
      line,
      column,
      source: { name: script.name, path: script.path, sourceReference: 0 },
    }));
    return { stackFrames: stackFrames.slice(from, from + count), totalFrames: frames.length };
  }

  async scopes({ frameId }: Fields): Promise<Scope[]> {
    const frame = this.of(frameId);
    if (!frame) return [];
    const globals = await this.#desk.scope(null, undefined, []);
    const all: Scope[] = [];
    if (frame.call) all.push(...(await this.#localScopes(frame, frame.call)));
    return [...all, { name: 'Globals', variablesReference: globals, expensive: false }];
  }

  /** All that code in a frame can name, but for globals. */
  async namesOf({ scopeChain }: CallFrame): Promise<Set<string>> {
    const inner = scopeChain.filter(({ type }) => !outermost.has(type));
    const names = await Promise.all(inner.map(({ object }) => this.#desk.namesIn(object)));
    return new Set(names.flat());
  }

  #remember(reference: number, scope: ShownScope): void {
    const isOld = [...this.#shown.keys()].some((known) => this.scopeOf(known) === undefined);
    if (isOld) this.#shown = new Map();
    this.#shown.set(reference, scope);
  }

  async #localScopes({ script }: UserFrame, call: CallFrame): Promise<Scope[]> {
    const inner = call.scopeChain.filter(({ type }) => !outermost.has(type));
    const end = inner.findIndex(({ type }) => type === 'local') + 1;
    const isCell = call.functionLocation !== undefined && !script.original(call.functionLocation);
    const parts = [inner.slice(0, end), inner.slice(end)];
    const self = call.this.type === 'undefined' || !script.hasName('this') ? undefined : call.this;
    const scopes: Scope[] = [];
    for (const [index, part] of parts.entries()) {
      const holders = part.map(({ object }) => object);
      const names = (await Promise.all(holders.map((holder) => this.#desk.namesIn(holder)))).flat();
      const shown = [...new Set(names)].filter((name) => script.hasName(name));
      if (index === 1 && shown.length === 0) continue;
      const variablesReference = await this.#desk.scope(shown, index === 0 ? self : undefined, holders);
      const places = part.map((one) => call.scopeChain.indexOf(one));
      this.#remember(variablesReference, { frame: call, places, isCell: isCell && index === 0 });
      scopes.push(
        index === 0
          ? { name: 'Locals', variablesReference, expensive: false, presentationHint: 'locals' }
          : { name: 'Closure', variablesReference, expensive: false },
      );
    }
    return scopes;
  }
}
