// Notebooks written for one test.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const kernelspec = { name: 'tensorcell', display_name: 'TypeScript (TensorCell)', language: 'typescript' };

/** Writes a notebook of code cells, without outputs, for our kernel. */
export function writeNotebook(folder: string, name: string, sources: readonly string[]): void {
  const cells = sources.map((source, index) => ({
    id: `cell-${index}`,
    cell_type: 'code',
    execution_count: null,
    metadata: {},
    outputs: [],
    source,
  }));
  const notebook = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(join(folder, name), JSON.stringify(notebook));
}
