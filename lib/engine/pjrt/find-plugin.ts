// Where XLA's plug-ins lie: Python packages of this machine's. Looks only at files; loads nothing.
import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type LookupOptions, pythonPackages } from '../library-lookup.js';
import { nvidiaDriver, oldestDrivers } from './nvidia-driver.js';

/** Devices that have a plug-in; `xla-cpu` computes on the processor, for tests without a GPU. */
export type PluginName = 'cuda' | 'xla-cpu';

/** Devices that have a plug-in of JAX's for which nothing here is written: they are refused by name. */
export type RefusedName = 'rocm' | 'xpu' | 'tpu' | 'metal';

interface KnownPlugin<Name extends string> {
  readonly device: Name;
  /** What it computes on, and the package that brings it. */
  readonly title: string;
  /** Where it lies in a folder of Python packages. */
  readonly place: string;
  /** The oldest of NVIDIA's drivers that runs it. */
  readonly driver?: number;
}

/** What may be used, the first found before others: JAX's newest. */
const plugins: readonly KnownPlugin<PluginName>[] = [
  {
    device: 'cuda',
    title: "NVIDIA's GPUs by CUDA 13 (jax-cuda13-pjrt)",
    place: 'jax_plugins/xla_cuda13/xla_cuda_plugin.so',
    driver: oldestDrivers[13],
  },
  {
    device: 'cuda',
    title: "NVIDIA's GPUs by CUDA 12 (jax-cuda12-pjrt)",
    place: 'jax_plugins/xla_cuda12/xla_cuda_plugin.so',
    driver: oldestDrivers[12],
  },
  ...[
    'lammps_jax_pjrt_cpu/pjrt_c_api_cpu_plugin.so',
    'fastatomstruct_xla_cpu/libpjrt_cpu.so',
    'xla_plugins/xla_cpu_pjrt/xla_cpu_pjrt.so',
  ].map((place) => ({ device: 'xla-cpu', title: 'processors, for tests', place }) as const),
];

/** By the folder: their libraries' names change with the system. */
const refused: readonly KnownPlugin<RefusedName>[] = [
  ...['xla_rocm10', 'xla_rocm7', 'xla_rocm60'].map(
    (folder) =>
      ({
        device: 'rocm',
        title: `AMD's GPUs (jax-${folder.slice(4)}-pjrt)`,
        place: `jax_plugins/${folder}`,
      }) as const,
  ),
  {
    device: 'xpu',
    title: "Intel's GPUs (intel-extension-for-openxla)",
    place: 'jax_plugins/intel_extension_for_openxla',
  },
  { device: 'tpu', title: "Google's TPUs (libtpu)", place: 'libtpu' },
  { device: 'metal', title: "Apple's GPUs (jax-metal)", place: 'jax_plugins/metal_plugin' },
];

export interface PluginLookup {
  readonly file?: string;
  /** What it computes on, where it is one that is known. */
  readonly title?: string;
  /** The folder of Python packages that it lies in, where it was found in one. */
  readonly packages?: string;
  readonly searched: readonly string[];
}

export interface PluginLookupOptions extends LookupOptions {
  /** The first number of the version of NVIDIA's driver; by default the one that is here. */
  readonly driver?: number | undefined;
}

/** A plug-in that lies on this machine, meant to work or not. */
export interface PluginHere {
  readonly device: PluginName | RefusedName;
  readonly title: string;
  readonly file: string;
  /** Why it is not used. */
  readonly refusal?: string;
}

/**
 * Finds a plug-in: the file that `TENSORCELL_PJRT_PLUGIN` names, else in the Python packages where TensorFlow may lie, the
 * newest that the driver runs.
 */
export function findPlugin(name: PluginName, options: PluginLookupOptions = {}): PluginLookup {
  const named = (options.environment ?? process.env).TENSORCELL_PJRT_PLUGIN;
  if (named) return existsSync(named) ? { ...knownAt(named), searched: [named] } : { searched: [named] };
  const driver = driverOf(options);
  const fitting = plugins.filter((plugin) => plugin.device === name && runsOn(plugin, driver));
  const searched: string[] = [];
  for (const [, packages] of pythonPackages(options)) {
    searched.push(packages);
    const found = fitting.find(({ place }) => existsSync(join(packages, place)));
    if (found) return { file: join(packages, found.place), title: found.title, packages, searched };
  }
  return { searched };
}

/** All plug-ins that lie here, those among them that are refused. */
export function pluginsHere(options: PluginLookupOptions = {}): PluginHere[] {
  const driver = driverOf(options);
  const here: PluginHere[] = [];
  for (const [, packages] of pythonPackages(options)) {
    for (const plugin of [...plugins, ...refused]) {
      const file = join(packages, plugin.place);
      if (!existsSync(file) || here.some((other) => other.file === file)) continue;
      const refusal = refusalOf(plugin, driver);
      here.push({ device: plugin.device, title: plugin.title, file, ...(refusal ? { refusal } : {}) });
    }
  }
  return here;
}

/** Why a device of this name is refused; undefined where it is none of those. */
export function refusedDevice(name: string): string | undefined {
  const titles = refused.filter(({ device }) => device === name).map(({ title }) => title);
  return titles.length === 0 ? undefined : `${name} (${titles.join(', ')}): ${notWritten}`;
}

const notWritten = 'nothing is written for this device, and nothing was run on it';

function refusalOf(plugin: KnownPlugin<string>, driver: number | undefined): string | undefined {
  if (refused.some(({ device }) => device === plugin.device)) return notWritten;
  if (runsOn(plugin, driver)) return undefined;
  return `NVIDIA's driver must be ${plugin.driver} or newer for it. Received: ${driver}`;
}

/** A driver that is not known may be new enough. */
function runsOn(plugin: KnownPlugin<string>, driver: number | undefined): boolean {
  return plugin.driver === undefined || driver === undefined || driver >= plugin.driver;
}

function driverOf(options: PluginLookupOptions): number | undefined {
  return 'driver' in options ? options.driver : nvidiaDriver();
}

/** Of a file that was named, what its place tells. */
function knownAt(file: string): Omit<PluginLookup, 'searched'> {
  const known = plugins.find(({ place }) => file.endsWith(`${sep}${join(place)}`));
  if (!known) return { file };
  return { file, title: known.title, packages: file.slice(0, -(join(known.place).length + 1)) };
}
