// What is wrong in a cell and in the local files that it reaches.
import type TypeScript from 'typescript';
import type { CheckProgress } from '../contract/check-progress.js';
import { withDependencies } from './dependencies.js';
import { withDirectives } from './directives.js';
import { isInstalledFirst } from './fresh-packages.js';
import { indexingMistakes } from './indexing.js';
import { notingStatements } from './statement-progress.js';

/** An import may end in `.ts`: the session loads the file by that name. */
const endingInImport = 5097;
/** Local files may be CommonJS in TypeScript's own words: `import x = require('y')`, `export = x`. */
const commonJsWords = new Set([1202, 1203]);

/**
 * Syntax first, since types of a text that was not parsed mean nothing. Whether a type can be written down for later
 * cells is not checked: that is not a mistake in the cell.
 *
 * @param atStatement called at the begin of each statement; what it throws ends the check
 */
export function mistakesIn(
  program: TypeScript.Program,
  cell: TypeScript.SourceFile,
  progress: CheckProgress,
  atStatement?: () => void,
): TypeScript.Diagnostic[] {
  const files = withDependencies(program, cell);
  const syntaxErrors = files.flatMap((file) => program.getSyntacticDiagnostics(file));
  if (syntaxErrors.length > 0) return syntaxErrors;
  const found = files.flatMap((file) => {
    const check = () => program.getSemanticDiagnostics(file);
    const own = notingStatements(progress, file, file === cell, check, atStatement);
    return withDirectives(file, own, indexingMistakes(program, file));
  });
  return found.filter((one) => !isAllowed(one, cell));
}

function isAllowed(diagnostic: TypeScript.Diagnostic, cell: TypeScript.SourceFile): boolean {
  const { code, file } = diagnostic;
  if (code === endingInImport) return true;
  return file === cell ? isInstalledFirst(diagnostic) : commonJsWords.has(code);
}
