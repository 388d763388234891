// TensorFlow's wheel, without the Python packages it asks for: only its shared libraries are used, so that a
// wheel for another Python version serves as well.
import { join } from 'node:path';
import { readFrom } from './command.mjs';
import { setupLog, venv, venvPython } from './paths.mjs';
import { explainFailure } from './problem.mjs';
import { pip } from './python.mjs';
import { isStamped, writeStamp } from './stamps.mjs';

/** @typedef {import('./prepare.mjs').Step} Step */

const title = "Installing TensorFlow's library";

/** The release that the engine is tested with. */
export const tensorflowVersion = '2.21.*';

/** @returns {Step} */
export function tensorflowLibrary() {
  const stamp = join(venv, '.tensorcell', 'tensorflow');
  const wheel = wheelFor(process.platform, process.arch);
  return {
    title,
    bytes: 1_700e6,
    isDone: () => Boolean(process.env.TENSORCELL_LIBTENSORFLOW) || isStamped(stamp, wheel),
    async run(report) {
      await installWheel(wheel, report);
      writeStamp(stamp, wheel);
    },
  };
}

/**
 * The wheel that holds the library on a platform. Intel Macs get none after 2.16.
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 */
export function wheelFor(platform, arch) {
  if (platform === 'linux' && arch === 'x64') return `tensorflow-cpu==${tensorflowVersion}`;
  if (platform === 'darwin' && arch === 'x64') return 'tensorflow==2.16.*';
  return `tensorflow==${tensorflowVersion}`;
}

/**
 * @param {string} wheel
 * @param {(line: string) => void} report
 */
async function installWheel(wheel, report) {
  const first = await pip(['install', '--no-deps', wheel], report);
  if (first.code === 0) return;
  if (!isMissingWheel(first.output)) throw explainFailure(title, 'PyPI', first.output, setupLog);
  const other = await pip(
    ['install', '--no-deps', '--target', sitePackages(), ...otherPython, wheel],
    report,
  );
  if (other.code === 0) return;
  if (!isMissingWheel(other.output)) throw explainFailure(title, 'PyPI', other.output, setupLog);
  console.warn(
    `\nThere is no TensorFlow wheel for this machine: TensorCell will compute with WebAssembly, slower.`,
  );
}

const otherPython = [
  '--python-version',
  '3.12',
  '--only-binary=:all:',
  '--ignore-requires-python',
  '--upgrade',
];

/**
 * pip says the same without a network, but only after it has told of its retries.
 * @param {string} output
 */
export function isMissingWheel(output) {
  return (
    /No matching distribution found/.test(output) &&
    !/connection broken|Retrying \(|Max retries/i.test(output)
  );
}

function sitePackages() {
  const program = 'import sysconfig; print(sysconfig.get_path("purelib"))';
  return (readFrom([venvPython, '-c', program]) ?? '').trim();
}
