// Which device computes traced functions: TensorFlow's own, or one of XLA's beside it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from './client.js';
import { Device } from './device.js';
import { findPlugin, type PluginName, pluginsHere, refusedDevice } from './find-plugin.js';
import { hasNvidiaDriver } from './nvidia-driver.js';
import { Plugin } from './plugin.js';

/**
 * Where functions that the engine traces are computed: `cpu` is TensorFlow, `cuda` an NVIDIA GPU by XLA's plug-in,
 * `xla-cpu` XLA's plug-in for processors (for tests), `auto` a GPU where there are one and its plug-in, for models large
 * enough, TensorFlow otherwise.
 */
export type DeviceName = 'auto' | 'cpu' | 'cuda' | 'xla-cpu';

const names: readonly DeviceName[] = ['auto', 'cpu', 'cuda', 'xla-cpu'];

/** The size of a step (lib/training/compiled/step-size.ts) from which `auto` takes a GPU. Not measured on one. */
const worthwhileStep = 50_000;

let chosen: DeviceName | undefined;
const opened = new Map<PluginName, Device | Error>();

/** Chooses for what is traced from now on; refuses a device that is not there. */
export function chooseDevice(name: DeviceName): void {
  requireName(name, 'engine.use');
  if (name !== 'auto' && name !== 'cpu') openDevice(name);
  chosen = name;
}

/** What `engine.use` or TENSORCELL_DEVICE says; `auto` where neither does. */
export function deviceInForce(): DeviceName {
  if (chosen) return chosen;
  const named = process.env.TENSORCELL_DEVICE;
  return named ? requireName(named, 'TENSORCELL_DEVICE') : 'auto';
}

/** The device beside TensorFlow for a step of this size; undefined: TensorFlow computes. */
export function deviceForStep(size: number, tensorFlowHasGpu: boolean): Device | undefined {
  const name = deviceInForce();
  if (name === 'cpu') return undefined;
  if (name !== 'auto') return openDevice(name);
  if (tensorFlowHasGpu || size < worthwhileStep || !hasNvidiaDriver()) return undefined;
  try {
    return findPlugin('cuda').file ? openDevice('cuda') : undefined;
  } catch {
    // `tensorcell doctor` says why.
    return undefined;
  }
}

/** The device for a function whose size nobody knows: only one that was asked for by name. */
export function deviceForFunction(): Device | undefined {
  const name = deviceInForce();
  return name === 'auto' || name === 'cpu' ? undefined : openDevice(name);
}

/** For `engineInfo`: the device that was asked for, or that `auto` has taken. Loads nothing. */
export function describeDevice(): { compiled?: string } {
  const name = deviceInForce();
  if (name === 'cpu') return {};
  const device = opened.get(name === 'auto' ? 'cuda' : name);
  if (device instanceof Device)
    return { compiled: `${device.name} (${device.client.deviceKind}), by XLA's plug-in` };
  return name === 'auto' ? {} : { compiled: `${name}, by XLA's plug-in` };
}

/** Loads the plug-in, once; says what is missing. */
export function openDevice(name: PluginName): Device {
  const known = opened.get(name) ?? tryToOpen(name);
  opened.set(name, known);
  if (known instanceof Error) throw known;
  return known;
}

function tryToOpen(name: PluginName): Device | Error {
  const { file, packages, searched } = findPlugin(name);
  if (!file) {
    return new Error(
      `The device ${name} needs XLA's plug-in, which was not found (searched: ${searched.join(', ')}).${unusedHere()} ${remedies[name]}`,
    );
  }
  try {
    if (name === 'cuda') prepareCuda(packages);
    return new Device(name, new Client(new Plugin(file), name === 'cuda' ? { preallocate: false } : {}));
  } catch (error) {
    return new Error(`The device ${name} does not start: ${(error as Error).message} ${remedies[name]}`, {
      cause: error,
    });
  }
}

function unusedHere(): string {
  const unused = pluginsHere().flatMap(({ title, refusal }) => (refusal ? [`${title}: ${refusal}`] : []));
  return unused.length === 0 ? '' : ` Here, but not used: ${unused.join('; ')}.`;
}

const remedies: Record<PluginName, string> = {
  cuda:
    "Run `tensorcell setup --gpu`, which offers it and NVIDIA's libraries; `tensorcell doctor` names what is missing. " +
    "engine.use('cpu') computes on TensorFlow.",
  'xla-cpu': 'Install `lammps-jax-pjrt-cpu` (Linux, x86-64), or name the library in TENSORCELL_PJRT_PLUGIN.',
};

// Where XLA looks for libdevice and ptxas; its plug-in finds the other libraries beside itself.
function prepareCuda(packages: string | undefined): void {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  const toolkit =
    packages &&
    ['cu13', 'cuda_nvcc'].map((one) => join(packages, 'nvidia', one)).find((one) => existsSync(one));
  const flags = process.env.XLA_FLAGS ?? '';
  if (toolkit && !flags.includes('xla_gpu_cuda_data_dir')) {
    process.env.XLA_FLAGS = `--xla_gpu_cuda_data_dir=${toolkit} ${flags}`.trim();
  }
}

function requireName(name: string, where: string): DeviceName {
  const known = names.find((one) => one === name);
  if (known) return known;
  const refused = refusedDevice(name);
  if (refused) throw new Error(`${where}: ${refused}. The device must be ${names.join(', ')}.`);
  throw new Error(`${where}: the device must be ${names.join(', ')}. Received: '${name}'.`);
}
