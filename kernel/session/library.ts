// Loads the library into the session: each of its exports becomes a global, and notebooks can import it by name.
import * as kernelGlobals from './globals.js';
import { sendStream } from './streams.js';

export interface LoadedLibrary {
  /** What `import … from 'tensorcell'` gives in a cell. */
  modules: ReadonlyMap<string, unknown>;
  announceEngine(): void;
}

export async function loadLibrary(): Promise<LoadedLibrary> {
  publish(kernelGlobals);
  try {
    const [library, { setHost }, { notebookHost }, { announceEngine }] = await Promise.all([
      import('../../lib/index.js'),
      import('../../lib/host.js'),
      import('./notebook-host.js'),
      import('./engine-notice.js'),
    ]);
    setHost(notebookHost);
    publish(library);
    return { modules: new Map([['tensorcell', library]]), announceEngine };
  } catch (error) {
    // Cells without the library are still of use, and can find out what is wrong with it.
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    sendStream('stderr', `The TensorCell library could not be loaded; cells run without it.\n${reason}\n`);
    return { modules: new Map(), announceEngine: () => {} };
  }
}

function publish(names: object): void {
  for (const [name, value] of Object.entries(names)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
}
