// What `npm pack` makes, as a person uses it: installed into an empty folder, its kernel registered from there, and
// the library imported by a plain Node program.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npm } from '../../scripts/setup/packages.mjs';
import { venv, venvPython } from '../../scripts/setup/paths.mjs';
import { executeNotebook, textOf, writeNotebook } from '../notebook.js';
import { run, runWith } from '../run.js';
import { servedKernels } from './served-kernels.js';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'package-'));
  await run('.', ...npm(), 'pack', '--ignore-scripts', '--pack-destination', folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "a-lesson", "type": "module" }');
  // As a person's own environment beside his project, with TensorFlow's wheel in it.
  symlinkSync(venv, join(folder, '.venv'));
  const flags = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  await run(folder, ...npm(), 'install', ...flags, './tensorcell-0.2.0.tgz');
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('registers its kernel, which runs a cell', async () => {
    const command = resolve(folder, 'node_modules', 'tensorcell', 'dist', 'kernel', 'main.js');
    await run(folder, process.execPath, command, 'install', '--prefix', folder);
    const file = join(folder, 'lesson.ipynb');
    writeNotebook(file, ['tf.tensor([1, 2]).square().arraySync()', 'engineInfo().backend']);
    const outputs = await executeNotebook(file, { JUPYTER_PATH: join(folder, 'share', 'jupyter') });
    const results = outputs.flat().filter((output) => output.output_type === 'execute_result');
    expect(results.map(({ data }) => textOf(data?.['text/plain']))).toEqual(['[ 1, 4 ]', "'tensorflow'"]);
  });

  it('is imported by name in plain Node', async () => {
    const program = `
      import { layers, sequential, tf } from 'tensorcell';
      const model = sequential([layers.dense({ units: 2, inputShape: [3] })]);
      console.log(model.predict(tf.ones([1, 3])).shape.join());`;
    writeFileSync(join(folder, 'program.js'), program);
    expect(await run(folder, process.execPath, 'program.js')).toBe('1,2\n');
  });
});

// TensorFlow comes from PyPI, as on a machine that has nothing but Node.js and Python.
describe('the command of the package, where there is no TensorFlow yet', () => {
  let elsewhere: string;
  let env: NodeJS.ProcessEnv;
  let command: string;
  beforeAll(() => {
    elsewhere = mkdtempSync(join(tmpdir(), 'another place 빈 칸 '));
    command = join(folder, 'node_modules', '.bin', 'tensorcell');
    env = { TENSORCELL_HOME: join(elsewhere, 'own'), TENSORCELL_PYTHON: venvPython };
    mkdirSync(join(elsewhere, 'lessons'));
  });
  afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

  it('fetches it, and its kernel runs a cell on it', { timeout: 600_000 }, async () => {
    expect(await runWith(env, elsewhere, command, 'setup')).toContain('TensorFlow is ready: ');
    await run(elsewhere, command, 'install', '--prefix', elsewhere);
    const file = join(elsewhere, 'lessons', 'lesson.ipynb');
    writeNotebook(file, [
      'tf.tensor([1, 2]).square().arraySync()',
      'const { backend, source } = engineInfo(); [backend, source].join()',
    ]);
    const outputs = await executeNotebook(file, {
      ...env,
      JUPYTER_PATH: join(elsewhere, 'share', 'jupyter'),
    });
    const results = outputs.flat().filter((output) => output.output_type === 'execute_result');
    const texts = results.map(({ data }) => textOf(data?.['text/plain']));
    expect(texts).toEqual(['[ 1, 4 ]', "'tensorflow,tensorcell setup'"]);
  });

  it('opens JupyterLab with the kernel', { timeout: 600_000 }, async () => {
    const kernels = await servedKernels(env, elsewhere, command, 'lab', 'lessons');
    expect(kernels.tensorcell).toBe('TypeScript (TensorCell)');
  });
});
