// XLA's plug-in for NVIDIA's GPUs, JAX's wheel, fetched by pip beside the TensorFlow that brought NVIDIA's libraries.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fetchedLibraryFolders, findPlugin } from '../../lib/kernel-door.js';
import { fillBeside, pipFailure } from './fetch-beside.js';
import { pythonWith, runVisibly } from './python.js';

/** For CUDA 12, whose libraries TensorFlow's wheel brings. */
export const pluginWheel = 'jax-cuda12-pjrt==0.12.*';

/** The folder of a package in which the plug-in lies. */
const content = 'jax_plugins';

/** Fetches the wheel and gives the plug-in's file; pip writes into a folder beside, so that what was cut off is never used. */
export function fetchPlugin(): string {
  const packages = fetchedLibraryFolders().gpu;
  const python = pythonWith(['pip'], "to fetch XLA's plug-in from PyPI");
  console.log(
    `Fetching ${pluginWheel} from PyPI, about 0.2 GB to download and 0.5 GB on the disk, into ${packages}`,
  );
  fillBeside(packages, (fresh) => {
    const flags = ['--no-compile', '--no-deps', '--only-binary=:all:', '--target', fresh];
    const code = runVisibly(python, ['-m', 'pip', 'install', ...flags, pluginWheel]);
    if (code !== 0 || !existsSync(join(fresh, content)))
      throw pipFailure(pluginWheel, code, 'TensorFlow computes all');
    mkdirSync(packages, { recursive: true });
    rmSync(join(packages, content), { recursive: true, force: true });
    renameSync(join(fresh, content), join(packages, content));
  });
  const { file, searched } = findPlugin('cuda');
  if (file) return file;
  throw new Error(
    `tensorcell setup: ${pluginWheel} holds no plug-in that is known (searched: ${searched.join(', ')}).`,
  );
}
