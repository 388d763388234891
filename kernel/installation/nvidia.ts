// Whether there is an NVIDIA GPU, asked of its driver and without loading anything.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The name of the first NVIDIA GPU, such as "NVIDIA H100 80GB HBM3"; undefined where there is none. */
export function nvidiaGpu(): string | undefined {
  const { status, stdout } = spawnSync('nvidia-smi', ['--query-gpu=name', '--format=csv,noheader'], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  if (status === 0 && stdout.trim() !== '') return stdout.trim().split('\n')[0]!.trim();
  return gpuOfDriver();
}

/**
 * In a container the program may be missing while the driver is there.
 * @param driver the folder in which Linux' driver describes itself
 */
export function gpuOfDriver(driver = '/proc/driver/nvidia'): string | undefined {
  const gpus = join(driver, 'gpus');
  const [first] = existsSync(gpus) ? readdirSync(gpus) : [];
  if (first === undefined) return undefined;
  const information = join(gpus, first, 'information');
  const text = existsSync(information) ? readFileSync(information, 'utf8') : '';
  return /^Model:\s*(.+)$/m.exec(text)?.[1]?.trim() ?? 'of an unknown model';
}
