// `scripts/check-gpu`: whether the built library computes on the GPU that is here, and rightly (gpu/check.mjs).
// `scripts/check-gpu --pack FOLDER | FILE.tar.gz`: the same for a Linux machine that has nothing of ours (gpu/pack.mjs).
import { existsSync } from 'node:fs';
import { kernelMain } from './setup/paths.mjs';
import { Problem, runMain } from './setup/problem.mjs';

const [first, ...others] = process.argv.slice(2);

await runMain(async () => {
  if (!existsSync(kernelMain))
    throw new Problem('The library is not built; run `npm start` once, then this again.');
  if (first === '--pack') return (await import('./gpu/pack.mjs')).packTo(others);
  return (await import('./gpu/check.mjs')).check(process.argv.slice(2));
});
