// What a debugger has been shown and may open, by number. Held weakly: a variables panel must not keep tensors alive;
// what a stop has made itself (a copy of a scope, an evaluation's value) is held until the code goes on.

import { isBlock } from './tensor-view.js';
import { type Shown, shown, type Variable } from './variables.js';

interface Entry {
  readonly holder: WeakRef<object>;
  readonly names: ReadonlySet<string> | undefined;
}

export class References {
  readonly #entries = new Map<number, Entry>();
  readonly #numbers = new WeakMap<object, number>();
  readonly #held = new Set<object>();
  #last = 0;

  /** @param names those that are listed; by default all */
  add(holder: object, names?: readonly string[]): number {
    const known = this.#numbers.get(holder);
    if (known !== undefined && this.#entries.has(known)) return known;
    this.#last += 1;
    this.#entries.set(this.#last, { holder: new WeakRef(holder), names: names && new Set(names) });
    this.#numbers.set(holder, this.#last);
    return this.#last;
  }

  hold(value: object): void {
    this.#held.add(value);
  }

  forget(): void {
    this.#held.clear();
    this.#entries.clear();
  }

  variable(name: string, value: unknown): Variable {
    return this.toVariable(name, shown(value));
  }

  toVariable(name: string, { value, type, holder }: Shown): Variable {
    const reference = holder === undefined ? 0 : this.add(holder);
    if (isBlock(holder)) this.hold(holder);
    return {
      name,
      value,
      ...(type !== undefined && { type }),
      evaluateName: name,
      variablesReference: reference,
      ...sizes(holder),
    };
  }

  of(reference: number): { holder: object; names: ReadonlySet<string> | undefined } | undefined {
    const entry = this.#entries.get(reference);
    const holder = entry?.holder.deref();
    return entry && holder && { holder, names: entry.names };
  }
}

/** So that long lists are asked for in pages. */
function sizes(holder: object | undefined): Pick<Variable, 'indexedVariables'> {
  if (holder === undefined) return {};
  const isList =
    Array.isArray(holder) || isBlock(holder) || (ArrayBuffer.isView(holder) && 'length' in holder);
  return isList ? { indexedVariables: (holder as ArrayLike<unknown>).length } : {};
}
