// What depends on what in a notebook, from a record of its run.
import { collected, type Marks } from './marks.js';

/** What `recorder.mjs` writes of a cell: the shared variables that its code read, and set, and whose values changed. */
export interface RecordedCell {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly changes: readonly string[];
}

/** For the kernel that runs the cells. */
export function recordingEnvironment(file: string, cellCount: number): NodeJS.ProcessEnv {
  return {
    NODE_OPTIONS:
      `${process.env.NODE_OPTIONS ?? ''} --import ${new URL('recorder.mjs', import.meta.url)}`.trim(),
    TENSORCELL_RECORDED_CELLS: file,
    TENSORCELL_CELL_COUNT: `${cellCount}`,
  };
}

/**
 * A cell depends on the last one above that set a variable which it reads, on those that changed its value since, and on
 * all that these do.
 */
export function dependantsByRunning(cells: readonly RecordedCell[], texts: readonly string[]): Marks {
  const standsOn = providersOf(cells, texts);
  return collected(cells.length, (edited) => {
    const stale = new Set([edited]);
    for (const [at, providers] of standsOn.entries())
      if (providers.some((provider) => stale.has(provider))) stale.add(at + 1);
    stale.delete(edited);
    return [...stale];
  });
}

function providersOf(cells: readonly RecordedCell[], texts: readonly string[]): number[][] {
  const givers = new Map<string, readonly number[]>();
  return cells.map(({ reads, writes, changes }, at) => {
    const text = texts[at] ?? '';
    const providers = [...reads, ...usedAsTypes(text)].flatMap((name) => givers.get(name) ?? []);
    for (const name of changes) givers.set(name, [...(givers.get(name) ?? []), at + 1]);
    for (const name of [...writes, ...typesOf(text)]) givers.set(name, [at + 1]);
    return providers;
  });
}

/**
 * A run knows nothing of types, which are read from the text. They count: a function keeps the types that it was written
 * with until its cell runs again.
 */
function typesOf(text: string): string[] {
  return captured(/^(?:type|interface) (\w+)/gm, text).map(asType);
}

function usedAsTypes(text: string): string[] {
  return [...captured(/\btypeof (\w+)/g, text), ...captured(/\b([A-Z]\w*)\b/g, text).map(asType)];
}

function asType(name: string): string {
  return `type ${name}`;
}

function captured(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}
