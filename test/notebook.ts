// Notebooks written for one test, and run on the real kernel through nbconvert.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { venvPython } from '../scripts/setup/paths.mjs';

export interface Output {
  output_type: 'stream' | 'execute_result' | 'display_data' | 'error';
  name?: 'stdout' | 'stderr';
  text?: string | string[];
  data?: Record<string, string | string[]>;
  evalue?: string;
  traceback?: string[];
}

const kernelspec = { name: 'tensorcell', display_name: 'TypeScript (TensorCell)', language: 'typescript' };

/** Writes a notebook of code cells, without outputs, for our kernel. */
export function writeNotebook(file: string, sources: readonly string[]): void {
  const cells = sources.map((source, index) => ({
    id: `cell-${index}`,
    cell_type: 'code',
    execution_count: null,
    metadata: {},
    outputs: [],
    source,
  }));
  const notebook = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(file, JSON.stringify(notebook));
}

/** Runs every cell, failed ones included, and gives the outputs by cell. */
export async function executeNotebook(file: string, env: NodeJS.ProcessEnv = {}): Promise<Output[][]> {
  const flags = ['--to', 'notebook', '--execute', '--inplace', '--allow-errors', '--log-level=ERROR'];
  const nbconvert = spawn(venvPython, ['-m', 'nbconvert', ...flags, file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [complaint, [code]] = await Promise.all([text(nbconvert.stderr), once(nbconvert, 'exit')]);
  if (code !== 0) throw new Error(`nbconvert ended with ${code}:\n${complaint}`);
  const notebook = JSON.parse(readFileSync(file, 'utf8')) as { cells: { outputs: Output[] }[] };
  return notebook.cells.map((cell) => cell.outputs);
}

/** A multi-line text as notebooks keep it, in one piece. */
export function textOf(lines: string | string[] | undefined): string {
  return [lines ?? ''].flat().join('');
}
