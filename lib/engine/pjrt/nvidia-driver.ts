// NVIDIA's driver as Linux describes it: whether it is there, and which CUDA it runs.
import { existsSync, readFileSync } from 'node:fs';

const description = '/proc/driver/nvidia/version';

/** The oldest drivers of Linux that run a release of CUDA. */
export const oldestDrivers = { 13: 580, 12: 525 } as const;

export function hasNvidiaDriver(): boolean {
  return existsSync(description);
}

/** The first number of the driver's version, such as 580; undefined where there is none, or it is told elsewhere (WSL). */
export function nvidiaDriver(file = description): number | undefined {
  if (!existsSync(file)) return undefined;
  const version = /\s(\d{3,})\.\d+/.exec(readFileSync(file, 'utf8'))?.[1];
  return version === undefined ? undefined : Number(version);
}
