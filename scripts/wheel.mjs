#!/usr/bin/env node
// `npm run wheel`: a Python wheel of the built kernel in wheels/, which `pip install` makes a kernel of Jupyter.
// `npm run wheel -- --platform macos-arm64` builds for another machine, `--out FOLDER` elsewhere.
import { runMain } from './setup/problem.mjs';

await runMain(async () => {
  const { readOptions } = await import('./wheel/options.mjs');
  const { target, out } = readOptions(process.argv.slice(2));
  const { makeWheel } = await import('./wheel/make-wheel.mjs');
  console.log(await makeWheel(target, out));
  return 0;
});
