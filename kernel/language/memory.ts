// What later cells know of earlier ones: the names' declarations, and how the user wrote them.
import type { Declared, EarlierCells, Meaning } from '../contract/language.js';
import { isAddition, meaningOf, namesOf, type Piece, parsed, pieces, unknownValue } from './declarations.js';
import { Displacing } from './displaced.js';
import { ambientModule, isAmbientModule } from './elsewhere.js';
import { ts } from './typescript.js';
import { withoutExports } from './without-exports.js';

/** What cells declared, as a check of another cell needs it. */
export interface Earlier {
  /** A module's text: the names of cells. */
  readonly declarations: string;
  /** A script's text: modules that have no declarations of their own. */
  readonly modules: string;
  /** The names that functions of cells use. */
  readonly captured: ReadonlySet<string>;
}

const anything: Meaning = { value: true, type: true };

export class Memory {
  /** In pieces, so that the cost of a cell depends on what it declares and not on all cells before it. */
  #pieces: readonly Piece[] = [];
  readonly #captured = new Set<string>();
  #earlier = this.#toEarlier([]);
  #texts = new Map<string, string>();
  readonly #displacing = new Displacing((name) => this.#texts.get(name));

  /** A declaration file of all names so far. */
  get declarations(): string {
    return this.#earlier.declarations;
  }

  /** How the user declared a name. */
  textOf(name: string): string | undefined {
    return this.#texts.get(name);
  }

  /**
   * The declarations against which a cell is checked: a type that it declares anew is there under a hidden name, so that
   * types of values are what they were.
   */
  before(source: string): Earlier {
    const own = declaredBy(source);
    const taken = new Map(own.map(({ name, meaning }) => [name, meaning]));
    if (taken.size === 0) return this.#earlier;
    return this.#toEarlier(
      this.#isRerun(own)
        ? this.#pieces.filter((piece) => !piece.names.some((name) => taken.get(name) === anything))
        : this.#displacing.of(this.#pieces, taken),
    );
  }

  /** @param assigned the values that the cell assigned; types need no run */
  add({ declarations, meanings, texts, captured }: Declared, assigned: ReadonlySet<string>): void {
    this.capture(captured);
    const declared = pieces(declarations);
    if (meanings.size === 0 && declared.length === 0) return;
    const taken = new Map([...meanings].filter(([name, { value }]) => !value || assigned.has(name)));
    const own = declared.filter(({ names: [name = ''] }) => !meanings.has(name) || taken.has(name));
    for (const { names } of own) for (const name of names) if (!meanings.has(name)) taken.set(name, anything);
    const known = new Set(own.flatMap(({ names }) => names));
    const untyped = [...taken].filter(([name, { value }]) => value && !known.has(name));
    this.#set([
      ...own,
      ...untyped.map(([name]) => ({ text: unknownValue(name), names: [name] })),
      ...this.#remaining(taken, own, texts),
    ]);
    for (const [name, text] of texts) if (taken.has(name)) this.#texts.set(name, text);
  }

  /** A cell that fails may have made functions, too: to be called before it runs. */
  capture(names: readonly string[]): void {
    for (const name of names) this.#captured.add(name);
  }

  get all(): EarlierCells {
    return { pieces: this.#pieces, texts: this.#texts, captured: [...this.#captured] };
  }

  /** Replaces all names. */
  restore({ pieces, texts, captured }: EarlierCells): void {
    this.#captured.clear();
    this.capture(captured);
    this.#texts = new Map(texts);
    this.#set(pieces);
  }

  clear(): void {
    this.restore({ pieces: [], texts: new Map(), captured: [] });
  }

  #remaining(
    taken: ReadonlyMap<string, Meaning>,
    own: readonly Piece[],
    texts: ReadonlyMap<string, string>,
  ): Piece[] {
    return this.#isRerun([...texts].map(([name, text]) => ({ name, text })))
      ? this.#displacing.repeated(this.#pieces, taken, own)
      : this.#displacing.of(this.#pieces, taken, own);
  }

  /** A cell that declares types word for word as they are means the same types. */
  #isRerun(declared: readonly { readonly name: string; readonly text: string }[]): boolean {
    const types = new Set(
      this.#pieces.flatMap((piece) => (this.#displacing.isType(piece) ? piece.names : [])),
    );
    const again = declared.filter(({ name }) => types.has(name));
    return again.length > 0 && again.every(({ name, text }) => this.#texts.get(name) === text);
  }

  #set(all: readonly Piece[]): void {
    this.#pieces = all;
    this.#earlier = this.#toEarlier(all);
  }

  #toEarlier(all: readonly Piece[]): Earlier {
    return {
      declarations: all.map((piece) => (isAmbientModule(piece) ? '' : piece.text)).join(''),
      modules: all.filter(isAmbientModule).map(ambientModule).join(''),
      captured: this.#captured,
    };
  }
}

interface Declaring {
  readonly name: string;
  readonly text: string;
  readonly meaning: Meaning;
}

/** A declaration has one of these words. */
const declaringWord =
  /\b(?:abstract|class|const|declare|enum|export|function|global|import|interface|let|module|namespace|type|using|var)\b/;

/** What a cell's text declares, as far as it tells without a check. */
function declaredBy(source: string): Declaring[] {
  if (!declaringWord.test(source)) return [];
  const file = parsed(withoutExports(source));
  return file.statements.flatMap((statement) => {
    const text = statement.getText(file);
    if (ts.isModuleDeclaration(statement) && isAddition(statement)) {
      const names = pieces(text).flatMap((piece) => piece.names);
      return [JSON.stringify(statement.name.text), ...names].map((name) => ({
        name,
        text,
        meaning: anything,
      }));
    }
    return namesOf(statement).map((name) => ({ name, text, meaning: meaningOf(statement) }));
  });
}
