// Registers the kernel in the project's Python environment and settles JupyterLab's questions beforehand.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './command.mjs';
import { kernelMain, root, setupLog, venv } from './paths.mjs';
import { explainFailure } from './problem.mjs';
import { fingerprint, isStamped, writeStamp } from './stamps.mjs';

/** @typedef {import('./prepare.mjs').Step} Step */

/** @returns {Step} */
export function kernelRegistration() {
  const stamp = join(venv, '.tensorcell', 'kernel');
  const sources = ['kernel/installation', 'labextension/built'].map((path) => join(root, path));
  const print = () => fingerprint(sources, root, process.execPath);
  return {
    title: 'Registering the TypeScript (TensorCell) kernel',
    bytes: 0,
    isDone: () => isStamped(stamp, print()),
    async run(report) {
      const command = [process.execPath, kernelMain, 'install', '--sys-prefix', venv];
      const { code, output } = await runQuietly(command, report);
      if (code !== 0) throw explainFailure('Registering the kernel', 'PyPI', output, setupLog);
      writeLabSettings();
      await beginSnapshot();
      writeStamp(stamp, print());
    },
  };
}

/** Behind all that follows, so that the first kernel starts as soon as each later one. */
async function beginSnapshot() {
  const { snapshotPath, takeSnapshot } = await import('../../dist/kernel/protocol/snapshot-file.js');
  const path = snapshotPath();
  if (path !== undefined) takeSnapshot(path);
}

/** Without this JupyterLab asks each newcomer whether it may fetch news. */
function writeLabSettings() {
  const folder = join(venv, 'share', 'jupyter', 'lab', 'settings');
  const notification = { fetchNews: 'false', checkForUpdates: false };
  mkdirSync(folder, { recursive: true });
  const settings = { '@jupyterlab/apputils-extension:notification': notification };
  writeFileSync(join(folder, 'overrides.json'), `${JSON.stringify(settings, null, 2)}\n`);
}
