// `__dirname` and `__filename` in a cell are the notebook's folder and its name as a module. They are no parameters of
// the cell's function, which would forbid a cell to declare them.
import type TypeScript from 'typescript';
import { ts } from '../typescript.js';
import { referenced } from './shared-names.js';
import { member } from './stop-checks.js';

const { factory } = ts;
const names = new Map([
  ['__dirname', 'dirname'],
  ['__filename', 'filename'],
]);

export function isFileName({ text }: TypeScript.Identifier): boolean {
  return names.has(text);
}

/** @param isOwn true of the files that hold the names of cells */
export function fileNames(
  checker: TypeScript.TypeChecker,
  isOwn: (file: TypeScript.SourceFile) => boolean,
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  const meaning = (node: TypeScript.Identifier): TypeScript.Expression | undefined => {
    const name = names.get(node.text);
    // What other transforms have written has no parent, and no meaning to look up.
    if (name === undefined || !node.parent) return undefined;
    const declared = referenced(node, checker)?.declarations ?? [];
    if (declared.length === 0 || declared.some((one) => isOwn(one.getSourceFile()))) return undefined;
    return ts.setTextRange(factory.createPropertyAccessExpression(member('meta'), name), node);
  };
  return (context) => (file) => {
    const visit = (node: TypeScript.Node): TypeScript.Node => {
      if (ts.isShorthandPropertyAssignment(node)) {
        const value = meaning(node.name);
        if (value) return factory.createPropertyAssignment(node.name.text, value);
      }
      if (ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node))
        return ts.visitEachChild(node, visit, context);
      return meaning(node) ?? node;
    };
    return ts.visitEachChild(file, visit, context);
  };
}
