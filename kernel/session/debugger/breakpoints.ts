// The breakpoints of each file: kept for scripts that are still to come, set in those that are there.

import type { Fields } from '../../contract/content.js';
import type { DebugEvent } from '../../contract/debug-messages.js';
import type { Desk } from './desk-client.js';
import { deskName } from './desk-name.js';
import type { Inspector } from './inspector.js';
import type { Script } from './script.js';
import type { Scripts } from './scripts.js';

interface Wanted {
  readonly line: number;
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
}

/** As it is told to the front end. */
interface Told {
  readonly id: number;
  readonly verified: boolean;
  readonly line: number;
  readonly message?: string;
  readonly source: { readonly path: string };
}

interface Breakpoint extends Wanted {
  readonly id: number;
  /** Of V8, one in each script of the file. */
  readonly placed: string[];
  /** Why it cannot be set. */
  readonly problem?: string | undefined;
}

export class Breakpoints {
  readonly #inspector: Inspector;
  readonly #desk: Desk;
  readonly #scripts: Scripts;
  readonly #tell: (event: DebugEvent) => void;
  readonly #byPath = new Map<string, Breakpoint[]>();
  #last = 0;

  constructor(inspector: Inspector, desk: Desk, scripts: Scripts, tell: (event: DebugEvent) => void) {
    this.#inspector = inspector;
    this.#desk = desk;
    this.#scripts = scripts;
    this.#tell = tell;
  }

  /** In place of those that the file has. */
  async set(path: string, wanted: readonly Wanted[]): Promise<Told[]> {
    if (wanted.length > 0) await this.learn();
    await this.#remove(path);
    const all: Breakpoint[] = [];
    for (const one of wanted) {
      this.#last += 1;
      all.push({ ...one, id: this.#last, placed: [], problem: await this.#problemOf(one) });
    }
    this.#byPath.set(path, all);
    await this.#desk.setConditions(all.map(({ id, hitCondition }) => ({ id, hitCondition })));
    const lines = new Map<number, number>();
    const scripts = this.#scripts.at(path);
    for (const script of scripts) {
      for (const one of all) {
        const line = await this.#place(one, script);
        if (line !== undefined) lines.set(one.id, line);
      }
    }
    return all.map((one) => toldOf(one, path, scripts.length === 0 ? one.line : lines.get(one.id)));
  }

  get isEmpty(): boolean {
    return [...this.#byPath.values()].every((all) => all.length === 0);
  }

  async clear(): Promise<void> {
    for (const path of [...this.#byPath.keys()]) await this.#remove(path);
  }

  /** Looks at the scripts that have come since, and places in them what is set for them. */
  async learn(): Promise<void> {
    for (const script of await this.#scripts.learn()) await this.#placeIn(script);
  }

  /** Those of V8's that are the user's, by their own numbers. */
  idsOf(placed: readonly string[]): number[] {
    const all = [...this.#byPath.values()].flat();
    return all.filter((one) => one.placed.some((id) => placed.includes(id))).map(({ id }) => id);
  }

  async #placeIn(script: Script): Promise<void> {
    for (const one of this.#byPath.get(script.path) ?? []) {
      const line = await this.#place(one, script);
      if (line === one.line || one.problem !== undefined) continue;
      const breakpoint = toldOf(one, script.path, line);
      this.#tell({ event: 'breakpoint', body: { reason: 'changed', breakpoint } });
    }
  }

  async #remove(path: string): Promise<void> {
    const placed = (this.#byPath.get(path) ?? []).flatMap((one) => one.placed);
    this.#byPath.delete(path);
    for (const breakpointId of placed)
      await this.#inspector.ask('Debugger.removeBreakpoint', { breakpointId });
  }

  /** Gives the line where it is. */
  async #place(one: Breakpoint, script: Script): Promise<number | undefined> {
    const found = one.problem === undefined ? script.placeOf(one.line) : undefined;
    if (!found) return undefined;
    const location = { scriptId: script.id, ...found.place };
    const condition = conditionOf(one);
    try {
      const placed = await this.#inspector.ask<{ breakpointId: string }>('Debugger.setBreakpoint', {
        location,
        ...(condition !== undefined && { condition }),
      });
      one.placed.push(placed.breakpointId);
    } catch (error) {
      // Another line's breakpoint has moved here before; or nothing is left of the script.
      if (!String(error).includes('already exists')) return undefined;
    }
    return found.line;
  }

  async #problemOf(one: Wanted): Promise<string | undefined> {
    const expression = conditionOf({ ...one, id: 0 });
    if (expression === undefined) return undefined;
    const mistake = await this.#desk.mistakeIn(`() => ${expression}`);
    return mistake === undefined ? undefined : `This is no expression of TypeScript: ${mistake}`;
  }
}

function toldOf({ id, line: asked, problem }: Breakpoint, path: string, line: number | undefined): Told {
  const source = { path };
  if (problem !== undefined) return { id, verified: false, line: asked, message: problem, source };
  if (line !== undefined) return { id, verified: true, line, source };
  return { id, verified: false, line: asked, message: 'From this line on there is no code.', source };
}

/** A call of the main thread's side, which finds the session's variables for it and counts. */
function conditionOf({
  id,
  condition,
  hitCondition,
  logMessage,
}: Wanted & { id: number }): string | undefined {
  if (condition === undefined && hitCondition === undefined && logMessage === undefined) return undefined;
  const text = JSON.stringify([condition, logMessage].filter((part) => part !== undefined).join(' '));
  const test = condition === undefined ? 'undefined' : `() => (${condition})`;
  const log = logMessage === undefined ? '' : `, () => ${templateOf(logMessage)}`;
  return `globalThis[Symbol.for('${deskName}')].reached(${id}, ${text}, ${test}${log})`;
}

/** `loss is {loss}` as a template literal. */
function templateOf(message: string): string {
  const parts = message.split(/(\{[^{}]*\})/);
  const texts = parts.map((part) =>
    /^\{.*\S.*\}$/s.test(part) ? `\${${part.slice(1, -1)}}` : part.replace(/[\\`]|\$(?=\{)/g, '\\$&'),
  );
  return `\`${texts.join('')}\``;
}

export function wantedOf({ breakpoints }: Fields): readonly Wanted[] {
  return Array.isArray(breakpoints) ? (breakpoints as Wanted[]) : [];
}
