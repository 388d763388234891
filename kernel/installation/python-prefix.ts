// The Python environment that pip put this package into, as a wheel: PREFIX/lib/python3.x/site-packages/tensorcell.
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const inPackages =
  /^(.+?)[\\/]lib[^\\/]*[\\/](?:python[^\\/]*[\\/])?(?:site|dist)-packages[\\/]tensorcell[\\/]/i;

/** The environment's folder; undefined in a clone and in npm's package. */
export function pythonPrefix(folder = root): string | undefined {
  return inPackages.exec(folder)?.[1];
}
