// One process of `tensorcell train`: runs the script with the library's names, as a cell has them.
import { isLossOfOthers } from '../../lib/kernel-door.js';
import { awaitPoints } from '../session/await-points.js';
import { callbacks } from '../session/callbacks.js';
import { builtInModules } from '../session/modules/built-in.js';
import { Compiler } from '../session/modules/compiler.js';
import { ModuleLoader } from '../session/modules/loader.js';
import { installStackTraces } from '../session/stack-traces.js';
import type { StopCheck } from '../session/stop.js';
import type { FromWorker } from './processes.js';

/** Nothing stops a script but signals, which end its process. */
const neverStopped: StopCheck = {
  flag: new Int32Array(1),
  check() {},
  cleanUp() {},
  ...awaitPoints(() => {}),
  ...callbacks(() => {}),
};

// The launcher is gone, however it ended: what it started must not stay. At once, as a step may wait for others for long.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.channel?.unref();

const script = process.argv[2]!;
process.argv.splice(1, 1);
installStackTraces();

/** Resolves when it is on its way, or nobody listens. */
function tellLauncher(message: FromWorker): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send!(message, () => resolve());
    else resolve();
  });
}

try {
  const library = await import('../../lib/index.js');
  for (const [name, value] of Object.entries(library))
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  const builtIn = builtInModules(library);
  const loader = new ModuleLoader({
    builtIn,
    stopCheck: neverStopped,
    compile: new Compiler(neverStopped).compile,
  });
  await loader.contextOf(script).runtime.import(script);
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  if (isLossOfOthers(error)) await tellLauncher({ kind: 'others lost' });
  process.exit(1);
}
