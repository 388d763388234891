// Whether there is an NVIDIA GPU, asked of its driver and without loading anything.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nvidiaDriver } from '../../lib/kernel-door.js';

/** The name of the first NVIDIA GPU, such as "NVIDIA H100 80GB HBM3"; undefined where there is none. */
export function nvidiaGpu(): string | undefined {
  return ofFirstGpu('name') ?? gpuOfDriver();
}

/** The first number of the version of NVIDIA's driver, such as 580; undefined where nothing tells it. */
export function nvidiaDriverVersion(): number | undefined {
  return nvidiaDriver() ?? numberOf(ofFirstGpu('driver_version'));
}

/** The memory of the first GPU in MB (2^20); undefined where `nvidia-smi` does not tell it. */
export function nvidiaMemory(): number | undefined {
  return numberOf(ofFirstGpu('memory.total'));
}

function ofFirstGpu(what: 'name' | 'driver_version' | 'memory.total'): string | undefined {
  const { status, stdout } = spawnSync(
    'nvidia-smi',
    [`--query-gpu=${what}`, '--format=csv,noheader,nounits'],
    {
      encoding: 'utf8',
      timeout: 10_000,
    },
  );
  return status === 0 ? stdout.trim().split('\n')[0]!.trim() || undefined : undefined;
}

/** Of `580.65.06` the first part; undefined of `[N/A]`. */
function numberOf(text: string | undefined): number | undefined {
  const number = Number.parseInt(text ?? '', 10);
  return Number.isNaN(number) ? undefined : number;
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
