// A script of the user's, a cell or a local file, with the ways between the code that runs and the lines that were
// written. Lines and columns of code count from 0, those of the source from 1.
import { decode, type SourceMapMappings } from '@jridgewell/sourcemap-codec';
import type { SourceMap } from '../../contract/source-map.js';

export interface Place {
  readonly lineNumber: number;
  readonly columnNumber: number;
}

export interface ScriptSource {
  /** `Cell[3]`, or a file's path. */
  readonly name: string;
  readonly source: string;
  readonly map: SourceMap;
}

export class Script {
  readonly id: string;
  readonly name: string;
  /** The file that the front end knows. */
  readonly path: string;
  readonly source: string;
  readonly #mappings: SourceMapMappings;
  readonly #words: ReadonlySet<string>;
  /** Where V8 can stop, in the order of the code. */
  places: readonly Place[] = [];

  constructor(id: string, { name, source, map }: ScriptSource, path: string) {
    this.id = id;
    this.name = name;
    this.path = path;
    this.source = source;
    this.#mappings = decode(map.mappings);
    this.#words = new Set(source.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu));
  }

  /** Undefined in what the kernel has added: stop checks, stores, the end of a cell. */
  original({ lineNumber, columnNumber }: Place): { line: number; column: number } | undefined {
    const segment = this.#mappings[lineNumber]?.findLast(([column]) => column <= columnNumber);
    if (segment === undefined || segment.length === 1) return undefined;
    return { line: segment[2] + 1, column: segment[3] + 1 };
  }

  /** Of the code, from 0: the kernel's own words follow on it. */
  get lastLine(): number {
    return this.#mappings.length;
  }

  /** The first place of a line, or of the next one that has any. */
  placeOf(line: number): { place: Place; line: number } | undefined {
    let best: { place: Place; line: number } | undefined;
    for (const place of this.places) {
      const at = this.original(place)?.line;
      if (at !== undefined && at >= line && (best === undefined || at < best.line))
        best = { place, line: at };
    }
    return best;
  }

  lineText(line: number): string {
    return this.source.split('\n')[line - 1] ?? '';
  }

  /** False of what the compiler has named. */
  hasName(name: string): boolean {
    return this.#words.has(name);
  }
}
