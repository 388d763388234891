#!/usr/bin/env node
// `npm start`: from a fresh clone to JupyterLab with the TensorCell kernel. Needs Node and Python, nothing else.
// What is already there is left as it is. Words after `--` go to JupyterLab: `npm start -- --port 9999`.
import { runMain } from './setup/problem.mjs';

await runMain(async () => {
  const { checkNode } = await import('./setup/checks.mjs');
  checkNode(process.version);
  const { prepareToStart } = await import('./setup/prepare.mjs');
  await prepareToStart();
  const { runJupyterLab } = await import('./setup/jupyterlab.mjs');
  return runJupyterLab(process.argv.slice(2));
});
