// Takes the comments out of declaration files. A checker parses doc comments at every start and nobody looks at
// most of them: they go into a table beside the file, and a short mark that names the entry stays in their place.
import ts from 'typescript';

/** @typedef {{ start: number, end: number, text: string }} Edit */

export class Docs {
  /** @type {Map<string, number>} */
  #entries = new Map();

  /** @param {string} name of the table, which the marks carry */
  constructor(name) {
    this.name = name;
  }

  /** The doc comments in the order of their numbers, as they were written. */
  get entries() {
    return [...this.#entries.keys()];
  }

  /**
   * What to change in a file's text so that it has marks for doc comments, and no other comments.
   * @param {ts.SourceFile} source
   * @returns {Edit[]}
   */
  edits(source) {
    return comments(source).map(({ pos, end }) => ({
      start: pos,
      end,
      text: this.mark(source.text.slice(pos, end)),
    }));
  }

  /**
   * What stands for a comment.
   * @param {string} comment
   */
  mark(comment) {
    if (!comment.startsWith('/**') || /@license|Copyright/.test(comment)) return '';
    const number = this.#entries.get(comment) ?? this.#entries.size;
    this.#entries.set(comment, number);
    return `/**#${this.name}:${number}*/`;
  }
}

/**
 * @param {ts.SourceFile} source
 * @returns {ts.CommentRange[]}
 */
function comments(source) {
  /** @type {Map<number, ts.CommentRange>} */
  const found = new Map();
  /** @param {ts.Node} node */
  const visit = (node) => {
    for (const range of ts.getLeadingCommentRanges(source.text, node.pos) ?? []) found.set(range.pos, range);
    for (const range of ts.getTrailingCommentRanges(source.text, node.end) ?? []) found.set(range.pos, range);
    ts.forEachChild(node, visit);
  };
  visit(source);
  visit(source.endOfFileToken);
  return [...found.values()];
}

/**
 * @param {string} text
 * @param {Edit[]} edits
 */
export function apply(text, edits) {
  /** @type {string[]} */
  const parts = [];
  let at = 0;
  for (const { start, end, text: replacement } of edits.sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    parts.push(text.slice(at, start), replacement);
    at = end;
  }
  return [...parts, text.slice(at)].join('').replace(/(?:[ \t]*\r?\n)+/g, '\n');
}
