// TensorFlow's wheel, fetched by pip into a folder of the user's: only its shared libraries are used, so that a wheel for
// another version of Python serves as well.
import { existsSync, readdirSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { fetchedLibraryFolders, tensorFlowRelease } from '../../lib/kernel-door.js';
import { fillBeside, pipFailure } from './fetch-beside.js';
import { ask, type Python, pythonWith, runVisibly } from './python.js';

export type WheelKind = 'plain' | 'gpu';

/** Downloaded and on the disk, in GB, about. */
const sizes = { plain: [0.6, 1.7], gpu: [3, 7] } as const;

/** What pip is asked for. Intel Macs get no TensorFlow after 2.16. */
export function wheelFor(kind: WheelKind, platform = process.platform, arch: string = process.arch): string {
  if (kind === 'gpu') return `tensorflow[and-cuda]==${tensorFlowRelease}.*`;
  if (platform === 'linux' && arch === 'x64') return `tensorflow-cpu==${tensorFlowRelease}.*`;
  if (platform === 'darwin' && arch === 'x64') return 'tensorflow==2.16.*';
  return `tensorflow==${tensorFlowRelease}.*`;
}

/**
 * Fetches the wheel and gives its folder. pip writes into a folder beside that no one looks into, which gets its name when
 * all of it is there: what was cut off is never used, and the next call throws it away.
 */
export function fetchWheel(kind: WheelKind): string {
  const folder = fetchedLibraryFolders()[kind];
  const python = pythonWith(['pip'], 'to fetch TensorFlow from PyPI');
  const wheel = wheelFor(kind);
  const [download, disk] = sizes[kind];
  console.log(
    `TensorFlow's library is not here yet. Fetching ${wheel} from PyPI, about ${download} GB to download and ${disk} GB on ` +
      `the disk, into ${folder}`,
  );
  fillBeside(folder, (fresh) => {
    checkSpace(fresh, disk);
    install(python, kind, wheel, fresh);
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
  });
  return folder;
}

function install(python: Python, kind: WheelKind, wheel: string, target: string): void {
  const dependencies = kind === 'gpu' ? [] : ['--no-deps'];
  const flags = ['--no-compile', ...dependencies, '--only-binary=:all:', ...otherPython(python)];
  const code = runVisibly(python, ['-m', 'pip', 'install', ...flags, '--target', target, wheel]);
  if (code !== 0) throw pipFailure(wheel, code, 'the kernel computes on WebAssembly, slower');
  if (!existsSync(join(target, 'tensorflow'))) {
    throw new Error(
      `tensorcell setup: expected a folder tensorflow in what pip fetched. Received: ${readdirSync(target).join(', ') || 'nothing'}. ` +
        'Run the same command again.',
    );
  }
}

/** TensorFlow has wheels for these alone; for another Python, those of 3.12 are fetched, whose library is the same. */
function otherPython(python: Python): string[] {
  const minor = Number(ask(python, 'import sys; print(sys.version_info[1])'));
  return minor <= 13 ? [] : ['--python-version', '3.12', '--ignore-requires-python'];
}

function checkSpace(folder: string, gigabytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = (bavail * bsize) / 1e9;
  if (free >= gigabytes) return;
  throw new Error(
    `tensorcell setup: expected ${gigabytes} GB of free disk at ${folder}. Received: ${free.toFixed(1)} GB. Free some space, or ` +
      'set TENSORCELL_HOME to a folder of another disk, then run the same command again.',
  );
}
