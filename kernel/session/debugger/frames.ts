// The stack of a stop and the variables that each of its frames sees.
import type { Fields } from '../../contract/content.js';
import type { CallFrame, UserFrame } from './call-frame.js';
import type { Desk } from './desk-client.js';
import type { Pauses } from './pauses.js';

interface Scope {
  readonly name: string;
  readonly variablesReference: number;
  readonly expensive: boolean;
  readonly presentationHint?: string;
}

const outermost = new Set(['global', 'script', 'module']);

export class Frames {
  readonly #pauses: Pauses;
  readonly #desk: Desk;

  constructor(pauses: Pauses, desk: Desk) {
    this.#pauses = pauses;
    this.#desk = desk;
  }

  /** A frame's number is its place in the stack, from 1. */
  of(frameId: unknown): UserFrame | undefined {
    return typeof frameId === 'number' ? this.#pauses.current?.frames[frameId - 1] : undefined;
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

  async #localScopes({ script }: UserFrame, call: CallFrame): Promise<Scope[]> {
    const inner = call.scopeChain.filter(({ type }) => !outermost.has(type));
    const end = inner.findIndex(({ type }) => type === 'local') + 1;
    const parts = [inner.slice(0, end), inner.slice(end)].map((part) => part.map(({ object }) => object));
    const self = call.this.type === 'undefined' || !script.hasName('this') ? undefined : call.this;
    const scopes: Scope[] = [];
    for (const [index, holders] of parts.entries()) {
      const names = (await Promise.all(holders.map((holder) => this.#desk.namesIn(holder)))).flat();
      const shown = [...new Set(names)].filter((name) => script.hasName(name));
      if (index === 1 && shown.length === 0) continue;
      const variablesReference = await this.#desk.scope(shown, index === 0 ? self : undefined, holders);
      scopes.push(
        index === 0
          ? { name: 'Locals', variablesReference, expensive: false, presentationHint: 'locals' }
          : { name: 'Closure', variablesReference, expensive: false },
      );
    }
    return scopes;
  }
}
