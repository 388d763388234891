// What a machine has for the check: a GPU, plug-ins of XLA's, TensorFlow's library, a Python with JAX. Looks into the Pythons
// that are on the PATH as well, where a kernel does not: on a bare machine there is no environment of the project's.
import { delimiter, join } from 'node:path';
import { nvidiaDriverVersion, nvidiaGpu } from '../../build/kernel/installation/nvidia.js';
import { isBuiltWithoutGpu } from '../../build/kernel/installation/nvidia-libraries.js';
import { ask, pythonsHere } from '../../build/kernel/installation/python.js';
import { wheelFor } from '../../build/kernel/installation/tensorflow-wheel.js';
import { findPlugin, findTensorFlow, pluginsHere } from '../../build/lib/kernel-door.js';
import { root, venvPython } from '../setup/paths.mjs';

/** @typedef {ReturnType<typeof lookAround>} Machine */

export function lookAround() {
  const packages = packagesOfPythons();
  const { library, searched } = findTensorFlow({ packages });
  const driver = nvidiaDriverVersion();
  const known = driver === undefined ? {} : { driver };
  return {
    gpu: nvidiaGpu(),
    driver,
    plugins: pluginsHere({ packages, ...known }),
    /** @param {'cuda' | 'xla-cpu'} name */
    plugin: (name) => findPlugin(name, { packages, ...known }),
    tensorFlow: library,
    searched,
    hasGpuLibrary: library !== undefined && !isBuiltWithoutGpu(library.folder),
    jax: pythonWithJax(),
  };
}

/** What to do where TensorFlow's library is missing: a graph is made by it, on whatever device it then runs. */
export function howToGetTensorFlow() {
  const venv = join(root, '.venv');
  return `python3 -m venv "${venv}" && "${venv}/bin/pip" install --no-deps "${wheelFor('plain')}"`;
}

function packagesOfPythons() {
  const program = `import sys; print(${JSON.stringify(delimiter)}.join(sys.path))`;
  const folders = pythonsHere().flatMap((python) => ask(python, program).split(delimiter));
  return [...new Set(folders.filter((folder) => /(site|dist)-packages$/.test(folder)))];
}

function pythonWithJax() {
  const own = [venvPython, join(root, 'bench', 'training', '.venv', 'bin', 'python')].map((one) => [one]);
  const program =
    "import importlib.util as u; print(all(u.find_spec(name) for name in ('jax', 'jaxlib', 'numpy')))";
  return [...pythonsHere(), ...own].find((python) => ask(python, program) === 'True');
}

/**
 * What the processes of the check start with, so that the engine finds what was found here.
 * @param {Machine} machine
 * @param {string | undefined} plugin file
 */
export function environmentFor({ tensorFlow }, plugin) {
  return {
    ...process.env,
    ...(tensorFlow ? { TENSORCELL_LIBTENSORFLOW: tensorFlow.folder } : {}),
    ...(plugin ? { TENSORCELL_PJRT_PLUGIN: plugin } : {}),
  };
}
