// Mendings that one click makes: the compiler's own, and what our words on a mistake advise.
import type TypeScript from 'typescript';
import type { CellDiagnostic, CodeAction, Range, TextEdit } from '../../contract/editor-messages.js';
import { nodeAt } from '../wording/finding.js';
import { adviceIn } from './advice.js';
import { inFile } from './cells.js';
import { style } from './formatting.js';
import { cellRange, offsetAt } from './places.js';
import type { NotebookService, OpenCell } from './service.js';

/** What the compiler's fixes are called; others write declarations into files that are not the user's. */
const offered = new Set([
  ...[
    'spelling',
    'import',
    'addMissingAwait',
    'fixAwaitInSyncFunction',
    'addMissingConst',
    'addMissingAsync',
  ],
  ...['fixMissingProperties', 'fixClassIncorrectlyImplementsInterface', 'addMissingNewOperator'],
  ...['constructorForDerivedNeedSuperCall', 'forgottenThisPropertyAccess', 'addVoidToPromise'],
  ...['fixClassDoesntImplementInheritedAbstractMember', 'wrapJsxInFragment', 'returnValueCorrect'],
]);

/** @param found what is wrong in the cell */
export function codeActionsFor(
  open: OpenCell,
  range: Range,
  found: readonly CellDiagnostic[],
  notebook: NotebookService,
): CodeAction[] {
  const [start, end] = [offsetAt(open.cell.source, range.start), offsetAt(open.cell.source, range.end)];
  const actions = found.flatMap((diagnostic) => {
    const [from, to] = spanOf(diagnostic, open);
    if (from > end || to < start) return [];
    return [...fromAdvice(diagnostic, open), ...fromCompiler(diagnostic, open, notebook)];
  });
  return withoutDoubles(actions);
}

function spanOf({ range }: CellDiagnostic, { cell }: OpenCell): [number, number] {
  return [offsetAt(cell.source, range.start), offsetAt(cell.source, range.end)];
}

function fromAdvice(diagnostic: CellDiagnostic, open: OpenCell): CodeAction[] {
  const { cell, file } = open;
  const [start, end] = spanOf(diagnostic, open);
  const node = nodeAt(file, inFile(start), inFile(end));
  return adviceIn(diagnostic.message, node).map((advice): CodeAction => {
    const action = {
      title: advice.title,
      kind: 'quickfix',
      diagnostics: [diagnostic],
      isPreferred: true,
    } as const;
    if (advice.run !== undefined) {
      const command = { title: advice.title, command: 'tensorcell.run', arguments: [advice.run] } as const;
      return { ...action, command };
    }
    const range = cellRange(cell, { start: advice.start, length: advice.end - advice.start });
    return { ...action, edit: { changes: { [cell.id]: [{ range, newText: advice.text }] } } };
  });
}

function fromCompiler(
  diagnostic: CellDiagnostic,
  open: OpenCell,
  { service }: NotebookService,
): CodeAction[] {
  if (diagnostic.code === undefined) return [];
  const { cell } = open;
  const [start, end] = spanOf(diagnostic, open).map(inFile) as [number, number];
  const quotePreference = cell.source.includes('"') && !cell.source.includes("'") ? 'double' : 'single';
  const fixes = service.getCodeFixesAtPosition(cell.fileName, start, end, [diagnostic.code], style, {
    quotePreference,
    includePackageJsonAutoImports: 'off',
  });
  return fixes
    .filter(({ fixName, commands }) => offered.has(fixName) && !commands)
    .flatMap(({ description, changes, fixName }) => {
      const edits = editsOf(changes, open);
      if (!edits) return [];
      const isPreferred = fixName === 'spelling';
      const edit = { changes: { [cell.id]: edits } };
      return [{ title: description, kind: 'quickfix', diagnostics: [diagnostic], isPreferred, edit }];
    });
}

/** Nothing where other files than the cell would change. */
function editsOf(changes: readonly TypeScript.FileTextChanges[], { cell }: OpenCell): TextEdit[] | undefined {
  if (changes.some(({ fileName }) => fileName !== cell.fileName)) return undefined;
  return changes.flatMap(({ textChanges }) =>
    textChanges.map(({ span, newText }) => ({ range: cellRange(cell, span), newText })),
  );
}

function withoutDoubles(actions: readonly CodeAction[]): CodeAction[] {
  const keyOf = ({ edit, command }: CodeAction) => JSON.stringify([edit?.changes, command?.arguments]);
  return [...new Map(actions.toReversed().map((action) => [keyOf(action), action])).values()].toReversed();
}
