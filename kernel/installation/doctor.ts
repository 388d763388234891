// `tensorcell doctor`: what the kernel needs, what of it is there, and how to fix what is not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gpuFinding, pluginFinding } from './gpu-finding.js';
import { defaultName } from './install.js';
import { dataFolder, kernelsFolder, userDataFolder } from './jupyter-paths.js';
import { nvidiaGpu } from './nvidia.js';
import { ask, type Python, pythonOf } from './python.js';
import { pythonPrefix } from './python-prefix.js';
import { howToReinstall } from './reinstall.js';

interface Finding {
  ok: boolean;
  name: string;
  found: string;
  remedy?: string | undefined;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const oldestNode = '20.12';
const prefix = pythonPrefix();
const environment = prefix ?? join(root, '.venv');

/** Prints all findings. The exit code is 0 when everything is in place. */
export async function doctor(): Promise<number> {
  const python = findPython();
  const findings = [
    checkNode(),
    checkPython(python),
    checkLab(python),
    checkKernel(),
    ...(await checkEngine().catch(brokenLibrary)),
  ];
  for (const { ok, name, found, remedy } of findings) {
    console.log(`${ok ? '✓' : '✗'} ${name.padEnd(12)} ${found}`);
    if (!ok && remedy) console.log(`  ${' '.repeat(12)} → ${remedy}`);
  }
  return findings.every(({ ok }) => ok) ? 0 : 1;
}

function checkNode(): Finding {
  const ok = process.versions.node.localeCompare(oldestNode, 'en', { numeric: true }) >= 0;
  return {
    ok,
    name: 'Node.js',
    found: `${process.version} (${process.execPath})`,
    remedy: 'Install Node.js 22 or 24.',
  };
}

function findPython(): Python | undefined {
  // The kernel runs in the environment that pip put it into, whichever is active.
  const candidates = [prefix, process.env.VIRTUAL_ENV, environment].filter((folder) => folder !== undefined);
  const found = candidates.map(pythonOf).find((file) => existsSync(file));
  if (found) return [found];
  return [['python3'], ['python']].find((python) => ask(python, 'print(1)') === '1');
}

function checkPython(python: Python | undefined): Finding {
  const version = python && ask(python, 'import platform; print(platform.python_version())');
  const found = version ? `${version} (${python?.join(' ')})` : 'not found';
  return {
    ok: Boolean(version),
    name: 'Python',
    found,
    remedy: 'Install Python 3.10 or newer, then run `tensorcell lab` (in a clone: `npm start`).',
  };
}

function checkLab(python: Python | undefined): Finding {
  const version = python && ask(python, 'import jupyterlab; print(jupyterlab.__version__)');
  const remedy = prefix
    ? 'Run `pip install jupyterlab` in the environment of this kernel.'
    : 'Run `tensorcell lab`, which installs it (in a clone: `npm start`), or `pip install jupyterlab`.';
  return { ok: Boolean(version), name: 'JupyterLab', found: version || 'not found', remedy };
}

function checkKernel(): Finding {
  const places = [prefix, process.env.VIRTUAL_ENV, environment, '/usr/local', '/usr'].filter(
    (place) => place !== undefined,
  );
  const folders = [userDataFolder(), ...places.map(dataFolder)].map((data) =>
    join(kernelsFolder(data), defaultName),
  );
  const found = folders.find((folder) => existsSync(join(folder, 'kernel.json')));
  const remedy = prefix
    ? howToReinstall()
    : 'Run `tensorcell install --user`, or `npm start` in the project.';
  return { ok: found !== undefined, name: 'Kernel', found: found ?? 'not registered', remedy };
}

async function checkEngine(): Promise<Finding[]> {
  const { engineInfo } = await import('../../lib/index.js');
  const { findPlugin } = await import('../../lib/kernel-door.js');
  const { backend, version, device, library, source, reason, remedy } = engineInfo();
  const ok = reason === undefined;
  const gpu = nvidiaGpu();
  const where = library ? `${library}${source ? ` (${source})` : ''}` : (reason ?? 'built in');
  return [
    { ok, name: 'Engine', found: `${backend} ${version} on ${device}`, remedy },
    { ok, name: 'TensorFlow', found: where },
    ...(gpu ? [gpuFinding(gpu, { device, library }), pluginFinding(findPlugin('cuda').file)] : []),
  ];
}

function brokenLibrary(error: unknown): Finding[] {
  return [{ ok: false, name: 'Library', found: String(error), remedy: howToReinstall() }];
}
