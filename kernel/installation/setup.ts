// `tensorcell setup`: finds TensorFlow's library, or fetches it from PyPI into a folder of the user's.
import { parseArgs } from 'node:util';
import { fetchedLibraryFolders, findPlugin, findTensorFlow } from '../../lib/kernel-door.js';
import { nvidiaGpu } from './nvidia.js';
import { fetchPlugin, pluginWheelHere } from './plugin-wheel.js';
import { fetchWheel, type WheelKind } from './tensorflow-wheel.js';

/** Does nothing where TensorFlow is there already. Gives what to tell the user. */
export function setup(options: readonly string[]): string {
  const known = {
    gpu: { type: 'boolean', default: false },
    plugin: { type: 'boolean', default: false },
  } as const;
  const { values } = parseArgs({ args: [...options], options: known });
  if (values.plugin && !values.gpu) {
    throw new Error(
      "tensorcell setup: --plugin goes with --gpu: the plug-in is XLA's for NVIDIA's GPUs. Received: no --gpu.",
    );
  }
  const kind: WheelKind = values.gpu ? 'gpu' : 'plain';
  if (values.gpu && process.platform !== 'linux') {
    throw new Error(
      `tensorcell setup --gpu: TensorFlow computes on NVIDIA's GPUs on Linux only. Received: ${process.platform}. ` +
        'Run `tensorcell setup`.',
    );
  }
  const told = library(kind) ?? fetched(kind);
  if (values.gpu) return `${told}\n${plugin(values.plugin)}`;
  const gpu = nvidiaGpu();
  const offer = `An NVIDIA GPU is here (${gpu}). \`tensorcell setup --gpu\` fetches TensorFlow with NVIDIA's libraries, 3 GB to download.`;
  return gpu && !withGpu() ? `${told}\n${offer}` : told;
}

/** XLA's plug-in: where it is, or what it would take to have it. */
function plugin(isWanted: boolean): string {
  const { file } = findPlugin('cuda');
  if (file) return `XLA's plug-in is here: ${file}`;
  const wheel = pluginWheelHere();
  if (wheel instanceof Error) {
    if (isWanted) throw wheel;
    return wheel.message;
  }
  if (isWanted) return `XLA's plug-in is ready: ${fetchPlugin(wheel)}`;
  return (
    "XLA's plug-in, which computes compiled functions on the GPU (TENSORCELL_DEVICE=cuda), is not here: `tensorcell setup --gpu " +
    `--plugin\` fetches ${wheel.wheel} from PyPI, for CUDA ${wheel.cuda}, ${wheel.size[0]} GB to download.`
  );
}

/** Where a TensorFlow of the kind is already. */
function library(kind: WheelKind): string | undefined {
  const { library: found } = findTensorFlow();
  if (!found || (kind === 'gpu' && !withGpu())) return undefined;
  return `TensorFlow is here: ${found.folder} (${found.source})`;
}

function withGpu(): boolean {
  return findTensorFlow().library?.folder.startsWith(fetchedLibraryFolders().gpu) ?? false;
}

function fetched(kind: WheelKind): string {
  const folder = fetchWheel(kind);
  const { library: found, searched } = findTensorFlow();
  if (found?.folder.startsWith(folder)) return `TensorFlow is ready: ${found.folder}`;
  if (found) {
    return `TensorFlow is in ${folder}, but ${found.folder} (${found.source}) is found before it: set TENSORCELL_LIBTENSORFLOW to the former.`;
  }
  throw new Error(
    `tensorcell setup: the wheel in ${folder} holds no library that loads on this machine (searched: ${searched.join(', ')}). ` +
      'The kernel computes on WebAssembly, slower.',
  );
}
