// What a process must start with to compute on an NVIDIA GPU: the loader reads its path at a process' start.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const signsOfDriver = ['/proc/driver/nvidia', '/dev/nvidiactl', '/dev/dxg'];

/** Variables to add to this process' own; none where there is no GPU, or where they are there already. */
export async function gpuEnvironment(): Promise<Record<string, string>> {
  if (!signsOfDriver.some((place) => existsSync(place))) return {};
  const { findPlugin, findTensorFlow } = await import('../../lib/kernel-door.js');
  const { loaderEnvironment } = await import('./nvidia-libraries.js');
  // A plug-in for CUDA 13 finds its libraries beside itself, unless TensorFlow's for CUDA 12, some of the same name, come first.
  if (process.env.TENSORCELL_DEVICE === 'cuda' && findPlugin('cuda').file?.includes('xla_cuda13')) return {};
  const { library } = findTensorFlow();
  return library ? loaderEnvironment(library.folder) : {};
}

/** Runs this program once more with variables added; its exit code. */
export function runAgainWith(added: Record<string, string>): number {
  const { status } = spawnSync(process.execPath, process.argv.slice(1), {
    env: { ...process.env, ...added },
    stdio: 'inherit',
  });
  return status ?? 1;
}
