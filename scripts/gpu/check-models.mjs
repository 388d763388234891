// The course's networks of bench/training on a device: their losses beside TensorFlow's on the CPU and JAX' on the same device,
// and the time a step.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelNamed } from '../../bench/training/models.mjs';
import { parting, verdict } from './compare.mjs';
import { beside, resultOf } from './workers.mjs';

/** The networks of the lessons; bench/training has more. */
export const courseModels = ['dnn', 'dnn-bn-dropout', 'iris', 'boston', 'cnn', 'dogs-cats'];

/**
 * @typedef {object} Asked
 * @property {string} device
 * @property {number} steps to compare
 * @property {boolean} quick an epoch is timed in place of the bench's several
 * @property {NodeJS.ProcessEnv} env
 * @property {readonly string[]} [jax] the Python that has it
 *
 * @typedef {{ losses: number[], step: number, version: string, device: string }} Peer
 * @typedef {object} Ours
 * @property {object} info what computed
 * @property {string[]} left
 * @property {Record<'onDevice' | 'onCpu' | 'moved', number[]>} losses
 * @property {number} deviceStep
 * @property {number} cpuStep
 */

/**
 * @param {string} name
 * @param {Asked} asked
 * @returns {{ failed: boolean, lines: string[], unchecked: string[], info?: object }}
 */
export function checkModel(name, asked) {
  const folder = mkdtempSync(join(tmpdir(), 'tensorcell-check-gpu-'));
  try {
    const { about } = modelNamed(name);
    /** @type {Ours} */
    const ours = resultOf(oursIn(folder, name, asked), asked.env);
    const jax = peerIn(folder, asked);
    const told = compared(name, asked, ours, jax);
    return { ...told, lines: [`${name} (${about})`, ...told.lines], info: ours.info };
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    return { failed: true, lines: [name, `  ✗ ${message}`], unchecked: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {Asked} asked
 */
function oursIn(folder, name, { device, steps, quick }) {
  const epochs = quick ? 1 : modelNamed(name).epochs;
  return [process.execPath, beside('model-worker.mjs'), name, device, `${steps}`, `${epochs}`, folder];
}

/**
 * @param {string} folder
 * @param {Asked} asked
 * @returns {Peer | Error | undefined}
 */
function peerIn(folder, { jax, env, device }) {
  if (!jax) return undefined;
  // JAX has processors' plug-in within itself.
  const platform = device === 'xla-cpu' ? { JAX_PLATFORMS: 'cpu' } : {};
  try {
    return resultOf([...jax, beside('jax_worker.py'), folder], {
      ...env,
      XLA_PYTHON_CLIENT_PREALLOCATE: 'false',
      ...platform,
    });
  } catch (error) {
    return /** @type {Error} */ (error);
  }
}

/**
 * @param {string} name
 * @param {Asked} asked
 * @param {Ours} ours
 * @param {Peer | Error | undefined} jax
 */
function compared(name, { device }, ours, jax) {
  const { onDevice, onCpu, moved } = ours.losses;
  const rounding = parting(moved, onCpu);
  const beside = [{ who: "TensorFlow's CPU", losses: onCpu }];
  const unchecked = [];
  const drops = modelNamed(name).layers.some(([kind]) => kind === 'dropout');
  if (jax instanceof Error) unchecked.push(`${name} beside JAX: JAX ${jax.message}`);
  else if (jax && drops) unchecked.push(`${name}'s loss beside JAX': dropout draws other numbers there`);
  else if (jax) beside.push({ who: `JAX ${jax.version} on ${jax.device}`, losses: jax.losses });
  const verdicts = beside.map(({ who, losses }) => {
    const { mark, text } = verdict(parting(onDevice, losses), rounding);
    return {
      mark,
      line: `  ${mark} loss ${number(onDevice)} on ${device}, ${number(losses)} on ${who}: ${text}`,
    };
  });
  const leftOver = ours.left.map((text) => `  ✗ ${text}`);
  return {
    failed: leftOver.length > 0 || verdicts.some(({ mark }) => mark === '✗'),
    lines: [...verdicts.map(({ line }) => line), ...leftOver, times(ours, jax, device)],
    unchecked,
  };
}

/**
 * @param {Ours} ours
 * @param {Peer | Error | undefined} jax
 * @param {string} device
 */
function times({ deviceStep, cpuStep }, jax, device) {
  const others = [{ who: "TensorFlow's CPU", step: cpuStep }];
  if (jax && !(jax instanceof Error)) others.push({ who: 'JAX', step: jax.step });
  const told = others.map(
    ({ who, step }) => `${who} ${milliseconds(step)} (${(step / deviceStep).toFixed(2)} times ours)`,
  );
  return `    ms a step: ours on ${device} ${milliseconds(deviceStep)}, ${told.join(', ')}`;
}

/** @param {number[]} losses */
const number = (losses) => losses.at(-1)?.toFixed(6) ?? 'none';

/** @param {number} time */
const milliseconds = (time) => time.toFixed(time < 10 ? 3 : 1);
