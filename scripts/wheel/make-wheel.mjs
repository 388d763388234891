// From the built kernel to a wheel: gathers its files in a temporary folder, then hands them to pip.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runQuietly } from '../setup/command.mjs';
import { setupLog } from '../setup/paths.mjs';
import { explainFailure } from '../setup/problem.mjs';
import { showStep } from '../setup/progress.mjs';
import { buildPython } from './build-python.mjs';
import { gather } from './gather.mjs';

/** @typedef {import('./targets.mjs').Target} Target */

/**
 * @param {Target} target
 * @param {string} out folder of the wheel
 * @returns {Promise<string>} the wheel's path
 */
export async function makeWheel(target, out) {
  const folder = mkdtempSync(join(tmpdir(), 'tensorcell-wheel-'));
  try {
    const sources = join(folder, 'sources');
    await showStep('Gathering what runs', () => gather(target, sources));
    return await showStep('Building the wheel', (report) => packed(sources, folder, out, report));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} sources
 * @param {string} folder
 * @param {string} out
 * @param {(line: string) => void} report
 */
async function packed(sources, folder, out, report) {
  const made = join(folder, 'made');
  const flags = ['--no-deps', '--disable-pip-version-check', '--wheel-dir', made];
  const { code, output } = await runQuietly(
    [...buildPython(), '-m', 'pip', 'wheel', ...flags, sources],
    report,
  );
  if (code !== 0) throw explainFailure('Building the wheel', 'PyPI', output, setupLog);
  const name = readdirSync(made).find((file) => file.endsWith('.whl')) ?? '';
  return putInPlace(join(made, name), join(out, name), out);
}

/**
 * Written beside first and then renamed: a wheel in the folder is whole.
 * @param {string} from
 * @param {string} to
 * @param {string} out
 */
function putInPlace(from, to, out) {
  mkdirSync(out, { recursive: true });
  const fresh = `${to}.${process.pid}`;
  copyFileSync(from, fresh);
  renameSync(fresh, to);
  return to;
}
