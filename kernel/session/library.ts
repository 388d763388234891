// Loads the library into the session: each of its exports becomes a global, and notebooks can import it by name.
import { fileURLToPath } from 'node:url';
import { howToReinstall } from '../installation/reinstall.js';
import * as kernelGlobals from './globals.js';
import { type BuiltIn, builtInModules } from './modules/built-in.js';

export interface LoadedLibrary {
  /** What cells import by name without a look at the disk. */
  modules: BuiltIn;
  /** What the user is told before the first cell runs: why there is no library. */
  problem?: string;
  announceEngine(): Promise<void>;
}

export async function loadLibrary(): Promise<LoadedLibrary> {
  publish(kernelGlobals);
  try {
    const [library, { setHost }, { notebookHost }, { announceEngine }] = await Promise.all([
      import('../../lib/index.js'),
      import('../../lib/kernel-door.js'),
      import('./notebook-host.js'),
      import('./engine-notice.js'),
    ]);
    setHost(notebookHost);
    publish(library);
    return { modules: builtInModules(library), announceEngine };
  } catch (error) {
    // Cells still run without the library, and can find out what is wrong with it.
    return {
      modules: builtInModules(undefined),
      problem: describeProblem(error),
      announceEngine: async () => {},
    };
  }
}

function describeProblem(error: unknown): string {
  return [
    'The TensorCell library could not be loaded: its names (`tf`, `layers`, `plot` …) are missing in every cell.',
    `${error}${placeOf(error)}`,
    howToReinstall(),
  ].join('\n');
}

/** The file and line that the stack begins with, where the message names none. */
function placeOf(error: unknown): string {
  const url = error instanceof Error ? /file:\/\/\S+?(?=:\d)(:\d+)?/.exec(error.stack ?? '') : undefined;
  if (!url || String(error).includes(' imported from ')) return '';
  const [place, line = ''] = url;
  return ` (${fileURLToPath(place.slice(0, place.length - line.length))}${line})`;
}

function publish(names: object): void {
  for (const [name, value] of Object.entries(names)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
}
