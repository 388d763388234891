// What `scripts/check-gpu` does on the machine that has the GPU, in a clone or from a pack: TensorFlow's own library for GPUs
// against plain JavaScript, the course's networks on XLA's plug-in beside TensorFlow's CPU and JAX, and too little memory.
// Ends with 0 when all that could be checked holds, 1 when something does not, 2 when nothing could be checked.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gpuEnvironment } from '../../build/kernel/installation/gpu-environment.js';
import { nvidiaMemory } from '../../build/kernel/installation/nvidia.js';
import { ask } from '../../build/kernel/installation/python.js';
import { refusedDevice } from '../../build/lib/kernel-door.js';
import { Problem, runMain } from '../setup/problem.mjs';
import { checkModel, courseModels } from './check-models.mjs';
import { environmentFor, howToGetTensorFlow, lookAround } from './machine.mjs';
import { titles } from './tensorflow-checks.mjs';
import { beside, resultOf } from './workers.mjs';

/** @typedef {import('./machine.mjs').Machine} Machine */
/** @typedef {ReturnType<typeof readOptions>} Options */
/** @typedef {{ failed: number, checked: number, unchecked: string[] }} Report */

const parts = {
  tensorFlow: titles.map((title) => `${title} (TensorFlow's own library for GPUs)`),
  models: (/** @type {Options} */ { models }) =>
    models.map((name) => `${name} on XLA's plug-in, beside TensorFlow's CPU and JAX`),
  memory: 'too little memory on the device is an error with sizes, and the model stays as it was',
};

/** @param {string[]} args */
export async function check(args) {
  const options = readOptions(args);
  const machine = lookAround();
  tellMachine(machine);
  /** @type {Report} */
  const report = { failed: 0, checked: 0, unchecked: [] };
  if (machine.tensorFlow === undefined) {
    console.log(`✗ TensorFlow's library is not here (searched: ${machine.searched.join(', ')}).`);
    console.log(
      '  Graphs are made by it on every device, and it is what the results are held against. To get it:',
    );
    console.log(`    ${howToGetTensorFlow()}`);
    report.unchecked.push(...parts.tensorFlow, ...parts.models(options), parts.memory);
  } else {
    await checkTensorFlow(machine, report);
    checkPlugin(machine, options, report);
  }
  return conclude(report);
}

/** @param {string[]} args */
function readOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        models: { type: 'string', default: courseModels.join(',') },
        steps: { type: 'string', default: '100' },
        quick: { type: 'boolean', default: false },
      },
    });
    const steps = Number(values.steps);
    if (!Number.isInteger(steps) || steps < 1)
      throw new Error(`--steps must be 1 or more. Received: ${values.steps}`);
    const models = values.models.split(',');
    const unknown = models.find((name) => !courseModels.includes(name));
    if (unknown !== undefined)
      throw new Error(`--models must be of ${courseModels.join(', ')}. Received: ${unknown}`);
    return { models, steps, quick: values.quick };
  } catch (error) {
    throw new Problem(`check-gpu: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {Machine} machine */
function tellMachine({ gpu, driver, plugins, tensorFlow, hasGpuLibrary, jax }) {
  if (gpu) console.log(`✓ ${gpu}, driver ${driver ?? 'of unknown version'}`);
  else console.log('– No NVIDIA GPU is here (asked nvidia-smi and /proc/driver/nvidia)');
  for (const { title, file, refusal } of plugins) {
    console.log(
      refusal
        ? `– XLA's plug-in for ${title}, not used: ${refusal} (${file})`
        : `✓ XLA's plug-in for ${title}: ${file}`,
    );
  }
  if (plugins.length === 0) console.log("– No plug-in of XLA's is here");
  const kind = hasGpuLibrary ? 'with code for GPUs' : 'for processors only';
  if (tensorFlow) console.log(`✓ TensorFlow's library, ${kind}: ${tensorFlow.folder} (${tensorFlow.source})`);
  const version = jax && ask(jax, 'from importlib.metadata import version; print(version("jax"))');
  console.log(jax ? `✓ JAX ${version}: ${jax.join(' ')}` : '– No Python with JAX is here');
}

/**
 * @param {Machine} machine
 * @param {Report} report
 */
