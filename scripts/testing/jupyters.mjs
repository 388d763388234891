// The oldest JupyterLab that TensorCell serves, and the Notebook 7 of its time, in a Python environment of their own.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from '../setup/command.mjs';
import { root, venvPython } from '../setup/paths.mjs';
import { Problem } from '../setup/problem.mjs';

const packages = ['jupyterlab==4.3.*', 'notebook==7.3.*'];
const home = join(root, '.cache', 'jupyters', packages.join('_').replaceAll(/[=*]+/g, '-'));
/** Written last. */
const complete = join(home, 'complete');
const unreachable =
  /from versions: none|new connection|name resolution|ConnectionError|TimeoutError|ProxyError/;

/**
 * Its Python, which is kept for the next run; undefined where pip reaches no index.
 * @returns {Promise<string | undefined>}
 */
export async function oldestJupyter() {
  const python = join(home, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (existsSync(complete)) return python;
  rmSync(home, { recursive: true, force: true });
  await run([venvPython, '-m', 'venv', home]);
  const pip = [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  const reached = await run([...pip, '--retries', '1', '--timeout', '20', ...packages]);
  if (!reached) return undefined;
  writeFileSync(complete, '');
  return python;
}

/** @param {string[]} command */
async function run(command) {
  const { code, output } = await runQuietly(command, () => {});
  if (code === 0) return true;
  if (unreachable.test(output)) return false;
  throw new Problem(`${command.join(' ')} failed: ${output.trim()}`);
}
