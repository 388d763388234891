// Turns a lesson's cells into a Jupyter notebook (nbformat 4.5) of one edition, and carries over the outputs of
// an earlier run, but only when not one line of code has changed since: outputs of other code would be a lie.
import { createHash } from 'node:crypto';

const kernelspec = { display_name: 'TypeScript (TensorCell)', language: 'typescript', name: 'tensorcell' };
const languageInfo = { file_extension: '.ts', mimetype: 'text/typescript', name: 'typescript' };

/**
 * @typedef {import('./source.mjs').Cell} Cell
 * @typedef {object} NotebookCell
 * @property {string} cell_type
 * @property {number | null} [execution_count]
 * @property {string} id
 * @property {object} metadata
 * @property {unknown[]} [outputs]
 * @property {string | string[]} source
 *
 * @typedef {object} Notebook
 * @property {NotebookCell[]} cells
 * @property {{ tensorcell?: object, [key: string]: unknown }} metadata
 * @property {4} nbformat
 * @property {number} nbformat_minor
 */

/**
 * @param {Cell[]} cells
 * @param {'en' | 'ko'} language
 * @param {Notebook | undefined} earlier the notebook that holds the outputs to keep
 * @returns {Notebook}
 */
export function makeNotebook(cells, language, earlier) {
  const nameCell = uniqueIds();
  const kept = keptRun(cells, earlier);
  let code = 0;
  return {
    cells: cells.map((cell) =>
      cell.kind === 'code'
        ? codeCell(nameCell('code', cell.source), cell.source, kept?.cells[code++])
        : textCell(nameCell('text', cell.en), cell[language]),
    ),
    metadata: { kernelspec, language_info: languageInfo, ...(kept?.run && { tensorcell: kept.run }) },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/**
 * The notebook's file text, laid out as Jupyter itself does.
 * @param {Notebook} notebook
 */
export function notebookText(notebook) {
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

/**
 * @param {string} id
 * @param {string} source
 * @param {NotebookCell | undefined} kept
 * @returns {NotebookCell}
 */
function codeCell(id, source, kept) {
  return {
    cell_type: 'code',
    execution_count: kept?.execution_count ?? null,
    id,
    metadata: {},
    outputs: kept?.outputs ?? [],
    source: sourceLines(source),
  };
}

/**
 * @param {string} id
 * @param {string} source
 * @returns {NotebookCell}
 */
function textCell(id, source) {
  return { cell_type: 'markdown', id, metadata: {}, source: sourceLines(source) };
}

/**
 * @param {Cell[]} cells
 * @param {Notebook | undefined} earlier
 */
function keptRun(cells, earlier) {
  const codeNow = cells.flatMap((cell) => (cell.kind === 'code' ? [cell.source] : []));
  const codeThen = (earlier?.cells ?? []).filter((cell) => cell.cell_type === 'code');
  const unchanged =
    codeNow.length === codeThen.length &&
    codeThen.every((cell, i) => [cell.source].flat().join('') === codeNow[i]);
  return unchanged ? { cells: codeThen, run: earlier?.metadata.tensorcell } : undefined;
}

/** An id follows from the content alone, so that moving a cell does not rename the others. */
function uniqueIds() {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return (/** @type {string} */ kind, /** @type {string} */ content) => {
    const id = `${kind}-${createHash('sha256').update(content).digest('hex').slice(0, 8)}`;
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return times === 1 ? id : `${id}-${times}`;
  };
}

/**
 * nbformat's way to hold text: a list of lines that keep their line ends.
 * @param {string} text
 */
function sourceLines(text) {
  return text.split(/(?<=\n)/);
}
