// Where XLA's plug-ins lie: Python packages of this machine's. Looks only at files; loads nothing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type LookupOptions, pythonPackages } from '../library-lookup.js';

/** Devices that have a plug-in; `xla-cpu` computes on the processor, for tests without a GPU. */
export type PluginName = 'cuda' | 'xla-cpu';

/** The libraries by their place in a folder of Python packages: JAX's newest first. */
const files: Record<PluginName, readonly string[]> = {
  cuda: ['jax_plugins/xla_cuda13/xla_cuda_plugin.so', 'jax_plugins/xla_cuda12/xla_cuda_plugin.so'],
  'xla-cpu': [
    'lammps_jax_pjrt_cpu/pjrt_c_api_cpu_plugin.so',
    'fastatomstruct_xla_cpu/libpjrt_cpu.so',
    'xla_plugins/xla_cpu_pjrt/xla_cpu_pjrt.so',
  ],
};

export interface PluginLookup {
  readonly file?: string;
  /** The folder of Python packages that it lies in, where it was found in one. */
  readonly packages?: string;
  readonly searched: readonly string[];
}

/** Finds a plug-in: the file that `TENSORCELL_PJRT_PLUGIN` names, else in the Python packages where TensorFlow may lie. */
export function findPlugin(name: PluginName, options: LookupOptions = {}): PluginLookup {
  const named = (options.environment ?? process.env).TENSORCELL_PJRT_PLUGIN;
  if (named) return existsSync(named) ? { file: named, searched: [named] } : { searched: [named] };
  const searched: string[] = [];
  for (const [, packages] of pythonPackages(options)) {
    searched.push(packages);
    const file = files[name].map((path) => join(packages, path)).find((path) => existsSync(path));
    if (file) return { file, packages, searched };
  }
  return { searched };
}
