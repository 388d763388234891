// Variables at a stop get the types that the checker knows, where the value itself tells less: `(x: number) => number` for
// a function, `Options` for an object.
import type { Fields } from '../contract/content.js';
import type { DebugAnswer } from '../contract/debug-messages.js';

/** Where the code stands in a cell; line and column from 1. */
export interface Stand {
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/** Gives the types of those of the names that are known at a place. */
export type TypesAt = (
  stand: Stand,
  names: readonly string[],
) => Promise<Readonly<Record<string, string>> | undefined>;

interface StackFrame {
  readonly id: number;
  readonly line: number;
  readonly column: number;
  readonly source: { readonly path: string };
}

interface ShownVariable {
  readonly name: string;
  readonly type?: string;
}

/** Tensors, models and instances of classes say more by themselves. */
const plainKinds = /^(?:function|Object|Array|Map|Set|Promise)(?: (\[[\d, ]*\]))?$/;

export class DebugTypes {
  readonly #typesAt: TypesAt;
  readonly #textOf: (path: string) => string | undefined;
  readonly #frames = new Map<number, Stand>();
  readonly #scopes = new Map<number, Stand>();

  constructor(typesAt: TypesAt, textOf: (path: string) => string | undefined) {
    this.#typesAt = typesAt;
    this.#textOf = textOf;
  }

  /** To be called at a new stop: it has other frames. */
  forget(): void {
    this.#frames.clear();
    this.#scopes.clear();
  }

  /** Learns from the session's answers where each scope belongs, and completes lists of variables. */
  async completed(command: string, given: Fields, answer: DebugAnswer): Promise<DebugAnswer> {
    if (!answer.success) return answer;
    const body = (answer.body ?? {}) as Record<string, never>;
    if (command === 'stackTrace') this.#noteFrames(body.stackFrames ?? []);
    if (command === 'scopes') this.#noteScopes(given.frameId, body.scopes ?? []);
    if (command !== 'variables') return answer;
    const stand = this.#scopes.get(given.variablesReference as number);
    return stand
      ? { ...answer, body: { ...body, variables: await this.#typed(body.variables ?? [], stand) } }
      : answer;
  }

  #noteFrames(frames: readonly StackFrame[]): void {
    for (const { id, line, column, source } of frames) {
      const text = this.#textOf(source.path);
      if (text !== undefined) this.#frames.set(id, { source: text, line, column });
    }
  }

  #noteScopes(frameId: unknown, scopes: readonly { readonly variablesReference: number }[]): void {
    const stand = this.#frames.get(frameId as number);
    if (stand) for (const { variablesReference } of scopes) this.#scopes.set(variablesReference, stand);
  }

  async #typed(variables: readonly ShownVariable[], stand: Stand): Promise<readonly ShownVariable[]> {
    const names = variables.filter(({ type }) => plainKinds.test(type ?? '')).map(({ name }) => name);
    if (names.length === 0) return variables;
    const types = (await this.#typesAt(stand, names)) ?? {};
    return variables.map((variable) => {
      const known = Object.hasOwn(types, variable.name) ? types[variable.name] : undefined;
      if (known === undefined || !names.includes(variable.name)) return variable;
      const [, size] = plainKinds.exec(variable.type ?? '') ?? [];
      return { ...variable, type: size ? `${known} ${size}` : known };
    });
  }
}
