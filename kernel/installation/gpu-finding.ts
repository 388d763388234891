// What `tensorcell doctor` says about an NVIDIA GPU: that it is used, or the one thing that is missing.

import { isBuiltWithoutGpu, missingLibraries } from './nvidia-libraries.js';
import { pythonPrefix } from './python-prefix.js';

export interface Computing {
  /** As the engine names it, such as GPU:0. */
  device: string;
  /** The folder of TensorFlow's package; undefined where another engine computes. */
  library?: string | undefined;
}

export interface GpuFinding {
  ok: boolean;
  name: 'GPU' | 'XLA plug-in';
  found: string;
  remedy?: string;
}

const ways = {
  npm: 'Run `tensorcell setup --gpu`, then restart the kernel.',
  pip: 'Run `pip install "tensorcell[gpu]"` in the environment of this kernel, then restart the kernel.',
};

/** @param gpu its name */
export function gpuFinding(
  gpu: string,
  { device, library }: Computing,
  platform = process.platform,
  way: keyof typeof ways = pythonPrefix() ? 'pip' : 'npm',
): GpuFinding {
  const missing = (found: string, remedy: string): GpuFinding => ({
    ok: false,
    name: 'GPU',
    found: `${gpu}, not used: ${found}`,
    remedy,
  });
  if (device.startsWith('GPU')) return { ok: true, name: 'GPU', found: `${gpu}, used as ${device}` };
  if (platform !== 'linux') {
    return missing("TensorFlow computes on NVIDIA's GPUs on Linux only", 'On Windows, use WSL 2.');
  }
  if (library === undefined) return missing('TensorFlow is not here', ways[way]);
  if (isBuiltWithoutGpu(library))
    return missing("TensorFlow's wheel here is the one without GPUs", ways[way]);
  const libraries = missingLibraries(library);
  if (libraries.length > 0)
    return missing(`NVIDIA's libraries are missing (${libraries.join(', ')})`, ways[way]);
  return missing(
    'TensorFlow has all that it needs and found no GPU',
    'Compare the driver with what TensorFlow asks for: `TF_CPP_MIN_LOG_LEVEL=0 tensorcell doctor` shows its words.',
  );
}

/** Whether compiled functions can go to the GPU by XLA's plug-in. @param file where it is */
export function pluginFinding(
  file: string | undefined,
  way: keyof typeof ways = pythonPrefix() ? 'pip' : 'npm',
): GpuFinding {
  if (file)
    return { ok: true, name: 'XLA plug-in', found: `${file}, used with TENSORCELL_DEVICE=cuda or auto` };
  // TensorFlow computes without it: nothing is broken.
  return { ok: true, name: 'XLA plug-in', found: `not here; ${pluginWays[way]}` };
}

const pluginWays = {
  npm: '`tensorcell setup --gpu --plugin` fetches it, for compiled functions on the GPU',
  pip: '`pip install "jax-cuda12-pjrt==0.12.*"` fetches it, for compiled functions on the GPU',
};
