// The sources and source maps of all code that this session has run, by the name that stack traces give it.
import { SourceMap as NodeSourceMap, type SourceMapPayload } from 'node:module';
import type { SourceMap } from '../contract/source-map.js';

export interface Position {
  line: number;
  column: number;
}

interface Entry {
  source: string;
  map: SourceMap;
  decoded?: NodeSourceMap;
}

const entries = new Map<string, Entry>();

export function addSource(name: string, source: string, map: SourceMap): void {
  entries.set(name, { source, map });
}

/** For the debugger. */
export function sourceOf(name: string): { name: string; source: string; map: SourceMap } | undefined {
  const entry = entries.get(name);
  return entry && { name, source: entry.source, map: entry.map };
}

export function sourceLines(name: string): string[] | undefined {
  return entries.get(name)?.source.split('\n');
}

/** From a position in the code that runs to the one in the user's source; both count from 1. */
export function originalPosition(name: string, { line, column }: Position): Position | undefined {
  const entry = entries.get(name);
  if (!entry) return undefined;
  entry.decoded ??= new NodeSourceMap(entry.map as unknown as SourceMapPayload);
  const found = entry.decoded.findEntry(line - 1, column - 1);
  if (!('originalLine' in found)) return undefined;
  return { line: found.originalLine + 1, column: found.originalColumn + 1 };
}

export function hasSource(name: string): boolean {
  return entries.has(name);
}
