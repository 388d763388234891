// The cells of the notebook as files of the compiler: each is a module whose text keeps every character's place.
import type { EditedCell } from '../../contract/editor-messages.js';
import { cellText, prefix } from '../cell-text.js';
import { pieces } from '../declarations.js';
import { apart } from '../elsewhere.js';
import { isJsx } from '../jsx.js';

export interface CellFile {
  readonly id: string;
  /** As the user wrote it. */
  readonly source: string;
  readonly fileName: string;
  /** Another for another text. */
  readonly version: string;
  /** What the compiler reads. */
  readonly content: string;
  readonly isTsx: boolean;
  /** Declarations of modules, which are no part of the file. */
  readonly modules: string;
  /** The global types' and modules' members that it adds: `global.Array.last`. */
  readonly additions: readonly string[];
}

export class Cells {
  readonly #folder: string;
  readonly #isKnown: (module: string) => boolean;
  readonly #numbers = new Map<string, number>();
  #byId = new Map<string, CellFile>();
  #byFile = new Map<string, CellFile>();
  #versions = 0;

  /** @param isKnown true of a module with declarations of its own */
  constructor(folder: string, isKnown: (module: string) => boolean) {
    this.#folder = folder;
    this.#isKnown = isKnown;
  }

  /** All cells, in order. */
  sync(cells: readonly EditedCell[]): void {
    const files = cells.map(({ id, text }) => {
      const known = this.#byId.get(id);
      return known?.source === text ? known : this.#toFile(id, text);
    });
    this.#byId = new Map(files.map((file) => [file.id, file]));
    this.#byFile = new Map(files.map((file) => [file.fileName, file]));
  }

  get all(): readonly CellFile[] {
    return [...this.#byId.values()];
  }

  get(id: string): CellFile | undefined {
    return this.#byId.get(id);
  }

  /** The cell whose file this is. */
  of(fileName: string): CellFile | undefined {
    return this.#byFile.get(fileName);
  }

  #toFile(id: string, source: string): CellFile {
    const { text, modules } = apart(source, this.#isKnown);
    const { head, text: own, tail } = cellText(text);
    return {
      id,
      source,
      fileName: `${this.#folder}/__cell${this.#numberOf(id)}__.ts`,
      version: `${++this.#versions}`,
      content: head + own + tail,
      isTsx: isJsx(own),
      modules,
      additions: additionsOf(source),
    };
  }

  #numberOf(id: string): number {
    const number = this.#numbers.get(id) ?? this.#numbers.size + 1;
    this.#numbers.set(id, number);
    return number;
  }
}

function additionsOf(source: string): string[] {
  if (!/\bdeclare\s+(global|module)\b/.test(source)) return [];
  return pieces(source).flatMap(({ names }) => names.filter((name) => /^(global\.|")/.test(name)));
}

/** Where an offset of the user's text is in the file. */
export function inFile(offset: number): number {
  return offset + prefix.length;
}

/** Where an offset of the file is in the user's text, or at its nearest end. */
export function inSource(offset: number, { source }: CellFile): number {
  return Math.max(0, Math.min(offset - prefix.length, source.length));
}
