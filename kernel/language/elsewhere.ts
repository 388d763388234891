// What a cell declares to be elsewhere: `declare module 'untyped'`, `declare const version: string`. The compiler takes
// a module's declaration from a script, which a cell is not; and the value is a global, not one of the cells' variables.
import type TypeScript from 'typescript';
import { fitted } from './fitted.js';
import { target, ts } from './typescript.js';

/** Before declarations that were kept apart from the rest. */
const moduleMark = '/* module */ ';
const valueMark = '/* elsewhere */ ';

interface WithText {
  readonly text: string;
}

export function isAmbientModule({ text }: WithText): boolean {
  return text.startsWith(moduleMark);
}

export function ambientModule({ text }: WithText): string {
  return text.slice(moduleMark.length);
}

/** The declarations of modules in a cell, and the cell without them. */
export function apart(
  source: string,
  isKnown: (module: string) => boolean,
): { text: string; modules: string } {
  if (!/\bdeclare\s+module\b/.test(source)) return { text: source, modules: '' };
  const file = ts.createSourceFile('cell.ts', source, target, true);
  const found = file.statements.filter(
    (statement): statement is TypeScript.ModuleDeclaration =>
      ts.isModuleDeclaration(statement) &&
      ts.isStringLiteral(statement.name) &&
      (!statement.body || !isKnown(statement.name.text)),
  );
  const texts = found.map((statement) => `${moduleMark}${statement.getText(file)}\n`);
  return { text: found.reduce(blankOut, source), modules: texts.join('') };
}

function blankOut(text: string, node: TypeScript.Node): string {
  return text.slice(0, node.getStart()) + fitted('', node.getText()) + text.slice(node.end);
}

export function markedAsElsewhere(text: string): string {
  return valueMark + text;
}

/** True of a declaration in the file of earlier cells whose value is not there. */
export function isElsewhere(declaration: TypeScript.Node): boolean {
  let statement = declaration;
  while (!ts.isSourceFile(statement.parent)) statement = statement.parent;
  if (ts.isModuleDeclaration(statement) && (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0)
    return true;
  return statement.getFullText().trimStart().startsWith(valueMark.trimEnd());
}
