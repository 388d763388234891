// What later cells know of earlier ones: the names' declarations, and how the user wrote them.
import type { Declared, EarlierCells, Meaning } from '../contract/language.js';
import { pieces, unknownValue, without } from './declarations.js';

/** A statement of the declaration text with the names it declares. */
type Piece = EarlierCells['pieces'][number];

export class Memory {
  /** In pieces, so that the cost of a cell depends on what it declares and not on all cells before it. */
  #pieces: readonly Piece[] = [];
  #declarations = '';
  #texts = new Map<string, string>();

  /** A declaration file of all names so far. */
  get declarations(): string {
    return this.#declarations;
  }

  /** How the user declared a name. */
  textOf(name: string): string | undefined {
    return this.#texts.get(name);
  }

  /** @param assigned the values that the cell assigned; types need no run */
  add({ declarations, meanings, texts }: Declared, assigned: ReadonlySet<string>): void {
    if (meanings.size === 0) return;
    const taken = new Map([...meanings].filter(([name, { value }]) => !value || assigned.has(name)));
    const lost = new Map([...meanings].filter(([name]) => !taken.has(name)));
    const own = pieces(without(declarations, lost));
    const known = new Set(own.flatMap(({ names }) => names));
    const untyped = [...taken].filter(([name, { value }]) => value && !known.has(name));
    this.#pieces = [
      ...own,
      ...untyped.map(([name]) => ({ text: unknownValue(name), names: [name] })),
      ...this.#pieces.flatMap((piece) => remaining(piece, taken)),
    ];
    this.#declarations = this.#pieces.map(({ text }) => text).join('');
    for (const [name, text] of texts) if (taken.has(name)) this.#texts.set(name, text);
  }

  get all(): EarlierCells {
    return { pieces: this.#pieces, texts: this.#texts };
  }

  /** Replaces all names. */
  restore({ pieces, texts }: EarlierCells): void {
    this.#pieces = pieces;
    this.#declarations = pieces.map(({ text }) => text).join('');
    this.#texts = new Map(texts);
  }

  clear(): void {
    this.restore({ pieces: [], texts: new Map() });
  }
}

function remaining(piece: Piece, taken: ReadonlyMap<string, Meaning>): readonly Piece[] {
  return piece.names.some((name) => taken.has(name)) ? pieces(without(piece.text, taken)) : [piece];
}
