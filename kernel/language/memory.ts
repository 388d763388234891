// What later cells know of earlier ones: the names' declarations, and how the person wrote them.
import type { Meaning } from './declarations.js';
import { declaredNames, unknownValue, without } from './declarations.js';

/** What one cell declares. */
export interface CellNames {
  /** As declarations, without those of earlier cells. */
  readonly declarations: string;
  readonly meanings: ReadonlyMap<string, Meaning>;
  /** As written in the cell. */
  readonly texts: ReadonlyMap<string, string>;
}

export class Memory {
  #declarations = '';
  readonly #texts = new Map<string, string>();

  /** A declaration file of all names so far. */
  get declarations(): string {
    return this.#declarations;
  }

  /** How the person declared a name. */
  textOf(name: string): string | undefined {
    return this.#texts.get(name);
  }

  /** @param assigned the values that the cell came to; types need no run */
  add({ declarations, meanings, texts }: CellNames, assigned: ReadonlySet<string>): void {
    const known = declaredNames(declarations);
    const taken = new Map([...meanings].filter(([name, { value }]) => !value || assigned.has(name)));
    const lost = new Map([...meanings].filter(([name]) => !taken.has(name)));
    const untyped = [...taken].filter(([name, { value }]) => value && !known.has(name));
    this.#declarations =
      without(declarations, lost) +
      untyped.map(([name]) => unknownValue(name)).join('') +
      without(this.#declarations, taken);
    for (const [name, text] of texts) if (taken.has(name)) this.#texts.set(name, text);
  }

  clear(): void {
    this.#declarations = '';
    this.#texts.clear();
  }
}
