// What the wheel gives to Jupyter, as `tensorcell install` writes it: JupyterLab's part, and the kernelspec, started
// through Python, since a wheel cannot know where it will lie.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runQuietly } from '../setup/command.mjs';
import { kernelMain, setupLog } from '../setup/paths.mjs';
import { explainFailure } from '../setup/problem.mjs';

// Jupyter takes its own interpreter for "python", and the kernelspec's folder for {resource_dir}: no search path is
// asked, and the Python that runs need not be the one that the kernel was installed with.
const argv = ['python', '{resource_dir}/start.py', 'kernel', '{connection_file}'];

/**
 * @param {string} kernelspec folder
 * @param {string} labextensions folder
 */
export async function writeJupyterFiles(kernelspec, labextensions) {
  const prefix = mkdtempSync(join(tmpdir(), 'tensorcell-kernelspec-'));
  try {
    const command = [process.execPath, kernelMain, 'install', '--prefix', prefix];
    const { code, output } = await runQuietly(command, () => undefined);
    if (code !== 0) throw explainFailure('Writing the kernelspec', 'the npm registry', output, setupLog);
    const data = join(prefix, 'share', 'jupyter');
    cpSync(join(data, 'kernels', 'tensorcell'), kernelspec, { recursive: true });
    cpSync(join(data, 'labextensions'), labextensions, { recursive: true });
  } finally {
    rmSync(prefix, { recursive: true, force: true });
  }
  const file = join(kernelspec, 'kernel.json');
  const spec = { ...JSON.parse(readFileSync(file, 'utf8')), argv };
  writeFileSync(file, `${JSON.stringify(spec, null, 2)}\n`);
}
