// Which Python there is on this machine, and what it says.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pythonPrefix } from './python-prefix.js';

/** A command without its arguments, such as ['py', '-3']. */
export type Python = readonly string[];

/** The oldest that JupyterLab and TensorFlow's wheels run on. */
const oldest = [3, 10] as const;

/** The interpreter of a Python environment. */
export function pythonOf(environment: string): string {
  return process.platform === 'win32'
    ? join(environment, 'Scripts', 'python.exe')
    : join(environment, 'bin', 'python');
}

/** What a line of Python prints; the empty text when it fails. */
export function ask(python: Python, code: string): string {
  const [program, ...args] = python;
  try {
    return execFileSync(program!, [...args, '-c', code], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 60_000,
    }).trim();
  } catch {
    return '';
  }
}

/** Runs a program of Python's before the user's eyes; its exit code. */
export function runVisibly(python: Python, args: readonly string[]): number | null {
  const [program, ...first] = python;
  const environment = { PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_INPUT: '1', PIP_USER: '0' };
  const { status } = spawnSync(program!, [...first, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
  return status;
}

/** The Pythons that may be asked, the one the user means first. */
export function pythonsHere(environment = process.env): Python[] {
  const { TENSORCELL_PYTHON: named, VIRTUAL_ENV: active, CONDA_PREFIX: conda } = environment;
  if (named) return [[named]];
  const environments = [pythonPrefix(), active, conda].filter(
    (folder) => folder !== undefined && folder !== '',
  );
  const own = environments.map((folder) => pythonOf(folder!)).filter((file) => existsSync(file));
  const names = ['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
  const launcher = process.platform === 'win32' ? [['py', '-3']] : [];
  return [...[...own, ...names].map((name) => [name]), ...launcher];
}

/**
 * The first Python that is new enough and has the modules that are needed; an error that says what to install otherwise.
 * @param purpose as in "to fetch TensorFlow"
 */
export function pythonWith(modules: readonly string[], purpose: string): Python {
  const listed = JSON.stringify(modules);
  const program = `import importlib.util as u, sys; print(*sys.version_info[:2], *[m for m in ${listed} if not u.find_spec(m)])`;
  let missing: string[] | undefined;
  for (const python of pythonsHere()) {
    const [major, minor, ...lacks] = ask(python, program).split(' ');
    if (!isRecent(Number(major), Number(minor))) continue;
    if (lacks.length === 0) return python;
    missing ??= lacks;
  }
  const version = oldest.join('.');
  if (missing === undefined) {
    throw new Error(
      `tensorcell: Python ${version} or newer is needed ${purpose}. Received: none on the PATH. Install it ` +
        '(Debian and Ubuntu: sudo apt install python3 python3-pip python3-venv; others: https://www.python.org/downloads/), ' +
        'or set TENSORCELL_PYTHON to it, then run the same command again.',
    );
  }
  throw new Error(
    `tensorcell: Python's ${missing.join(' and ')} is needed ${purpose}. Received: a Python without it. Install it ` +
      `(Debian and Ubuntu: sudo apt install ${missing.map(debianPackage).join(' ')}), then run the same command again.`,
  );
}

function isRecent(major: number, minor: number): boolean {
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

function debianPackage(module: string): string {
  return module === 'pip' ? 'python3-pip' : 'python3-venv';
}
