// `scripts/check-gpu`: on a machine with an NVIDIA GPU, whether the built library computes on it, and the same as plain
// JavaScript. Ends with 0 when all holds, 1 when something does not, 2 when there is no GPU and nothing could be checked.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { kernelMain, root } from './setup/paths.mjs';
import { Problem, runMain } from './setup/problem.mjs';

const self = fileURLToPath(import.meta.url);
const inside = process.env.TENSORCELL_CHECK_GPU === 'inside';

await runMain(async () => {
  if (!existsSync(kernelMain))
    throw new Problem('The library is not built; run `npm start` once, then this again.');
  if (inside) return (await import('./gpu/checks.mjs')).checkAll(await built('lib/index.js'));
  const { nvidiaGpu } = await built('kernel/installation/nvidia.js');
  const gpu = nvidiaGpu();
  const { titles } = await import('./gpu/checks.mjs');
  if (gpu === undefined) {
    console.log('– No NVIDIA GPU is here (asked nvidia-smi and /proc/driver/nvidia). Not checked:');
    for (const title of titles) console.log(`  – ${title}`);
    return 2;
  }
  console.log(`✓ ${gpu}`);
  return insideWithLibraries();
});

/** The loader reads its path when a process starts: the checks run in one that has it. */
async function insideWithLibraries() {
  const { gpuEnvironment } = await built('kernel/installation/gpu-environment.js');
  const env = { ...process.env, ...(await gpuEnvironment()), TENSORCELL_CHECK_GPU: 'inside' };
  return spawnSync(process.execPath, [self], { env, stdio: 'inherit' }).status ?? 1;
}

/** @param {string} path */
function built(path) {
  return import(pathToFileURL(join(root, 'dist', path)).href);
}
