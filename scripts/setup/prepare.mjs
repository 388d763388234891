// Everything between a fresh clone and a kernel that runs, as steps that know whether they are done.
import { checkSpace, checkWritable } from './checks.mjs';
import { kernelRegistration } from './kernel.mjs';
import { withLock } from './lock.mjs';
import { build, npmPackages } from './packages.mjs';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';
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

/** @typedef {Step[][]} SideBySide chains of steps that do not need each other; those of a chain follow each other */

/** What `npm start` needs. */
export function prepareToStart() {
  return doSteps([[npmPackages(), build()], python()], [[kernelRegistration()]]);
}

/** What `npm test` needs before its stages; those build and register by themselves. */
export function prepareToTest() {
  const tools = requirements('requirements-test.txt', 'Installing the test tools', 95e6);
  return doSteps([[npmPackages()], [...python(), tools]]);
}

function python() {
  return [
    pythonEnvironment(),
    requirements('requirements.txt', 'Installing JupyterLab', 450e6),
    tensorflowLibrary(),
  ];
}

/** @param {...SideBySide} parts one after the other */
async function doSteps(...parts) {
  const pending = parts.flat(2).filter((step) => !step.isDone());
  if (pending.length === 0) return;
  const bytes = pending.reduce((sum, step) => sum + step.bytes, 0);
  checkWritable(root);
  checkSpace(root, bytes);
  for (const step of pending) step.check?.();
  await withLock(async () => {
    for (const part of parts) await runSideBySide(part);
  });
}

/**
 * Once a step has failed no further one begins, and what is under way comes to its end.
 * @param {SideBySide} chains
 */
async function runSideBySide(chains) {
  /** @type {unknown[]} */
  const failures = [];
  const runChain = async (/** @type {Step[]} */ steps) => {
    for (const step of steps) {
      if (failures.length > 0) return;
      if (!step.isDone()) await showStep(step.title, (report) => step.run(report));
    }
  };
  await Promise.all(chains.map((steps) => runChain(steps).catch((error) => failures.push(error))));
  if (failures.length > 0) throw failures.find((failure) => failure instanceof Problem) ?? failures[0];
}
