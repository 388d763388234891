// Notebooks as files: the code of their cells taken out, and put back as TypeScript.

interface Cell {
  cell_type: string;
  source: string | string[];
  metadata?: object;
  id?: string;
  outputs?: unknown[];
  execution_count?: number | null;
}

interface File {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

export interface Notebook {
  readonly file: File;
  /** The text of each code cell. */
  readonly code: readonly string[];
}

export const isNotebook = (path: string): boolean => path.endsWith('.ipynb');

/** @throws where it is no notebook of format 4 */
export function readNotebook(text: string, path: string): Notebook {
  let file: File;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw new Error(`convert: ${path} is not a notebook: it is no JSON.`, { cause: error });
  }
  if (!Array.isArray(file.cells))
    throw new Error(`convert: ${path} is not a notebook of format 4: it has no cells.`);
  return { file, code: file.cells.filter(isCode).map(({ source }) => [source].flat().join('')) };
}

const isCode = ({ cell_type }: Cell): boolean => cell_type === 'code';

/** The notebook with other code, without outputs, for our kernel. Cells that hold nothing any more are left out. */
export function writeNotebook({ file }: Notebook, code: readonly string[]): string {
  let next = 0;
  const cells = file.cells.flatMap((cell): Cell[] => {
    if (!isCode(cell)) return [cell];
    const source = code[next++] ?? '';
    return source.trim() === ''
      ? []
      : [{ ...cell, source, metadata: {}, outputs: [], execution_count: null }];
  });
  const metadata = {
    kernelspec: { name: 'tensorcell', display_name: 'TypeScript (TensorCell)', language: 'typescript' },
    language_info: { name: 'typescript', file_extension: '.ts', mimetype: 'text/x.typescript' },
  };
  return `${JSON.stringify({ ...file, cells, metadata }, undefined, 1)}\n`;
}
