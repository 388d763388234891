// The main thread's side of the debugger: its thread calls these methods while the main thread computes, rests or
// stands at a stop. Installed with the session; it does nothing until it is called.
import vm from 'node:vm';
import { isTracing } from '../../../lib/kernel-door.js';
import type { DisplayData } from '../../contract/content.js';
import { currentCell } from '../current-cell.js';
import { isError, messageOf, nameOf, stackOf } from '../error-facts.js';
import { tellNewScripts } from '../new-scripts.js';
import { safeDisplay } from '../outgoing.js';
import { show, showNow, showPlain } from '../show.js';
import { sourceOf } from '../sources.js';
import { sendStream } from '../streams.js';
import { watchErrors } from '../watched-errors.js';
import { variableNames } from '../whos.js';
import { childrenOf, partOf, setPart } from './children.js';
import { deskName } from './desk-name.js';
import { References } from './references.js';
import type { ScriptSource } from './script.js';
import type { Variable } from './variables.js';

const tracedNotice =
  'This code runs only while it is traced: `fit` makes a graph of it once, and computes by that. The tensors have no ' +
  'values here; `fit({ eager: true })` runs the code, and stops, at every step.\n';

interface Condition {
  readonly id: number;
  readonly hitCondition?: string | undefined;
}

export class DebuggerDesk {
  readonly #variables: Record<string, unknown>;
  readonly #references = new References();
  readonly #hits = new Map<number, { count: number; readonly isDue: (count: number) => boolean }>();
  readonly #told = new Set<string>();
  #exposed = new Map<string, PropertyDescriptor | undefined>();

  constructor(variables: Record<string, unknown>) {
    this.#variables = variables;
  }

  sources(names: readonly string[]): (ScriptSource | undefined)[] {
    return names.map(sourceOf);
  }

