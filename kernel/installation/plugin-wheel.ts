// XLA's plug-in for NVIDIA's GPUs, JAX's wheel, fetched by pip beside the TensorFlow that brought NVIDIA's libraries.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fetchedLibraryFolders, findPlugin } from '../../lib/kernel-door.js';
import { pythonWith, runVisibly } from './python.js';

/** For CUDA 12, whose libraries TensorFlow's wheel brings. */
export const pluginWheel = 'jax-cuda12-pjrt==0.12.*';

/** The folder of a package in which the plug-in lies. */
const content = 'jax_plugins';

/** Fetches the wheel and gives the plug-in's file; pip writes into a folder beside, so that what was cut off is never used. */
export function fetchPlugin(): string {
  const packages = fetchedLibraryFolders().gpu;
  const python = pythonWith(['pip'], "to fetch XLA's plug-in from PyPI");
  const fresh = join(dirname(packages), `.${basename(packages)}.${process.pid}`);
  console.log(
    `Fetching ${pluginWheel} from PyPI, about 0.2 GB to download and 0.5 GB on the disk, into ${packages}`,
  );
  mkdirSync(fresh, { recursive: true });
  try {
    const flags = ['--no-compile', '--no-deps', '--only-binary=:all:', '--target', fresh];
    const code = runVisibly(python, ['-m', 'pip', 'install', ...flags, pluginWheel]);
    if (code !== 0 || !existsSync(join(fresh, content))) {
      throw new Error(
        `tensorcell setup: pip could not fetch ${pluginWheel}, for the reason above. Received: exit code ${code}. Check the network, ` +
          'proxy or mirror settings, then run the same command again. Until then TensorFlow computes all.',
      );
    }
    mkdirSync(packages, { recursive: true });
    rmSync(join(packages, content), { recursive: true, force: true });
    renameSync(join(fresh, content), join(packages, content));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  const { file, searched } = findPlugin('cuda');
  if (file) return file;
  throw new Error(
    `tensorcell setup: ${pluginWheel} holds no plug-in that is known (searched: ${searched.join(', ')}).`,
  );
}
