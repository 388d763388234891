// Which engine TensorFlow.js computes on: TensorFlow's C library where there is one, else wasm, else plain
// JavaScript, and never silently the slower one.
import type { KernelBackend } from '@tensorflow/tfjs';
import { host } from '../host.js';
import { tf } from '../tf.js';
import { createBackend } from './backend.js';
import type { TensorFlowBackend } from './backend-types.js';
import { silenceInstallAdvice, startWasm, withoutTfjsWarnings } from './fallback.js';
import {
  findTensorFlow,
  type LookupResult,
  pythonPackagesAround,
  type TensorFlowLibrary,
} from './library-lookup.js';
import { remedyFor } from './load-failure.js';
import { nativeLog } from './native-log.js';
import { describeDevice } from './pjrt/choose-device.js';

/** What computes, for a notice on screen and for `tensorcell doctor`. */
export interface EngineInfo {
  readonly backend: 'tensorflow' | 'wasm' | 'cpu';
  /** For example `CPU:0` or `GPU:0`. */
  readonly device: string;
  /** TensorFlow's or TensorFlow.js' version. */
  readonly version: string;
  /** What computes the functions that are compiled (fit, evaluate, predict, `compile`), where it is not TensorFlow. */
  readonly compiled?: string;
  /** The folder of TensorFlow's libraries, and how it was found. */
  readonly library?: string;
  readonly source?: string;
  /** TensorFlow's own words while it loaded. */
  readonly log?: string;
  /** Why it is not TensorFlow. */
  readonly reason?: string;
  /** What to do about it. */
  readonly remedy?: string;
  /** @deprecated `remedy` by its old name. */
  readonly mend?: string;
}

const backendName = 'tensorflow';
// Above tfjs' own backends: webgl is 2, cpu is 1.
const priority = 10;

const usualRemedy = pythonPackagesAround()
  ? 'Run `pip install tensorflow` in the Python environment of this kernel (TensorFlow has wheels for Python 3.10 to ' +
    '3.13), or set TENSORCELL_LIBTENSORFLOW to the folder of libtensorflow_cc.'
  : 'Run `tensorcell setup`, which fetches it (in a clone: `npm start`), or set TENSORCELL_LIBTENSORFLOW to the folder ' +
    'of libtensorflow_cc.';

let found: LookupResult = { searched: [] };
let fallback: { backend: 'wasm' | 'cpu'; reason: string; remedy: string } | undefined;
let registration: Promise<void> | undefined;
let settled: Promise<void> = Promise.resolve();

/** Finds the engine and makes it TensorFlow.js' backend. TensorFlow itself loads when the first op needs it. */
export function registerEngine(): Promise<void> {
  registration ??= register();
  return registration;
}

/** When it is decided which engine stands in for a TensorFlow that did not load. */
export const engineSettled = (): Promise<void> => settled;

/**
 * What TensorFlow.js computes on. Loads TensorFlow, if that has not happened yet, to ask it.
 * @example const { backend, version, device } = engineInfo(); // such as tensorflow, 2.21.0, CPU:0
 */
export function engineInfo(): EngineInfo {
  const backend = tf.backend();
  if (fallback) return { ...fallback, mend: fallback.remedy, device: 'CPU:0', version: tf.version.tfjs };
  const { binding } = backend as TensorFlowBackend;
  const { devices } = binding.context;
  const device = devices.find(({ type }) => type === 'GPU') ?? devices[0]!;
  return {
    backend: backendName,
    device: device.name.replace(/^.*device:/, ''),
    version: binding.TF_Version,
    ...describeDevice(),
    library: found.library?.folder,
    source: found.library?.source,
    log: nativeLog(),
  };
}

/** The TensorFlow that TensorFlow.js computes on, undefined where it is another engine. Loads it, as `engineInfo` does. */
export function tensorFlowInUse(): TensorFlowLibrary | undefined {
  tf.backend();
  return tf.getBackend() === backendName ? found.library : undefined;
}

/** A tensor with a copy of the values, whose memory may be used again at once; a tensor may be read late otherwise. */
export function tensorOfCopy(values: Float32Array, shape: number[]): tf.Tensor {
  if (tf.getBackend() !== backendName) return tf.tensor(values.slice(), shape);
  const tensor = tf.tensor(values, shape);
  (tf.backend() as TensorFlowBackend).getInputTensorIds([tensor]);
  return tensor;
}

async function register(): Promise<void> {
  silenceInstallAdvice();
  found = findTensorFlow();
  const { library, searched } = found;
  if (library) tf.registerBackend(backendName, () => loadTensorFlow(library), priority);
  else await fallBack(`TensorFlow's library was not found (searched: ${searched.join(', ')})`, usualRemedy);
}

// TensorFlow.js goes on to its next backend, cpu, when this throws; wasm takes over as soon as it has started.
function loadTensorFlow(library: TensorFlowLibrary): KernelBackend {
  try {
    return createBackend(library);
  } catch (error) {
    const { message } = error as Error;
    const reason = message.includes(library.folder) ? message : `${library.folder}: ${message}`;
    withoutTfjsWarnings();
    settled = fallBack(`TensorFlow was found, but ${reason}`, remedyFor(error) ?? usualRemedy);
    throw error;
  }
}

async function fallBack(reason: string, remedy: string): Promise<void> {
  fallback = { backend: 'cpu', reason, remedy };
  if (await startWasm()) fallback = { ...fallback, backend: 'wasm' };
  // The kernel says so itself, with the first cell that computes.
  if (host().kind === 'notebook') return;
  console.warn(`TensorCell computes on the slower ${fallback.backend} backend: ${reason}. ${remedy}`);
}