  globals(): Variable[] {
    return variableNames().map((name) => this.#references.variable(name, this.#variables[name]));
  }

  /** @param names those that are listed; the session's variables where there are none */
  scope(names: readonly string[] | null, hasSelf: boolean, ...given: object[]): number {
    if (names === null) return this.#references.add(this.#variables, variableNames());
    const joined = Object.create(null) as Record<string, unknown>;
    const [self, ...holders] = hasSelf ? given : [undefined, ...given];
    if (hasSelf) joined.this = self;
    // The inner scopes come first, and hide the outer ones.
    for (const holder of holders.reverse() as object[]) {
      for (const name of Object.getOwnPropertyNames(holder))
        Object.defineProperty(joined, name, {
          ...partOf(holder, name),
          configurable: true,
          enumerable: true,
        });
    }
    this.#references.hold(joined);
    return this.#references.add(joined, hasSelf ? ['this', ...names] : names);
  }

  variableNames(): string[] {
    return variableNames();
  }

  namesIn(holder: object): string[] {
    return Object.getOwnPropertyNames(holder);
  }

  children(reference: number, paging: { start?: number; count?: number; filter?: string }): Variable[] {
    const found = this.#references.of(reference);
    if (!found) return [];
    const { holder, names } = found;
    if (holder === this.#variables) return this.globals();
    const listed = childrenOf(holder, paging).filter(({ name }) => names?.has(name) ?? true);
    return listed.map(({ name, value, note }) =>
      note === undefined
        ? this.#references.variable(name, value)
        : { name, value: note, variablesReference: 0 },
    );
  }

  describe(name: string, value: unknown): Variable {
    if (typeof value === 'object' && value !== null) this.#references.hold(value);
    return this.#references.variable(name, value);
  }

  richNow(value: unknown): DisplayData {
    if (isTracing()) return showPlain(this.describe('', value).type ?? String(value));
    return safeDisplay(showNow(value), 'display');
  }

  /** Nothing of a name that no variable has. */
  async richVariable(name: string): Promise<{ shown?: DisplayData }> {
    if (!variableNames().includes(name)) return {};
    const value = this.#variables[name];
    return { shown: safeDisplay((await show(value)) ?? showPlain(value), 'display') };
  }

  /** Gives why it cannot be. */
  setPart(reference: number, name: string, value: unknown): string | undefined {
    const found = this.#references.of(reference);
    if (!found) return 'What it is a part of is gone.';
    if (found.holder !== this.#variables) return setPart(found.holder, name, value);
    this.#variables[name] = value;
    return undefined;
  }

  errorInfo(thrown: unknown): { name: string; message: string; stack: string } {
    if (isError(thrown)) return { name: nameOf(thrown), message: messageOf(thrown), stack: stackOf(thrown) };
    return { name: 'Thrown', message: this.describe('', thrown).value, stack: '' };
  }

  copy(name: string, value: unknown): void {
    this.#variables[name] = value;
  }

  /** As globals for the time of an evaluation: a frame's own names hide them, and an assignment reaches the variable. */
  expose(text: string): void {
    const words = new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu));
    for (const name of variableNames()) if (words.has(name) && !this.#exposed.has(name)) this.#expose(name);
  }

  cover(): void {
    for (const [name, before] of this.#exposed) {
      if (before) Object.defineProperty(globalThis, name, before);
      else Reflect.deleteProperty(globalThis, name);
    }
    this.#exposed = new Map();
  }

  /** The code goes on: what was shown at the stop is gone. */
  forget(): void {
    this.#references.forget();
  }

  mistakeIn(expression: string): string | undefined {
    try {
      new vm.Script(expression);
      return undefined;
    } catch (error) {
      return String(error);
    }
  }

  setConditions(conditions: readonly Condition[]): void {
    for (const { id, hitCondition } of conditions) {
      const isDue = hitTest(hitCondition);
      this.#hits.set(id, { count: 0, isDue });
    }
  }

  /** Called by V8 where a breakpoint with conditions is reached; true stops. */
  reached(id: number, text: string, condition?: () => unknown, log?: () => string): boolean {
    this.expose(text);
    try {
      if (condition && !condition()) return false;
      const hit = this.#hits.get(id);
      if (hit) {
        hit.count += 1;
        if (!hit.isDue(hit.count)) return false;
      }
      if (!log) return true;
      sendStream('stdout', `${log()}\n`);
    } catch (error) {
      this.#tellOnce(`Breakpoint with ${text}: ${String(error)}\n`);
    } finally {
      this.cover();
    }
    return false;
  }

  tellNewScripts(isOn: boolean): void {
    tellNewScripts(isOn);
  }

  /** Errors of cells are to be seen where they are thrown. */
  watchErrors(isOn: boolean): void {
    watchErrors(isOn);
  }

  noteTracing(): void {
    if (isTracing()) this.#tellOnce(tracedNotice);
  }

  /** Once in a cell's run. */
  #tellOnce(text: string): void {
    const key = `${currentCell().id} ${text}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    sendStream('stderr', text);
  }

  #expose(name: string): void {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    if (before && !before.configurable) return;
    this.#exposed.set(name, before);
    Object.defineProperty(globalThis, name, {
      get: () => this.#variables[name],
      set: (value: unknown) => {
        this.#variables[name] = value;
      },
      configurable: true,
    });
  }
}

/** `5` and `>= 5`: from the fifth time on; `== 5`: the fifth time; `% 5`: every fifth time. */
export function hitTest(condition: string | undefined): (count: number) => boolean {
  const parts = /^\s*(>=|>|<=|<|===?|=|%)?\s*(\d+)\s*$/.exec(condition ?? '');
  if (!parts) return () => true;
  const number = Number(parts[2]);
  switch (parts[1]) {
    case '>':
      return (count) => count > number;
    case '<':
      return (count) => count < number;
    case '<=':
      return (count) => count <= number;
    case '%':
      return (count) => number > 0 && count % number === 0;
    case undefined:
    case '>=':
      return (count) => count >= number;
    default:
      return (count) => count === number;
  }
}

/** To be called once. */
export function installDebuggerDesk(variables: Record<string, unknown>): void {
  Object.defineProperty(globalThis, Symbol.for(deskName), { value: new DebuggerDesk(variables) });
}
