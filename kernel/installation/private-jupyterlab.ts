// The Python that runs JupyterLab: one that has it already, else an environment of our own in the user's folder.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownFolder } from '../../lib/kernel-door.js';
import { ask, type Python, pythonOf, pythonsHere, pythonWith, runVisibly } from './python.js';

const requirements = fileURLToPath(new URL('../../../requirements.txt', import.meta.url));

/** JupyterLab's part of ours is built for 4.3 and newer. */
const hasLab =
  'import jupyterlab; v = jupyterlab.__version__.split("."); print("yes" if (4, 3) <= (int(v[0]), int(v[1])) < (5, 0) else "")';

/** Makes the environment where no Python has a JupyterLab that fits. */
export function jupyterLabPython(): Python {
  const own = join(ownFolder(), 'jupyterlab');
  const candidates = [...pythonsHere(), ...(isWhole(own) ? [[pythonOf(own)]] : [])];
  return candidates.find((python) => ask(python, hasLab) === 'yes') ?? made(own);
}

/** Written as the last thing: an environment without it was cut off. */
const mark = (environment: string) => join(environment, '.tensorcell');

function isWhole(environment: string): boolean {
  return existsSync(mark(environment)) && readFileSync(mark(environment), 'utf8') === asked();
}

const asked = () => readFileSync(requirements, 'utf8');

/** Made beside and then renamed; it is only ever used as `python -m`, so that no script holds its older name. */
function made(environment: string): Python {
  const python = pythonWith(['venv', 'ensurepip'], 'to run JupyterLab');
  console.log(
    `JupyterLab 4.3 or newer is not here yet. Installing it from PyPI, 0.4 GB, into ${environment}`,
  );
  const fresh = `${environment}.${process.pid}`;
  mkdirSync(ownFolder(), { recursive: true });
  try {
    must(python, ['-m', 'venv', '--clear', fresh]);
    must([pythonOf(fresh)], ['-m', 'pip', 'install', '--quiet', '-r', requirements]);
    writeFileSync(mark(fresh), asked());
    rmSync(environment, { recursive: true, force: true });
    renameSync(fresh, environment);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return [pythonOf(environment)];
}

function must(python: Python, args: readonly string[]): void {
  const code = runVisibly(python, args);
  if (code === 0) return;
  throw new Error(
    `tensorcell lab: JupyterLab could not be installed, for the reason above. Received: exit code ${code}. Check the network, ` +
      'proxy or mirror settings, then run the same command again.',
  );
}
