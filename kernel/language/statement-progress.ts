// Notes which statement of a file the compiler checks, for the thread that waits for it.
import type TypeScript from 'typescript';
import type { CheckProgress } from '../contract/check-progress.js';
import { prefix } from './cell-text.js';
import { watchStatements } from './typescript.js';

/**
 * @param isCell the file is the cell, in which the user's text follows tslab's line
 * @param atStatement called at the begin of each statement, of whichever file
 */
export function notingStatements<T>(
  progress: CheckProgress,
  file: TypeScript.SourceFile,
  isCell: boolean,
  check: () => T,
  atStatement?: () => void,
): T {
  const first = isCell ? prefix.length : 0;
  progress.begin(isCell ? undefined : file.fileName);
  // What a statement uses may lead the compiler into other files.
  const unwatch = watchStatements((node) => {
    atStatement?.();
    if (node.getSourceFile() === file) progress.reach(Math.max(0, node.pos - first));
  });
  try {
    return check();
  } finally {
    unwatch();
    progress.end();
  }
}
