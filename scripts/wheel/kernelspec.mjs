// The kernelspec for the wheel: the one that `tensorcell install` writes, started through Python, since a wheel
// cannot know where it will lie.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runQuietly } from '../setup/command.mjs';
import { kernelMain, setupLog } from '../setup/paths.mjs';
import { explainFailure } from '../setup/problem.mjs';

// Jupyter takes its own interpreter for "python", and the kernelspec's folder for {resource_dir}: no search path is
// asked, and the Python that runs need not be the one that the kernel was installed with.
const argv = ['python', '{resource_dir}/start.py', 'kernel', '{connection_file}'];

/** @param {string} folder */
export async function writeKernelspec(folder) {
  const prefix = mkdtempSync(join(tmpdir(), 'tensorcell-kernelspec-'));
  try {
    const command = [process.execPath, kernelMain, 'install', '--prefix', prefix];
    const { code, output } = await runQuietly(command, () => undefined);
    if (code !== 0) throw explainFailure('Writing the kernelspec', 'the npm registry', output, setupLog);
    cpSync(join(prefix, 'share', 'jupyter', 'kernels', 'tensorcell'), folder, { recursive: true });
  } finally {
    rmSync(prefix, { recursive: true, force: true });
  }
  const file = join(folder, 'kernel.json');
  const spec = { ...JSON.parse(readFileSync(file, 'utf8')), argv };
  writeFileSync(file, `${JSON.stringify(spec, null, 2)}\n`);
}
