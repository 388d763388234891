// Reads a lesson's source: Markdown in which every fenced `ts` block is a code cell (one for both editions) and
// every text stands between language marks: `<!-- en -->`, `<!-- ko -->`, or `<!-- both -->` for text that is
// the same in both, such as a table of numbers.

/**
 * @typedef {{ kind: 'code', source: string }} CodeCell
 * @typedef {{ kind: 'text', en: string, ko: string }} TextCell
 * @typedef {CodeCell | TextCell} Cell
 * @typedef {{ kind: string, line: number, text: string }} Block
 */

const MARK = /^<!--\s*(en|ko|both)\s*-->$/;
const FENCE = /^```ts$/;

/**
 * @param {string} text
 * @param {string} fileName for the messages
 * @returns {Cell[]}
 */
export function parseLesson(text, fileName) {
  return pair(blocks(text.split('\n'), fileName), fileName);
}

/**
 * Cuts the lines into blocks of one language or one code cell, each with the line it starts on.
 * @param {string[]} lines
 * @param {string} fileName
 * @returns {Block[]}
 */
function blocks(lines, fileName) {
  /** @type {{ kind: string, line: number, lines: string[] }[]} */
  const found = [];
  /** @type {typeof found[number] | undefined} */
  let block;
  let inCode = false;
  for (const [index, line] of lines.entries()) {
    const mark = inCode ? null : MARK.exec(line);
    if (mark) {
      block = { kind: mark[1], line: index + 1, lines: [] };
      found.push(block);
    } else if (!inCode && FENCE.test(line)) {
      block = { kind: 'code', line: index + 1, lines: [] };
      found.push(block);
      inCode = true;
    } else if (inCode && line === '```') {
      block = undefined;
      inCode = false;
    } else if (block) {
      block.lines.push(line);
    } else if (line.trim() !== '') {
      throw at(fileName, index + 1, 'this text belongs to no language; write <!-- en --> above it');
    }
  }
  if (inCode) throw at(fileName, block?.line ?? 1, 'this code cell is never closed; end it with ```');
  return found.map(({ kind, line, lines: own }) => ({ kind, line, text: own.join('\n').trim() }));
}

/**
 * Joins every English text with the Korean one that must follow it.
 * @param {Block[]} found
 * @param {string} fileName
 */
function pair(found, fileName) {
  /** @type {Cell[]} */
  const cells = [];
  const rest = found.values();
  for (const { kind, line, text } of rest) {
    if (kind === 'code') cells.push({ kind: 'code', source: text });
    else if (kind === 'both') cells.push({ kind: 'text', en: text, ko: text });
    else if (kind === 'ko') throw at(fileName, line, 'this Korean text has no English text before it');
    else {
      const twin = rest.next().value;
      if (twin?.kind !== 'ko' || twin.text === '')
        throw at(
          fileName,
          line,
          'this English text has no Korean twin; write <!-- ko --> and the text after it',
        );
      cells.push({ kind: 'text', en: text, ko: twin.text });
    }
  }
  return cells;
}

/**
 * @param {string} fileName
 * @param {number} line
 * @param {string} message
 */
function at(fileName, line, message) {
  return new Error(`${fileName}:${line}: ${message}`);
}
