// Everything between a fresh clone and a kernel that runs, as steps that know whether they are done.
import { checkSpace, checkWritable } from './checks.mjs';
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
 * @property {() => void} [check] fails early, before anything is installed, when the step cannot succeed
 * @property {(report: (detail: string) => void) => Promise<void>} run
 */

/** What `npm start` needs. */
export function prepareToStart() {
  return doSteps([...installs(), build(), kernelRegistration()]);
}

/** What `npm test` needs before its stages; those build and register by themselves. */
export function prepareToTest() {
  return doSteps([...installs(), requirements('requirements-test.txt', 'Installing the test tools', 30e6)]);
}

function installs() {
  return [
    npmPackages(),
    pythonEnvironment(),
    requirements('requirements.txt', 'Installing JupyterLab', 450e6),
    tensorflowLibrary(),
  ];
}

/** @param {Step[]} steps */
async function doSteps(steps) {
  const pending = steps.filter((step) => !step.isDone());
  if (pending.length === 0) return;
  const bytes = pending.reduce((sum, step) => sum + step.bytes, 0);
  checkWritable(root);
  checkSpace(root, bytes);
  for (const step of pending) step.check?.();
  await withLock(() => runPending(steps));
}

/** @param {Step[]} steps */
async function runPending(steps) {
  for (const step of steps) {
    if (!step.isDone()) await showStep(step.title, (report) => step.run(report));
  }
}
