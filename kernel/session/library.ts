// The library in the session: each of its exports becomes a global, and notebooks can import it by name. It is loaded
// when a cell needs it, or behind the first result.
import { fileURLToPath } from 'node:url';
import type { CellCode } from '../contract/cell-code.js';
import { needsLibrary } from '../contract/needs-library.js';
import { howToReinstall } from '../installation/reinstall.js';
import { outsideOfCells } from './current-cell.js';
import * as kernelGlobals from './globals.js';
import { type BuiltIn, builtInModules } from './modules/built-in.js';

export class Library {
  /** What the user is told before the next cell runs: why there is no library. */
  problem: string | undefined;
  #modules = builtInModules(undefined);
  #loading: Promise<void> | undefined;
  #isLoaded = false;
  #announceEngine = async () => {};

  constructor() {
    publish(kernelGlobals);
  }

  /** What cells import by name without a look at the disk. */
  readonly modules: BuiltIn = {
    has: (name) => this.#modules.has(name),
    get: (name) => this.#modules.get(name),
  };

  /** False where the code can run while the library is not there. */
  isMissingFor({ code, imports, modules }: CellCode): boolean {
    if (this.#isLoaded) return false;
    return imports.length > 0 || modules.length > 0 || needsLibrary(code);
  }

  /** Once; what goes wrong is told as {@link problem}. What the library starts belongs to no cell. */
  load(): Promise<void> {
    this.#loading ??= outsideOfCells(() => this.#load());
    return this.#loading;
  }

  announceEngine(): Promise<void> {
    return this.#announceEngine();
  }

  async #load(): Promise<void> {
    try {
      const [library, { setHost }, { notebookHost }, { announceEngine }] = await Promise.all([
        import('../../lib/index.js'),
        import('../../lib/kernel-door.js'),
        import('./notebook-host.js'),
        import('./engine-notice.js'),
      ]);
      setHost(notebookHost);
      publish(library);
      this.#modules = builtInModules(library);
      this.#announceEngine = announceEngine;
    } catch (error) {
      // Cells still run without the library, and can find out what is wrong with it.
      this.problem = describeProblem(error);
    }
    this.#isLoaded = true;
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
