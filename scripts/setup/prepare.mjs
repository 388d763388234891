// Everything between a fresh clone and a kernel that runs, as steps that know whether they are done.
import { checkNode, checkSpace, checkWritable } from './checks.mjs';
import { kernelRegistration } from './kernel.mjs';
import { withLock } from './lock.mjs';
import { build, npmPackages } from './packages.mjs';
import { root } from './paths.mjs';
import { showStep } from './progress.mjs';
import { pythonEnvironment, requirements } from './python.mjs';
import { tensorflowLibrary } from './tensorflow.mjs';

/**
 * @typedef {object} Step
 * @property {string} title
 * @property {number} bytes what it takes on the disk, about
 * @property {() => boolean} isDone
 * @property {(report: (detail: string) => void) => Promise<void>} run
 */

/** @param {{ forTests?: boolean }} [options] */
export async function prepare({ forTests = false } = {}) {
  checkNode(process.version);
  const steps = [
    npmPackages(),
    pythonEnvironment(),
    requirements('requirements.txt', 'Installing JupyterLab', 450e6),
    ...(forTests ? [requirements('requirements-test.txt', 'Installing the test tools', 30e6)] : []),
    tensorflowLibrary(),
    build(),
    kernelRegistration(),
  ];
  const pending = steps.filter((step) => !step.isDone());
  if (pending.length === 0) return;
  checkWritable(root);
  checkSpace(
    root,
    pending.reduce((sum, step) => sum + step.bytes, 0),
  );
  await withLock(() => runPending(steps));
}

/** @param {Step[]} steps */
async function runPending(steps) {
  for (const step of steps) {
    if (!step.isDone()) await showStep(step.title, (report) => step.run(report));
  }
}
