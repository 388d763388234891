// XLA's plug-in for NVIDIA's GPUs, JAX's wheel, fetched by pip: for CUDA 12 beside the TensorFlow that brought its libraries, for
// CUDA 13 with libraries of its own.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fetchedLibraryFolders, findPlugin, oldestDrivers } from '../../lib/kernel-door.js';
import { fillBeside, pipFailure } from './fetch-beside.js';
import { nvidiaDriverVersion } from './nvidia.js';
import { pythonWith, runVisibly } from './python.js';

export interface PluginWheel {
  /** What pip is asked for. */
  readonly wheel: string;
  readonly cuda: 12 | 13;
  /** Downloaded and on the disk, in GB, about. */
  readonly size: readonly [download: number, disk: number];
  readonly folder: 'gpu' | 'cuda13';
  /** What of the folder pip filled is moved into that folder. */
  readonly contents: readonly string[];
  readonly flags: readonly string[];
}

const cuda12: PluginWheel = {
  wheel: 'jax-cuda12-pjrt==0.12.*',
  cuda: 12,
  size: [0.2, 0.5],
  folder: 'gpu',
  contents: ['jax_plugins'],
  flags: ['--no-deps'],
};

const cuda13: PluginWheel = {
  wheel: 'jax-cuda13-plugin[with-cuda]==0.12.*',
  cuda: 13,
  size: [2, 4],
  folder: 'cuda13',
  contents: ['jax_plugins', 'nvidia'],
  flags: [],
};

/**
 * The newest that NVIDIA's driver runs; CUDA 12 where its version is not known; what to say where it runs none.
 * @param driver the first number of its version
 */
export function pluginWheelFor(driver: number | undefined): PluginWheel | Error {
  if (driver === undefined) return cuda12;
  if (driver >= oldestDrivers[13]) return cuda13;
  if (driver >= oldestDrivers[12]) return cuda12;
  return new Error(
    `tensorcell setup: XLA's plug-in needs NVIDIA's driver ${oldestDrivers[12]} or newer for CUDA 12, ${oldestDrivers[13]} for ` +
      `CUDA 13. Received: ${driver}. Install a newer driver, then run the same command again.`,
  );
}

export const pluginWheelHere = (): PluginWheel | Error => pluginWheelFor(nvidiaDriverVersion());

/** Fetches the wheel and gives the plug-in's file; pip writes into a folder beside, so that what was cut off is never used. */
export function fetchPlugin({ wheel, size, folder, contents, flags }: PluginWheel): string {
  const packages = fetchedLibraryFolders()[folder];
  const python = pythonWith(['pip'], "to fetch XLA's plug-in from PyPI");
  const [download, disk] = size;
  console.log(
    `Fetching ${wheel} from PyPI, about ${download} GB to download and ${disk} GB on the disk, into ${packages}`,
  );
  fillBeside(packages, (fresh) => {
    const install = ['-m', 'pip', 'install', '--no-compile', ...flags, '--only-binary=:all:'];
    const code = runVisibly(python, [...install, '--target', fresh, wheel]);
    if (code !== 0 || !contents.every((content) => existsSync(join(fresh, content))))
      throw pipFailure(wheel, code, 'TensorFlow computes all');
    mkdirSync(packages, { recursive: true });
    // The plug-in last: it is there when all that it loads is.
    for (const content of [...contents].reverse()) {
      rmSync(join(packages, content), { recursive: true, force: true });
      renameSync(join(fresh, content), join(packages, content));
    }
  });
  const { file, searched } = findPlugin('cuda');
  if (file) return file;
  throw new Error(
    `tensorcell setup: ${wheel} holds no plug-in that is known (searched: ${searched.join(', ')}).`,
  );
}
