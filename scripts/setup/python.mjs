// The project's own Python environment in .venv: which Python makes it, and what pip puts into it.
import { existsSync, lstatSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFrom, runQuietly } from './command.mjs';
import { root, setupLog, venv, venvPython } from './paths.mjs';
import { explainFailure, Problem } from './problem.mjs';
import { fingerprint, isStamped, writeStamp } from './stamps.mjs';

/** @typedef {import('./prepare.mjs').Step} Step */
/** @typedef {{ version: [number, number], hasPip: boolean }} PythonFacts */

const oldestPython = /** @type {const} */ ([3, 10]);

/** @returns {Step} */
export function pythonEnvironment() {
  const stamp = join(venv, '.tensorcell', 'environment');
  return {
    title: 'Making the Python environment in .venv',
    bytes: 30e6,
    isDone: () => existsSync(venvPython) && isStamped(stamp, root),
    check: () => {
      refuseLink(venv);
      findPython();
    },
    async run(report) {
      const python = findPython();
      const { code, output } = await runQuietly([...python, '-m', 'venv', '--clear', venv], report);
      if (code !== 0) throw explainFailure('Making the Python environment', 'PyPI', output, setupLog);
      // Our own package.json says "module"; JupyterLab's JavaScript, which lies below it, is CommonJS.
      writeFileSync(join(venv, 'package.json'), '{ "type": "commonjs" }\n');
      writeStamp(stamp, root);
    },
  };
}

/**
 * `python -m venv --clear` would empty what a link leads to.
 * @param {string} folder
 */
export function refuseLink(folder) {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  throw new Problem(
    `${folder} is a link, and making the environment anew would empty the folder that it leads to; remove the link, then run the same command again.`,
  );
}

/**
 * @param {string} file a requirements file in the root
 * @param {string} title
 * @param {number} bytes
 * @returns {Step}
 */
export function requirements(file, title, bytes) {
  const path = join(root, file);
  const stamp = join(venv, '.tensorcell', file);
  return {
    title,
    bytes,
    isDone: () => existsSync(path) && isStamped(stamp, fingerprint([path])),
    async run(report) {
      const { code, output } = await pip(['install', '-r', path], report);
      if (code !== 0) throw explainFailure(title, 'PyPI', output, setupLog);
      writeStamp(stamp, fingerprint([path]));
    },
  };
}

/**
 * @param {string[]} args
 * @param {(line: string) => void} report
 */
export function pip(args, report) {
  const quiet = {
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_NO_INPUT: '1',
    PIP_PROGRESS_BAR: 'off',
    PIP_USER: '0',
  };
  return runQuietly([venvPython, '-m', 'pip', ...args], report, quiet);
}

/**
 * The first Python that can make our environment.
 * @param {(command: string[]) => PythonFacts | undefined} [ask]
 * @returns {string[]} its command
 */
export function findPython(ask = askPython) {
  const found = candidates().flatMap((command) => {
    const facts = ask(command);
    return facts ? [{ command, ...facts }] : [];
  });
  const recent = found.filter(({ version }) => isRecent(version));
  const usable = recent.find(({ hasPip }) => hasPip);
  if (usable) return usable.command;
  throw new Problem(whatIsMissing(found, recent));
}

/** @param {readonly [number, number]} version */
function isRecent([major, minor]) {
  return major > oldestPython[0] || (major === oldestPython[0] && minor >= oldestPython[1]);
}

/**
 * @param {{ version: [number, number] }[]} found
 * @param {{ version: [number, number] }[]} recent
 */
function whatIsMissing(found, recent) {
  const oldest = oldestPython.join('.');
  const again = 'then run the same command again.';
  if (recent.length > 0) {
    return `Python ${recent[0].version.join('.')} is here without its venv and ensurepip modules; install them (Debian and Ubuntu: sudo apt install python3-venv), ${again}`;
  }
  const how = `install Python ${oldest} or newer (Debian and Ubuntu: sudo apt install python3 python3-venv; others: https://www.python.org/downloads/), ${again}`;
  if (found.length === 0) return `Python is missing, and JupyterLab needs it; ${how}`;
  const newest = found.map(({ version }) => version).sort(([a, b], [c, d]) => c - a || d - b)[0];
  return `Python ${newest.join('.')} is too old for JupyterLab; ${how}`;
}

/** @returns {string[][]} */
function candidates() {
  if (process.env.TENSORCELL_PYTHON) return [[process.env.TENSORCELL_PYTHON]];
  const names = ['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python3.14'];
  return [...names.map((name) => [name]), ...(process.platform === 'win32' ? [['py', '-3']] : [])];
}

/**
 * @param {string[]} command
 * @returns {PythonFacts | undefined}
 */
function askPython(command) {
  const program =
    'import importlib.util as u, json, sys; ' +
    'print(json.dumps({"version": sys.version_info[:2], "hasPip": all(map(u.find_spec, ["venv", "ensurepip"]))}))';
  const answer = readFrom([...command, '-c', program]);
  return answer === undefined ? undefined : JSON.parse(answer);
}
