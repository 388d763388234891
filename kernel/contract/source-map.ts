// From the code that runs back to the lines that the user wrote, in the format that all tools share.

/** A source map (version 3) with one source. */
export interface SourceMap {
  readonly version: 3;
  readonly sources: readonly [string];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** Of code whose lines are the source's, or that has none. */
export function noMap(source: string): SourceMap {
  return { version: 3, sources: [source], names: [], mappings: '' };
}
