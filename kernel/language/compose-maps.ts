// A cell is emitted in two stages (TypeScript to JavaScript, then to CommonJS), each with its own map. A traceback
// needs one: from the code that ran to the lines that the user wrote.
import { decode, encode, type SourceMapMappings, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import type { SourceMap } from '../contract/source-map.js';

/** The lines of a source that its author wrote. */
export interface Lines {
  readonly first: number;
  readonly count: number;
}

const allLines: Lines = { first: 0, count: Number.POSITIVE_INFINITY };

/** Follows `outer` (code to middle) through `inner` (middle to source); positions outside of `own` are dropped. */
export function compose(outer: string, inner: string, source: string, own: Lines = allLines): SourceMap {
  const middle = decode(inner);
  const mappings: SourceMapMappings = decode(outer).map((line) =>
    line.flatMap((segment) => follow(segment, middle, own)),
  );
  return { version: 3, sources: [source], names: [], mappings: encode(mappings) };
}

/** The map of code that was emitted in one stage; positions outside of `own` are dropped. */
export function ownMap(outer: SourceMapMappings, source: string, own: Lines): SourceMap {
  const mappings: SourceMapMappings = outer.map((line) =>
    line.flatMap((segment) => within(segment, own, segment[0])),
  );
  return { version: 3, sources: [source], names: [], mappings: encode(mappings) };
}

/** Generated code gets no segment: a search then finds the code before it, for a stop check its loop. */
function follow(segment: SourceMapSegment, middle: SourceMapMappings, own: Lines): SourceMapSegment[] {
  if (segment.length === 1) return [];
  const original = lastUpTo(middle[segment[2]] ?? [], segment[3]);
  return original === undefined ? [] : within(original, own, segment[0]);
}

/** What a segment leads to, for a column of the code. */
function within(original: SourceMapSegment, own: Lines, column: number): SourceMapSegment[] {
  if (original.length === 1) return [];
  const line = original[2] - own.first;
  return line < 0 || line >= own.count ? [] : [[column, 0, line, original[3]]];
}

/** The last segment of a line that starts at or before a column. */
function lastUpTo(line: readonly SourceMapSegment[], column: number): SourceMapSegment | undefined {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((line[middle]?.[0] ?? 0) <= column) low = middle + 1;
    else high = middle;
  }
  return line[low - 1];
}