async function checkTensorFlow(machine, report) {
  if (!machine.gpu || !machine.hasGpuLibrary) {
    report.unchecked.push(...parts.tensorFlow);
    return;
  }
  // The loader reads its path when a process starts.
  const env = {
    ...environmentFor(machine, undefined),
    ...(await gpuEnvironment()),
    TENSORCELL_DEVICE: 'cpu',
  };
  const { status } = spawnSync(process.execPath, [beside('tensorflow-worker.mjs')], {
    env,
    stdio: 'inherit',
  });
  report.checked += 1;
  if (status !== 0) report.failed += 1;
}

/**
 * @param {Machine} machine
 * @param {Options} options
 * @param {Report} report
 */
function checkPlugin(machine, options, report) {
  const device = deviceOf(machine);
  const plugin = device && machine.plugin(device).file;
  if (!device || !plugin) {
    if (machine.gpu) {
      console.log("– XLA's plug-in for this GPU is not here; `pip install jax` and, by the driver,");
      console.log(
        '  jax-cuda13-plugin[with-cuda] (from 580 on) or jax-cuda12-plugin[with-cuda] bring it, and JAX beside it',
      );
    }
    report.unchecked.push(...parts.models(options), parts.memory);
    return;
  }
  const env = environmentFor(machine, plugin);
  if (!machine.jax)
    report.unchecked.push('the same networks in JAX: no Python with jax, jaxlib and numpy is here');
  checkModels({ ...options, device, env, ...(machine.jax ? { jax: machine.jax } : {}) }, report);
  checkMemory(device, env, report);
}

/**
 * The one that TENSORCELL_DEVICE names, else the GPU that is here.
 * @param {Machine} machine
 * @returns {'cuda' | 'xla-cpu' | undefined}
 */
function deviceOf({ gpu }) {
  const named = process.env.TENSORCELL_DEVICE;
  if (named === 'cuda' || named === 'xla-cpu') return named;
  const refused = named && refusedDevice(named);
  if (refused) throw new Problem(`TENSORCELL_DEVICE: ${refused}.`);
  return gpu ? 'cuda' : undefined;
}

/**
 * @param {Options & import('./check-models.mjs').Asked} asked
 * @param {Report} report
 */
function checkModels(asked, report) {
  let isTold = false;
  for (const name of asked.models) {
    const { failed, lines, unchecked, info } = checkModel(name, asked);
    if (info && !isTold) console.log(`engineInfo(): ${JSON.stringify(info)}`);
    isTold ||= info !== undefined;
    for (const line of lines) console.log(line);
    report.checked += 1;
    report.failed += failed ? 1 : 0;
    report.unchecked.push(...unchecked);
  }
}

/**
 * @param {string} device
 * @param {NodeJS.ProcessEnv} env
 * @param {Report} report
 */
function checkMemory(device, env, report) {
  const megabytes = device === 'cuda' ? nvidiaMemory() : undefined;
  if (megabytes === undefined) {
    const why =
      device === 'cuda' ? 'nvidia-smi does not say how much there is' : "its memory is the machine's own";
    report.unchecked.push(`${parts.memory}: ${why}`);
    return;
  }
  try {
    const { told } = resultOf([process.execPath, beside('memory-worker.mjs'), device, `${megabytes}`], env);
    if (told === undefined) {
      report.unchecked.push(`${parts.memory}: ${4 * megabytes} MB of hidden values brought no error`);
      return;
    }
    console.log(`✓ ${parts.memory}: ${told}`);
  } catch (error) {
    report.failed += 1;
    console.log(`✗ ${parts.memory}: ${/** @type {Error} */ (error).message}`);
  }
  report.checked += 1;
}

/** @param {Report} report */
function conclude({ failed, checked, unchecked }) {
  console.log('Not checked:');
  for (const what of unchecked) console.log(`  – ${what}`);
  console.log('  – more than one GPU');
  if (checked === 0) return 2;
  console.log(failed === 0 ? '✓ All that was checked holds' : `✗ ${failed} of ${checked} parts do not hold`);
  return failed === 0 ? 0 : 1;
}

// A pack starts this file itself.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runMain(() => check(process.argv.slice(2)));
}
